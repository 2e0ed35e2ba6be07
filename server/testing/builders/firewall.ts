/** One object of each type of the firewall family. */

import { createObject } from '../../config/operations/operations.ts';
import { findByFqName } from '../../config/records.ts';
import type { WriteContext } from '../../config/write-context.ts';

const PM = 'default-policy-management';

/** Needs the tag `tier=web`. */
export function createFirewall(context: WriteContext): void {
  const management = { parent_type: 'policy-management' };
  createObject(context, 'address-group', {
    fq_name: [PM, 'lan'],
    ...management,
    props: {
      address_group_prefix: {
        subnet: [
          { ip_prefix: '10.1.0.0', ip_prefix_len: 16 },
          { ip_prefix: '2001:db8::', ip_prefix_len: 64 },
        ],
      },
    },
  });
  const services = createObject(context, 'service-group', {
    fq_name: [PM, 'web'],
    ...management,
    props: {
      service_group_firewall_service_list: {
        firewall_service: [{ protocol: 'tcp', dst_ports: { start_port: 80, end_port: 88 } }],
      },
    },
  });
  const tagged = createObject(context, 'firewall-rule', {
    fq_name: [PM, 'tagged'],
    ...management,
    props: {
      endpoint_1: { tags: ['tier=web'] },
      endpoint_2: { address_group: `${PM}:lan` },
      service: {
        protocol: 'sctp',
        src_ports: { start_port: 0, end_port: 65_535 },
        dst_ports: { start_port: 7, end_port: 9 },
      },
      direction: '>',
      match_tags: { tag_list: ['site'] },
      action_list: { simple_action: 'pass', log: true },
    },
  });
  const grouped = createObject(context, 'firewall-rule', {
    fq_name: [PM, 'grouped'],
    ...management,
    props: {
      endpoint_1: { virtual_network: 'default-domain:default-project:ip-fabric' },
      endpoint_2: { any: true },
      direction: '<>',
      action_list: { simple_action: 'deny' },
    },
    refs: { 'service-group': [{ uuid: services.uuid, attr: null }] },
  });
  const policy = createObject(context, 'firewall-policy', {
    fq_name: [PM, 'policy'],
    ...management,
    refs: {
      'firewall-rule': [tagged, grouped].map(({ uuid }, index) => ({ uuid, attr: { sequence: `0000${index + 1}.0` } })),
    },
  });
  const tier = findByFqName(context.transaction, 'tag', ['tier=web'])!;
  createObject(context, 'application-policy-set', {
    fq_name: [PM, 'set'],
    ...management,
    refs: {
      'firewall-policy': [{ uuid: policy.uuid, attr: { sequence: '00001.0' } }],
      tag: [{ uuid: tier.uuid, attr: null }],
    },
  });
}

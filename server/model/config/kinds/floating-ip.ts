/** Floating IPs. */

import { annotationOf } from '../annotations.ts';
import type { FloatingIpProps } from '../floating-ip.ts';
import { configKind, present } from './config-kind.ts';

export const floatingIpKind = configKind<'floating-ip', FloatingIpProps>('floating-ip')({
  parents: ['floating-ip-pool', 'instance-ip'],
  refs: ['project', 'virtual-machine-interface', 'tag'],
  collections: { floating_ip_port_mappings: { items: 'port_mappings' } },
  indexes: {
    address: ({ props }) => present(props.floating_ip_address),
    // By the uid of the Kubernetes object that it was allocated for.
    requester: (record) => present(annotationOf(record, 'k8s_uuid')),
  },
  address: ({ props }) => props.floating_ip_address,
  heldAddresses: {
    from: ['props', 'allocated'],
    of: ({ props, allocated }) => [[allocated?.['space'], props.floating_ip_address]],
  },
  calledByAddress: true,
  indexedParts: ['props', 'annotations'],
  drawn: true,
});

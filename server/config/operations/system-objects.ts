/** The objects that always exist. */

import { GLOBAL_SYSTEM_CONFIG, GLOBAL_VROUTER_CONFIG } from '../../model/config/global.ts';
import type { ConfigType } from '../../model/config/types.ts';
import { IP_FABRIC } from '../../model/naming/system-names.ts';
import { findByFqName } from '../records.ts';
import type { NewObject, RecordOf } from '../rules.ts';
import { PREDEFINED_TAG_TYPES } from '../types/tag-type.ts';
import type { WriteContext } from '../write-context.ts';
import { createObject, updateObject } from './operations.ts';

const DOMAIN = ['default-domain'];
const PROJECT = [...DOMAIN, 'default-project'];
/** The parent of all BGP routers. */
export const BGP_ROUTERS_PARENT = [...IP_FABRIC, '__default__'];

/** Creates missing system objects; idempotent. `asn` is written if it is given and differs. */
export function provisionSystem(context: WriteContext, options: { readonly asn?: number }): void {
  const gsc = ensure(context, 'global-system-config', { fq_name: GLOBAL_SYSTEM_CONFIG, props: asnProps(options.asn) });
  if (options.asn !== undefined && gsc.props.autonomous_system !== options.asn)
    updateObject(context, 'global-system-config', gsc.uuid, { props: asnProps(options.asn) });
  ensure(context, 'global-vrouter-config', { fq_name: GLOBAL_VROUTER_CONFIG });
  ensure(context, 'domain', { fq_name: DOMAIN });
  ensure(context, 'project', { fq_name: PROJECT });
  ensure(context, 'network-ipam', { fq_name: [...PROJECT, 'default-network-ipam'] });
  ensure(context, 'network-ipam', {
    fq_name: [...PROJECT, 'service-chain-flat-ipam'],
    props: { ipam_subnet_method: 'flat-subnet' },
  });
  ensure(context, 'virtual-network', {
    fq_name: IP_FABRIC,
    props: { is_provider_network: true, virtual_network_properties: { forwarding_mode: 'l3' } },
  });
  for (const name of ['__link_local__', 'dci-network', 'default-virtual-network'])
    ensure(context, 'virtual-network', { fq_name: [...PROJECT, name] });
  ensure(context, 'routing-instance', { fq_name: BGP_ROUTERS_PARENT, props: { routing_instance_is_default: false } });
  ensure(context, 'security-group', { fq_name: [...PROJECT, '__no_rule__'] });
  ensure(context, 'policy-management', { fq_name: ['default-policy-management'] });
  ensure(context, 'application-policy-set', {
    fq_name: ['default-policy-management', 'default-application-policy-set'],
    parent_type: 'policy-management',
    props: { all_applications: true },
  });
  for (const name of PREDEFINED_TAG_TYPES.keys()) ensure(context, 'tag-type', { fq_name: [name] });
}

/** A 4-byte ASN requires that 4-byte ASNs are enabled. */
function asnProps(asn: number | undefined): {
  readonly autonomous_system?: number;
  readonly enable_4byte_as?: boolean;
} {
  return asn === undefined ? {} : { autonomous_system: asn, ...(asn > 65_535 ? { enable_4byte_as: true } : {}) };
}

function ensure<T extends ConfigType>(context: WriteContext, type: T, requested: NewObject<T>): RecordOf<T> {
  return (
    findByFqName(context.transaction, type, requested.fq_name) ??
    createObject(context, type, { ...requested, system: true })
  );
}

/** Network IPAMs. A flat-subnet IPAM has subnets of its own: one allocator for all networks that refer to it. */

import { kindOf } from '../../model/config/types.ts';
import { formatAddress } from '../../model/net/address.ts';
import { contains } from '../../model/net/prefix.ts';
import { byAddress } from '../../store/indexes.ts';
import { anyInUse } from '../addresses/address-use.ts';
import { spaceOfFlatSubnet } from '../addresses/network-addresses.ts';
import { refuseTakenSubnetUuids } from '../addresses/subnet-identity.ts';
import { completeSubnets, layoutOf } from '../addresses/subnets.ts';
import { conflict, invalidField } from '../problems.ts';
import { nameOf, referrersOf } from '../records.ts';
import type { RecordOf, ResourceRules, Writing } from '../rules.ts';
import { checkIpamOverlap } from './cluster-overlap.ts';
import { refuseOverlaps } from './virtual-network-subnets.ts';

const METHODS = ['user-defined-subnet', 'flat-subnet', 'auto-subnet'];

export const networkIpam: ResourceRules<'network-ipam'> = {
  ...kindOf('network-ipam'),
  complete(writing) {
    const { draft, before, context } = writing;
    const method = draft.props.ipam_subnet_method ?? 'user-defined-subnet';
    if (!METHODS.includes(method))
      throw invalidField(
        '/network-ipam/ipam_subnet_method',
        `ipam_subnet_method "${method}" is none of ${METHODS.join(', ')}`,
      );
    if (before !== undefined && (before.props.ipam_subnet_method ?? 'user-defined-subnet') !== method) {
      throw invalidField(
        '/network-ipam/ipam_subnet_method',
        'ipam_subnet_method can not be changed',
        before.props.ipam_subnet_method,
      );
    }
    const requested = draft.props.ipam_subnets?.subnets ?? [];
    if (method !== 'flat-subnet' && requested.length > 0) {
      throw invalidField('/network-ipam/ipam_subnets', 'ipam-subnets are allowed only with flat-subnet', 'flat-subnet');
    }
    if (draft.props.ipam_subnets === undefined) return refuseInUse(writing, draft);
    const subnets = completeSubnets(
      context,
      requested,
      before?.props.ipam_subnets?.subnets ?? [],
      '/network-ipam/ipam_subnets/subnets',
    );
    if (requested.some((subnet) => Boolean(subnet.subnet_uuid)))
      refuseTakenSubnetUuids(
        context.transaction,
        draft.uuid,
        subnets,
        before?.props.ipam_subnets?.subnets ?? [],
        '/network-ipam/ipam_subnets/subnets',
      );
    return refuseInUse(writing, { ...draft, props: { ...draft.props, ipam_subnets: { subnets } } });
  },
  follow({ context }, after, before) {
    if (after === undefined || before === undefined || after.props.ipam_subnets === before.props.ipam_subnets) return;
    for (const network of referrersOf(context.transaction, 'network-ipam', after.uuid, 'virtual-network')) {
      refuseOverlaps(
        context.transaction,
        network.refs['network-ipam'] ?? [],
        () => '/network-ipam/ipam_subnets/subnets',
      );
    }
    if (context.owner === undefined)
      for (const sentence of checkIpamOverlap(context.transaction, after)) context.warn?.(sentence);
  },
};

/** A subnet with addresses in use must stay and must keep covering them. */
function refuseInUse(writing: Writing<'network-ipam'>, after: RecordOf<'network-ipam'>): RecordOf<'network-ipam'> {
  const { before, context } = writing;
  const staying = (after.props.ipam_subnets?.subnets ?? []).map((subnet) => ({
    subnet,
    prefix: layoutOf(subnet).prefix,
  }));
  for (const subnet of before?.props.ipam_subnets?.subnets ?? []) {
    const kept = staying.find((each) => each.subnet.subnet_uuid === subnet.subnet_uuid);
    const own = layoutOf(subnet).prefix;
    const used = anyInUse(
      context.transaction,
      spaceOfFlatSubnet(before!, subnet),
      (a) => contains(own, a) && (kept === undefined || !contains(kept.prefix, a)),
    );
    if (used === undefined) continue;
    const text = formatAddress(used);
    const blocking = [...context.transaction.lookup(byAddress('instance-ip'), text)].map((holder) => ({
      kind: holder.kind,
      key: holder.key,
      name: nameOf(holder.value),
    }));
    throw conflict('AddressInUse', `Cannot Delete IP Block, IP(${text}) is in use`, { blocking });
  }
  return after;
}

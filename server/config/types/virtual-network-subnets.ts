/**
 * The subnets of a network: completes and checks its references to IPAMs, and keeps subnets that have addresses in use.
 */

import type { Ref } from '../../model/config/record.ts';
import type { IpamSubnet, VnSubnets } from '../../model/config/virtual-network.ts';
import type { Json } from '../../model/json.ts';
import { formatAddress } from '../../model/net/address.ts';
import { contains, firstOverlap, formatPrefix } from '../../model/net/prefix.ts';
import { byAddress, byRef } from '../../store/indexes.ts';
import type { Read } from '../../store/store.ts';
import { anyInUse } from '../addresses/address-use.ts';
import { refuseTakenSubnetUuids } from '../addresses/subnet-identity.ts';
import { completeSubnets, layoutOf } from '../addresses/subnets.ts';
import { conflict, invalid, invalidField } from '../problems.ts';
import { findObject, nameOf, objectOf } from '../records.ts';
import { pointerTo } from '../references.ts';
import type { Writing } from '../rules.ts';

type Network = Writing<'virtual-network'>['draft'];

/** The network with every reference to an IPAM completed. */
export function completeNetworkSubnets(writing: Writing<'virtual-network'>): Network {
  const { draft, before, context } = writing;
  const refs = draft.refs['network-ipam'];
  const pointer = pointerTo('virtual-network', 'network-ipam');
  const givenUuids =
    refs?.some((ref) => subnetsOf(ref).some((subnet) => subnet.subnet !== undefined && Boolean(subnet.subnet_uuid))) ??
    false;
  const completed = refs?.map((ref, index): Ref => {
    const ipam = objectOf(context.transaction, 'network-ipam', ref.uuid);
    const old = subnetsOf(before?.refs['network-ipam']?.find((each) => each.uuid === ref.uuid));
    const at = `${pointer}/${index}/attr/ipam_subnets`;
    const requested = subnetsOf(ref);
    const hostRoutes = (ref.attr as unknown as VnSubnets | null)?.host_routes;
    const subnets =
      ipam.props.ipam_subnet_method === 'flat-subnet'
        ? flatEntry(writing, requested, old, at)
        : ownEntries(writing, requested, old, at);
    return {
      uuid: ref.uuid,
      attr: {
        ipam_subnets: subnets,
        ...(hostRoutes === undefined ? {} : { host_routes: hostRoutes }),
      } as unknown as Json,
    };
  });
  if (refs !== before?.refs['network-ipam'])
    refuseOverlaps(
      context.transaction,
      completed ?? [],
      (index, i) => `${pointer}/${index}/attr/ipam_subnets/${i}/subnet`,
    );
  if (givenUuids)
    refuseTakenSubnetUuids(
      context.transaction,
      draft.uuid,
      (completed ?? []).flatMap(subnetsOf),
      (before?.refs['network-ipam'] ?? []).flatMap(subnetsOf),
      pointer,
    );
  if (before !== undefined) refuseRemovalInUse(writing, completed ?? []);
  return completed === undefined ? draft : { ...draft, refs: { ...draft.refs, 'network-ipam': completed } };
}

/** The user-defined subnets (and flat entries) of a reference to an IPAM. */
export function subnetsOf(ref: Ref | undefined): readonly IpamSubnet[] {
  return (ref?.attr as unknown as VnSubnets | null | undefined)?.ipam_subnets ?? [];
}

/** A flat IPAM is referred to by a single entry that has only a uuid. */
function flatEntry(
  writing: Writing<'virtual-network'>,
  requested: readonly IpamSubnet[],
  old: readonly IpamSubnet[],
  pointer: string,
): IpamSubnet[] {
  if (requested.some((subnet) => subnet.subnet !== undefined))
    throw invalidField(pointer, 'with flat-subnet, network can not have user-defined subnet');
  if (writing.draft.props.virtual_network_properties?.forwarding_mode !== 'l3') {
    throw invalidField(
      '/virtual-network/virtual_network_properties/forwarding_mode',
      'flat-subnet is allowed only with l3 network',
      'l3',
    );
  }
  return [{ subnet_uuid: requested[0]?.subnet_uuid || old[0]?.subnet_uuid || writing.context.mint.uuid() }];
}

function ownEntries(
  writing: Writing<'virtual-network'>,
  requested: readonly IpamSubnet[],
  old: readonly IpamSubnet[],
  pointer: string,
): IpamSubnet[] {
  if (requested.length > 0 && writing.draft.props.address_allocation_mode === 'flat-subnet-only') {
    throw invalidField(
      pointer,
      'with address_allocation_mode flat-subnet-only, network can not have user-defined subnet',
    );
  }
  return completeSubnets(writing.context, requested, old, pointer);
}

/**
 * Checks that no two subnets of a network overlap, including those of its flat IPAMs. `pointer` is the JSON pointer of
 * the references.
 */
export function refuseOverlaps(
  read: Read,
  refs: readonly Ref[],
  pointer: (ref: number, subnet: number) => string,
): void {
  const all = refs.flatMap((ref, index) => {
    const own = subnetsOf(ref).filter((subnet) => subnet.subnet !== undefined);
    const ipam = findObject(read, 'network-ipam', ref.uuid);
    const flat = ipam?.props.ipam_subnet_method === 'flat-subnet' ? (ipam.props.ipam_subnets?.subnets ?? []) : [];
    return [...own, ...flat].map((subnet, i) => ({ prefix: layoutOf(subnet).prefix, at: pointer(index, i) }));
  });
  const overlap = firstOverlap(all.map(({ prefix }) => prefix));
  if (overlap === undefined) return;
  const [one, other] = overlap.map((index) => all[index]!);
  const detail = `Overlapping addresses: ${formatPrefix(one!.prefix)} and ${formatPrefix(other!.prefix)}`;
  throw conflict('Overlap', detail, { fields: [{ pointer: other!.at, detail }] });
}

/** 409 if a removed or changed subnet no longer covers an address in use. */
function refuseRemovalInUse(writing: Writing<'virtual-network'>, after: readonly Ref[]): void {
  const { transaction } = writing.context;
  const staying = new Map(after.flatMap(subnetsOf).map((subnet) => [subnet.subnet_uuid, subnet]));
  for (const ref of writing.before?.refs['network-ipam'] ?? []) {
    for (const subnet of subnetsOf(ref)) {
      if (subnet.subnet === undefined) continue;
      const stays = staying.get(subnet.subnet_uuid);
      const prefix = stays === undefined ? undefined : layoutOf(stays).prefix;
      const used = anyInUse(transaction, subnet.subnet_uuid, (a) => prefix === undefined || !contains(prefix, a));
      if (used === undefined) continue;
      const text = formatAddress(used);
      const blocking = [
        ...transaction.lookup(byAddress('instance-ip'), text),
        ...transaction.lookup(byAddress('floating-ip'), text),
      ]
        .filter((holder) => (holder.value.allocated?.['space'] as string | undefined) === subnet.subnet_uuid)
        .map((holder) => ({ kind: holder.kind, key: holder.key, name: nameOf(holder.value) }));
      throw conflict('AddressInUse', `Cannot Delete IP Block, IP(${text}) is in use`, { blocking });
    }
  }
  refuseFlatRemovalInUse(writing, after);
}

/** The reference to a flat IPAM must stay while an address of this network is allocated from it. */
function refuseFlatRemovalInUse(writing: Writing<'virtual-network'>, after: readonly Ref[]): void {
  const { transaction } = writing.context;
  for (const ref of writing.before?.refs['network-ipam'] ?? []) {
    if (after.some((each) => each.uuid === ref.uuid)) continue;
    const spaces = new Set<unknown>(
      (transaction.get('network-ipam', ref.uuid)?.value.props.ipam_subnets?.subnets ?? []).map(
        (subnet) => subnet.subnet_uuid,
      ),
    );
    if (spaces.size === 0) continue;
    for (const holder of transaction.lookup(byRef('instance-ip', 'virtual-network'), writing.draft.uuid)) {
      if (!spaces.has(holder.value.allocated?.['space'])) continue;
      throw conflict(
        'AddressInUse',
        `Cannot Delete IP Block, IP(${holder.value.props.instance_ip_address}) is in use`,
        { blocking: [{ kind: 'instance-ip', key: holder.key, name: nameOf(holder.value) }] },
      );
    }
  }
}

/** 400 for a subnet uuid that the network does not have. */
export function checkSubnetsExist(network: Network, wanted: readonly string[], pointer: string): void {
  const known = new Set((network.refs['network-ipam'] ?? []).flatMap(subnetsOf).map((subnet) => subnet.subnet_uuid));
  wanted.forEach((uuid, index) => {
    if (!known.has(uuid))
      throw invalid(`Subnet ${uuid} was not found in virtual-network ${network.uuid}`, [
        { pointer: `${pointer}/${index}`, detail: `${nameOf(network)} has no subnet with this uuid.` },
      ]);
  });
}

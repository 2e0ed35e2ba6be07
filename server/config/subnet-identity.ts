/**
 * A subnet's uuid is where its addresses are counted, so it stands for one subnet only. A body that was copied from another
 * network brings that network's uuids along: it is refused, or the two would hand out and hold up each other's addresses.
 */
import type { IpamSubnet, VnSubnets } from '../model/config/virtual-network.ts';
import { formatFqName } from '../model/naming/fq-name.ts';
import type { Read } from '../store/store.ts';
import { conflict, invalidField } from './problems.ts';

/** 409 for a uuid of somebody else's subnet, 400 for one given twice. `owner` is who has the subnets; `before` are those that it had. */
export function refuseTakenSubnetUuids(read: Read, owner: string, subnets: readonly IpamSubnet[], before: readonly IpamSubnet[], pointer: string): void {
  const own = new Set<string>();
  for (const { subnet, subnet_uuid: uuid } of subnets) {
    if (subnet === undefined) continue;
    if (own.has(uuid)) throw invalidField(pointer, `Subnet uuid ${uuid} stands for two subnets: leave subnet_uuid out of new ones, and each gets its own`);
    own.add(uuid);
  }
  for (const { subnet_uuid: uuid } of before) own.delete(uuid);
  if (own.size === 0) return;
  for (const { key, value } of read.scan('virtual-network')) {
    if (key === owner) continue;
    for (const ref of value.refs['network-ipam'] ?? []) refuseAny(own, (ref.attr as unknown as VnSubnets | null)?.ipam_subnets ?? [], `virtual-network ${formatFqName(value.fq_name)}`, pointer);
  }
  for (const { key, value } of read.scan('network-ipam')) {
    if (key !== owner) refuseAny(own, value.props.ipam_subnets?.subnets ?? [], `network-ipam ${formatFqName(value.fq_name)}`, pointer);
  }
}

function refuseAny(own: ReadonlySet<string>, subnets: readonly IpamSubnet[], holder: string, pointer: string): void {
  const taken = subnets.find((subnet) => own.has(subnet.subnet_uuid));
  if (taken === undefined) return;
  const detail = `Subnet uuid ${taken.subnet_uuid} belongs to ${holder}: leave subnet_uuid out, and the new subnet gets its own`;
  throw conflict('AlreadyExists', detail, { fields: [{ pointer, detail }] });
}

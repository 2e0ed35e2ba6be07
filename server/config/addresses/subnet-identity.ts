/**
 * Addresses are counted by the uuid of their subnet, so a uuid belongs to one subnet only. A body copied from another
 * network contains that network's uuids. It is refused: otherwise both networks would allocate from one address space.
 */

import type { IpamSubnet } from '../../model/config/virtual-network.ts';
import { bySubnet } from '../../store/indexes.ts';
import type { Read } from '../../store/store.ts';
import { conflict, invalidField } from '../problems.ts';
import { nameOf } from '../records.ts';

/**
 * 409 for a uuid of another owner's subnet, 400 for a duplicate. `owner` has the subnets; `before` are those that it
 * had.
 */
export function refuseTakenSubnetUuids(
  read: Read,
  owner: string,
  subnets: readonly IpamSubnet[],
  before: readonly IpamSubnet[],
  pointer: string,
): void {
  const own = new Set<string>();
  for (const { subnet, subnet_uuid: uuid } of subnets) {
    if (subnet === undefined) continue;
    if (own.has(uuid))
      throw invalidField(
        pointer,
        `Subnet uuid ${uuid} stands for two subnets: leave subnet_uuid out of new ones, and each gets its own`,
      );
    own.add(uuid);
  }
  for (const { subnet_uuid: uuid } of before) own.delete(uuid);
  if (own.size === 0) return;
  for (const uuid of own) {
    for (const type of ['virtual-network', 'network-ipam'] as const) {
      for (const { key, value } of read.lookup(bySubnet(type), uuid)) {
        if (key === owner) continue;
        const detail =
          `Subnet uuid ${uuid} belongs to ${nameOf(value)}: leave subnet_uuid out, and the new subnet ` +
          'gets its own';
        throw conflict('AlreadyExists', detail, { fields: [{ pointer, detail }] });
      }
    }
  }
}

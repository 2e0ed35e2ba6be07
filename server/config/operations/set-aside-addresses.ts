/** Addresses that ip-alloc allocates from a network without an object of their own, and that ip-free releases. */

import { formatAddress, parseAddress } from '../../model/net/address.ts';
import { SET_ASIDE } from '../../model/oper/address-space.ts';
import type { Read } from '../../store/store.ts';
import { countInUse } from '../addresses/address-use.ts';
import { drawAddresses, sourcesOf } from '../addresses/network-addresses.ts';
import { layoutOf } from '../addresses/subnets.ts';
import { invalid, notFound } from '../problems.ts';
import { objectOf } from '../records.ts';
import type { WriteContext } from '../write-context.ts';
import { updateObject } from './operations.ts';

/** Addresses per request: all are written in one transaction. */
const MAX_AT_ONCE = 1000;

/** Allocates addresses; 409 when none are left, 404 if the network or subnet does not exist. */
export function allocateAddresses(
  context: WriteContext,
  networkUuid: string,
  requested: { readonly count: number; readonly subnetUuid?: string; readonly family?: 'v4' | 'v6' },
): string[] {
  const { transaction } = context;
  if (!Number.isInteger(requested.count) || requested.count < 1 || requested.count > MAX_AT_ONCE)
    throw invalid(`count ${requested.count} is outside of 1–${MAX_AT_ONCE}`);
  const network = objectOf(transaction, 'virtual-network', networkUuid);
  if (
    requested.subnetUuid !== undefined &&
    !sourcesOf(transaction, network).some((source) => source.uuids.includes(requested.subnetUuid!))
  ) {
    throw notFound(`Virtual network ${network.fq_name.join(':')} has no subnet ${requested.subnetUuid}`);
  }
  const drawn = drawAddresses(
    transaction,
    network,
    { family: requested.family, subnetUuid: requested.subnetUuid, exhaustedStatus: 409, pointer: '/count' },
    requested.count,
  );
  updateObject(context, 'virtual-network', networkUuid, {
    allocated: {
      ...network.allocated,
      ...Object.fromEntries(drawn.map(({ address, space }) => [SET_ASIDE + address, space])),
    },
  });
  return drawn.map(({ address }) => address);
}

/** Releases addresses; one that was not allocated by ip-alloc is left alone. */
export function freeAddresses(context: WriteContext, networkUuid: string, addresses: readonly string[]): void {
  const network = objectOf(context.transaction, 'virtual-network', networkUuid);
  const allocated = { ...network.allocated };
  for (const text of addresses) {
    const parsed = parseAddress(text);
    if (parsed === undefined) throw invalid(`"${text}" is not an IP address`);
    delete allocated[SET_ASIDE + formatAddress(parsed)];
  }
  updateObject(context, 'virtual-network', networkUuid, { allocated });
}

/** The number of addresses in use in each subnet. */
export function countAddresses(read: Read, networkUuid: string, subnetUuids: readonly string[]): number[] {
  const sources = sourcesOf(read, objectOf(read, 'virtual-network', networkUuid));
  return subnetUuids.map((uuid) => {
    const own = sources.filter((source) => source.uuids.includes(uuid));
    if (own.length === 0) throw notFound(`Subnet ${uuid} was not found in virtual-network ${networkUuid}`);
    return own.reduce((count, source) => count + Number(countInUse(read, source.space, layoutOf(source.subnet))), 0);
  });
}

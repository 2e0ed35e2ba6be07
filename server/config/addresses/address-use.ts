/**
 * Which addresses of which space are in use, as a summary of the records that hold them (`heldAddresses`): instance
 * IPs, floating IPs, addresses set aside by ip-alloc, and the ClusterIPs of services. A record names the space it drew
 * from, so a flat-subnet IPAM has one set of addresses for all networks that use it.
 */

import { AddressPool } from '../../engine/ipam/address-pool.ts';
import { EMPTY, intervals, withNumber, withoutNumber, type IntervalTree } from '../../engine/ipam/interval-tree.ts';
import type { SubnetLayout } from '../../engine/ipam/subnet-layout.ts';
import { heldAddresses, kindsThat, partsWithAddresses } from '../../model/declared-kinds.ts';
import type { Kind } from '../../model/kinds.ts';
import { formatAddressRange } from '../../model/net/address-range.ts';
import { address, formatAddress, parseAddress, type Address, type IpFamily } from '../../model/net/address.ts';
import { contains, formatPrefix } from '../../model/net/prefix.ts';
import type { Aggregate, Change, Read, Stored } from '../../store/store.ts';

interface Space {
  readonly family: IpFamily;
  used: IntervalTree;
  /** Holders after the first, by address: exist only in imported data. */
  readonly further: Map<bigint, number>;
  /** The pool for the layout that was last requested, updated with each change. */
  pool: { readonly fingerprint: string; readonly pool: AddressPool } | undefined;
}

export type AddressUse = Map<string, Space>;

const HOLDERS: ReadonlySet<Kind> = new Set(kindsThat((facts) => facts.heldAddresses !== undefined));

export const addressUse: Aggregate<AddressUse> = {
  name: 'config/address-use',
  kinds: HOLDERS,
  create: () => new Map(),
  apply(use: AddressUse, change: Change): void {
    if (!HOLDERS.has(change.kind) || holdsTheSame(change)) return;
    const [old, next] = [heldIn(change.old), heldIn(change.new)];
    // There are 100,000 instance IPs and floating IPs, with one address each.
    if (old.length <= 1 && next.length <= 1) {
      const [[before], [after]] = [old, next];
      if (before !== undefined && after !== undefined && isSame(before, after)) return;
      if (before !== undefined) release(use, before);
      if (after !== undefined) take(use, after);
      return;
    }
    const [before, after] = [keyed(old), keyed(next)];
    for (const [key, held] of before) if (!after.has(key)) release(use, held);
    for (const [key, held] of after) if (!before.has(key)) take(use, held);
  },
  frees(change) {
    if (change.old === undefined || !HOLDERS.has(change.kind) || holdsTheSame(change)) return false;
    const after = keyed(heldIn(change.new));
    return [...keyed(heldIn(change.old)).keys()].some((held) => !after.has(held));
  },
  fork(use) {
    const copy: AddressUse = new Map();
    for (const [name, space] of use) {
      copy.set(name, {
        ...space,
        further: new Map(space.further),
        pool:
          space.pool === undefined ? undefined : { fingerprint: space.pool.fingerprint, pool: space.pool.pool.clone() },
      });
    }
    return copy;
  },
};

/** Most changes leave the members that say which addresses a record holds: then no list of them is made. */
function holdsTheSame({ kind, old, new: next }: Change): boolean {
  if (old === undefined || next === undefined) return false;
  const [before, after] = [old.value, next.value] as unknown as readonly { readonly [part: string]: unknown }[];
  return partsWithAddresses(kind).every((part) => before![part] === after![part]);
}

interface Held {
  readonly space: string;
  readonly address: Address;
}

function isSame(one: Held, other: Held): boolean {
  return (
    one.space === other.space &&
    one.address.family === other.address.family &&
    one.address.value === other.address.value
  );
}

/** What a record holds. */
function heldIn(stored: Stored | undefined): readonly Held[] {
  if (stored === undefined) return [];
  return heldAddresses(stored.kind, stored.value as never).flatMap(([space, text]) => {
    const parsed = typeof text === 'string' ? parseAddress(text) : undefined;
    return typeof space === 'string' && parsed !== undefined ? [{ space, address: parsed }] : [];
  });
}

/** By space and address, without duplicates. */
function keyed(held: readonly Held[]): ReadonlyMap<string, Held> {
  return new Map(held.map((one) => [`${one.space} ${formatAddress(one.address)}`, one]));
}

/** The addresses that a record holds, each with the space it was drawn from. */
export function heldBy(stored: Stored): readonly { readonly space: string; readonly text: string }[] {
  return [...keyed(heldIn(stored)).values()].map(({ space, address: held }) => ({ space, text: formatAddress(held) }));
}

function take(use: AddressUse, held: Held): void {
  let space = use.get(held.space);
  if (space === undefined)
    use.set(held.space, (space = { family: held.address.family, used: EMPTY, further: new Map(), pool: undefined }));
  const { value } = held.address;
  const used = withNumber(space.used, value);
  if (used === space.used) {
    space.further.set(value, (space.further.get(value) ?? 0) + 1);
    return;
  }
  space.used = used;
  space.pool?.pool.reserve(held.address);
}

function release(use: AddressUse, held: Held): void {
  const space = use.get(held.space);
  if (space === undefined) return;
  const { value } = held.address;
  const further = space.further.get(value) ?? 0;
  if (further > 0) {
    if (further === 1) space.further.delete(value);
    else space.further.set(value, further - 1);
    return;
  }
  space.used = withoutNumber(space.used, value);
  space.pool?.pool.release(held.address);
  if (space.used === EMPTY) use.delete(held.space);
}

/**
 * The pool of a space from which the next address is allocated, with this layout. Read-only: clone before allocating.
 */
export function poolOf(read: Read, spaceName: string, layout: SubnetLayout): AddressPool {
  const space = read.aggregate(addressUse).get(spaceName);
  if (space === undefined) return AddressPool.of(layout);
  const fingerprint = fingerprintOf(layout);
  if (space.pool?.fingerprint === fingerprint) return space.pool.pool;
  const pool = AddressPool.withUsed(layout, addressesOf(space));
  space.pool = { fingerprint, pool };
  return pool;
}

/** Addresses in use in a space, ascending. */
export function usedAddresses(read: Read, spaceName: string): readonly Address[] {
  const space = read.aggregate(addressUse).get(spaceName);
  return space === undefined ? [] : [...addressesOf(space)];
}

/** An address in use in the space, inside (or outside) the prefix of the layout. */
export function anyInUse(read: Read, spaceName: string, where: (a: Address) => boolean): Address | undefined {
  const space = read.aggregate(addressUse).get(spaceName);
  if (space === undefined) return undefined;
  for (const each of addressesOf(space)) if (where(each)) return each;
  return undefined;
}

/** How many addresses of a space lie in the layout's prefix. */
export function countInUse(read: Read, spaceName: string, layout: SubnetLayout): bigint {
  const space = read.aggregate(addressUse).get(spaceName);
  if (space === undefined) return 0n;
  let count = 0n;
  for (const { first, last } of intervals(space.used)) {
    if (contains(layout.prefix, address(space.family, first))) count += last - first + 1n;
  }
  return count;
}

function* addressesOf(space: Space): Generator<Address> {
  for (const { first, last } of intervals(space.used))
    for (let value = first; value <= last; value++) yield address(space.family, value);
}

/** Cached: a subnet may have ten thousand allocation pools, and a layout never changes. */
const fingerprints = new WeakMap<SubnetLayout, string>();

function fingerprintOf(layout: SubnetLayout): string {
  let fingerprint = fingerprints.get(layout);
  if (fingerprint === undefined) fingerprints.set(layout, (fingerprint = madeFingerprint(layout)));
  return fingerprint;
}

function madeFingerprint(layout: SubnetLayout): string {
  const text = (a: Address | undefined): string => (a === undefined ? '-' : formatAddress(a));
  return [
    formatPrefix(layout.prefix),
    layout.bottomUp,
    text(layout.gateway),
    text(layout.serviceAddress),
    layout.allocUnit,
    ...layout.allocationPools.map(formatAddressRange),
  ].join(' ');
}

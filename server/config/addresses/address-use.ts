/**
 * Which addresses of which subnet are in use, as a summary of the records that hold them: instance IPs, floating IPs,
 * addresses set aside by ip-alloc, and the ClusterIPs of services.
 *
 * A record names the space it drew from (`allocated.space`): the subnet's uuid, or `cluster-ip/4|6` for the IPAM of
 * services, whose addresses also stand in Kubernetes objects. A flat-subnet IPAM therefore has one set of addresses for
 * all networks that use it.
 */

import { AddressPool } from '../../engine/ipam/address-pool.ts';
import { EMPTY, intervals, withNumber, withoutNumber, type IntervalTree } from '../../engine/ipam/interval-tree.ts';
import type { SubnetLayout } from '../../engine/ipam/subnet-layout.ts';
import { formatAddressRange } from '../../model/net/address-range.ts';
import { address, formatAddress, parseAddress, type Address, type IpFamily } from '../../model/net/address.ts';
import { contains, formatPrefix } from '../../model/net/prefix.ts';
import type { Aggregate, Change, Read, Stored } from '../../store/store.ts';

/** Prefix of `allocated` keys on a virtual network for addresses drawn by ip-alloc: `address/10.1.1.5` → space. */
export const SET_ASIDE = 'address/';

/** The space of the IPAM from which ClusterIPs come. */
export function clusterIpSpace(family: IpFamily): string {
  return `cluster-ip/${family}`;
}

interface Space {
  readonly family: IpFamily;
  used: IntervalTree;
  /** Holders beyond the first, by address: only data from elsewhere has any. */
  readonly further: Map<bigint, number>;
  /** The pool over the layout that was last asked for, kept in step. */
  pool: { readonly fingerprint: string; readonly pool: AddressPool } | undefined;
}

export type AddressUse = Map<string, Space>;

const HOLDERS: ReadonlySet<string> = new Set(['instance-ip', 'floating-ip', 'virtual-network', 'kube/Service']);

export const addressUse: Aggregate<AddressUse> = {
  name: 'config/address-use',
  kinds: HOLDERS,
  create: () => new Map(),
  apply(use: AddressUse, change: Change): void {
    if (!HOLDERS.has(change.kind) || holdsTheSame(change)) return;
    if (change.kind === 'instance-ip' || change.kind === 'floating-ip') {
      const [before, after] = [heldByIp(change.old), heldByIp(change.new)];
      if (before !== undefined && after !== undefined && isSame(before, after)) return;
      if (before !== undefined) release(use, before);
      if (after !== undefined) take(use, after);
      return;
    }
    const before = holdings(change.old);
    const after = holdings(change.new);
    for (const [key, held] of before) if (!after.has(key)) release(use, held);
    for (const [key, held] of after) if (!before.has(key)) take(use, held);
  },
  frees(change) {
    if (change.old === undefined || !HOLDERS.has(change.kind) || holdsTheSame(change)) return false;
    const after = holdings(change.new);
    return [...holdings(change.old).keys()].some((held) => !after.has(held));
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

/** Most changes leave what a network has set aside alone. */
function holdsTheSame({ kind, old, new: next }: Change): boolean {
  if (kind !== 'virtual-network' || old === undefined || next === undefined) return false;
  return (old as Stored<'virtual-network'>).value.allocated === (next as Stored<'virtual-network'>).value.allocated;
}

interface Held {
  readonly space: string;
  readonly address: Address;
}

/** What an instance IP or a floating IP holds: there are 100,000 of them, with one address each. */
function heldByIp(stored: Stored | undefined): Held | undefined {
  if (stored === undefined) return undefined;
  const space = (stored as Stored<'instance-ip' | 'floating-ip'>).value.allocated?.['space'];
  const text =
    stored.kind === 'instance-ip'
      ? (stored as Stored<'instance-ip'>).value.props.instance_ip_address
      : (stored as Stored<'floating-ip'>).value.props.floating_ip_address;
  const parsed = typeof text === 'string' ? parseAddress(text) : undefined;
  return typeof space === 'string' && parsed !== undefined ? { space, address: parsed } : undefined;
}

function isSame(one: Held, other: Held): boolean {
  return (
    one.space === other.space &&
    one.address.family === other.address.family &&
    one.address.value === other.address.value
  );
}

/** What a record holds, by space and address. */
function holdings(stored: Stored | undefined): ReadonlyMap<string, Held> {
  const held = new Map<string, Held>();
  const hold = (space: unknown, text: unknown): void => {
    const parsed = typeof text === 'string' ? parseAddress(text) : undefined;
    if (typeof space === 'string' && parsed !== undefined)
      held.set(`${space} ${formatAddress(parsed)}`, { space, address: parsed });
  };
  if (stored === undefined) return held;
  if (stored.kind === 'kube/Service') {
    const spec = (stored as Stored<'kube/Service'>).value.spec;
    for (const text of new Set([spec?.clusterIP, ...(spec?.clusterIPs ?? [])])) {
      const parsed = text === undefined ? undefined : parseAddress(text);
      if (parsed !== undefined) hold(clusterIpSpace(parsed.family), text);
    }
  } else if (stored.kind === 'instance-ip' || stored.kind === 'floating-ip') {
    const ip = heldByIp(stored);
    if (ip !== undefined) held.set(`${ip.space} ${formatAddress(ip.address)}`, ip);
  } else if (stored.kind === 'virtual-network') {
    for (const [what, space] of Object.entries((stored as Stored<'virtual-network'>).value.allocated ?? {})) {
      if (what.startsWith(SET_ASIDE)) hold(space, what.slice(SET_ASIDE.length));
    }
  }
  return held;
}

/** The addresses that a record holds, each with the space it was drawn from. */
export function heldBy(stored: Stored): readonly { readonly space: string; readonly text: string }[] {
  return [...holdings(stored).values()].map(({ space, address: held }) => ({ space, text: formatAddress(held) }));
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

/** The addresses of a space from which the next can be drawn, laid out as `layout`. Read only: clone before drawing. */
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

/** An address in use in the space that lies inside (or outside) the prefix of the layout. */
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

/** A subnet may have ten thousand allocation pools, and a layout never changes. */
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

/**
 * A prefix: the leading `length` bits of an address, the rest zero.
 * Every `Prefix` is masked, so equal prefixes have equal texts and `prefixKey` may serve in Maps.
 */

import {
  address,
  addressBits,
  compareAddress,
  formatAddress,
  parseAddress,
  type Address,
  type IpFamily,
} from './address.ts';

export interface Prefix {
  /** The network address: bits beyond `length` are zero. */
  readonly address: Address;
  /** 0..32 (IPv4) or 0..128 (IPv6). */
  readonly length: number;
}

/** What to do with `10.1.2.3/8`: refuse it, or take it for `10.0.0.0/8`. */
export type HostBits = 'reject' | 'mask';

/** `address/length`; undefined if malformed, or if host bits are set and are to be rejected. */
export function parsePrefix(text: string, hostBits: HostBits = 'reject'): Prefix | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) return undefined;
  const parsed = parseAddress(text.slice(0, slash));
  const lengthText = text.slice(slash + 1);
  if (parsed === undefined || !/^(0|[1-9]\d{0,2})$/.test(lengthText)) return undefined;
  const length = Number(lengthText);
  if (length > addressBits(parsed.family)) return undefined;
  const prefix = prefixOf(parsed, length);
  return hostBits === 'reject' && prefix.address.value !== parsed.value ? undefined : prefix;
}

/** For literals in code and tests: parses or throws `BUG:`. */
export function prefixFrom(text: string): Prefix {
  const parsed = parsePrefix(text);
  if (parsed === undefined) throw new Error(`BUG: "${text}" is not a prefix`);
  return parsed;
}

/** The prefix of this length that contains the address (host bits are masked away). */
export function prefixOf(of: Address, length: number): Prefix {
  const bits = addressBits(of.family);
  if (!Number.isInteger(length) || length < 0 || length > bits) {
    throw new Error(`BUG: /${length} is not a prefix length of IPv${of.family}`);
  }
  const hostBits = BigInt(bits - length);
  const value = (of.value >> hostBits) << hostBits;
  return Object.freeze({ address: value === of.value ? of : address(of.family, value), length });
}

/** `/32` or `/128`. */
export function hostPrefix(of: Address): Prefix {
  return Object.freeze({ address: of, length: addressBits(of.family) });
}

export function formatPrefix(prefix: Prefix): string {
  return `${formatAddress(prefix.address)}/${prefix.length}`;
}

export function prefixFamily(prefix: Prefix): IpFamily {
  return prefix.address.family;
}

/** By family, network address, then length: a covering prefix precedes what it covers. */
export function comparePrefix(a: Prefix, b: Prefix): number {
  return compareAddress(a.address, b.address) || a.length - b.length;
}

export function samePrefix(a: Prefix, b: Prefix): boolean {
  return a.length === b.length && a.address.family === b.address.family && a.address.value === b.address.value;
}

/** Whether the prefix contains the address; false across families. */
export function contains(prefix: Prefix, a: Address): boolean {
  if (prefix.address.family !== a.family) return false;
  const hostBits = BigInt(addressBits(a.family) - prefix.length);
  return prefix.address.value >> hostBits === a.value >> hostBits;
}

/** Whether `outer` contains all of `inner`. A prefix covers itself. */
export function covers(outer: Prefix, inner: Prefix): boolean {
  return outer.length <= inner.length && contains(outer, inner.address);
}

/** Two prefixes overlap exactly if one covers the other. */
export function overlaps(a: Prefix, b: Prefix): boolean {
  return covers(a, b) || covers(b, a);
}

/** Two overlapping prefixes, by their indexes in the list, lower one first; undefined if none overlap. */
export function firstOverlap(prefixes: readonly Prefix[]): readonly [number, number] | undefined {
  const order = prefixes.map((prefix, index) => ({ prefix, index })).sort((a, b) => comparePrefix(a.prefix, b.prefix));
  // A prefix is sorted before those that it covers: if any two overlap, then two neighbours do.
  for (const [place, { prefix, index }] of order.entries()) {
    const next = order[place + 1];
    if (next !== undefined && overlaps(prefix, next.prefix))
      return index < next.index ? [index, next.index] : [next.index, index];
  }
  return undefined;
}

/** The first address. */
export function networkAddress(prefix: Prefix): Address {
  return prefix.address;
}

/** The last address: IPv4's broadcast, and the counterpart that allocation also sets aside in IPv6. */
export function broadcastAddress(prefix: Prefix): Address {
  return address(prefix.address.family, prefix.address.value + prefixSize(prefix) - 1n);
}

/** Number of addresses: 2^(bits − length). */
export function prefixSize(prefix: Prefix): bigint {
  return 1n << BigInt(addressBits(prefix.address.family) - prefix.length);
}

/** Addresses besides network and broadcast; all of them where there are only one or two (RFC 3021). */
export function hostCount(prefix: Prefix): bigint {
  const size = prefixSize(prefix);
  return size <= 2n ? size : size - 2n;
}

/** Texts for prefixes that sort as `comparePrefix` does: family, network address in hex, length. */

import type { Address } from '../model/net/address.ts';
import { addressBits, formatAddress, parseAddress } from '../model/net/address.ts';
import { parseIpv4 } from '../model/net/ipv4-text.ts';
import { broadcastAddress, networkAddress, type Prefix } from '../model/net/prefix.ts';

/** `10.47.255.252` → `10.47.255.252/32`, canonical; undefined if the text is no address. */
export function hostPrefix(text: string): string | undefined {
  // An IPv4 address has one text only.
  if (parseIpv4(text) !== undefined) return `${text}/32`;
  const address = parseAddress(text);
  return address === undefined ? undefined : `${formatAddress(address)}/${addressBits(address.family)}`;
}

/** The sort key of an IPv4 host prefix, of which most are. */
export function ipv4HostKey(value: number): string {
  return `4${value.toString(16).padStart(8, '0')}20`;
}

export function prefixSortKey(address: Address, length: number): string {
  const tail = length.toString(16).padStart(2, '0');
  if (address.family === 4) return `4${Number(address.value).toString(16).padStart(8, '0')}${tail}`;
  return `6${address.value.toString(16).padStart(32, '0')}${tail}`;
}

/** The sort key of the prefix of this length that contains the address. */
export function coveringKey(address: Address, length: number): string {
  const hostBits = BigInt(addressBits(address.family) - length);
  return prefixSortKey({ family: address.family, value: (address.value >> hostBits) << hostBits }, length);
}

/** Length of the prefix that has this sort key. */
export function lengthOfKey(key: string): number {
  return Number.parseInt(key.slice(-2), 16);
}

/** The keys of what a prefix contains stand after `after`, not after `last`, and have at least `length`. */
export function keyRange(prefix: Prefix): { readonly after: string; readonly last: string; readonly length: number } {
  const { length } = prefix;
  return {
    after: prefixSortKey(networkAddress(prefix), 0).slice(0, -2),
    last: prefixSortKey(broadcastAddress(prefix), 255),
    length,
  };
}

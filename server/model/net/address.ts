/**
 * One type for IPv4 and IPv6 addresses.
 *
 * The value is the address as an unsigned number (32 or 128 bits). Text appears only at the
 * door: `parseAddress` on the way in, `formatAddress` (RFC 5952 for IPv6) on the way out. An
 * address has exactly one text and one pair (family, value), so either may serve as a key.
 */

import { compare } from '../order.ts';
import { formatIpv4, parseIpv4 } from './ipv4-text.ts';
import { formatIpv6, parseIpv6 } from './ipv6-text.ts';

/** The IP version. (The BGP address family, AFI/SAFI, is another word: `model/bgp/family.ts`.) */
export type IpFamily = 4 | 6;

export interface Address {
  readonly family: IpFamily;
  /** Unsigned: 0 ≤ value < 2^32 (family 4) or 2^128 (family 6). */
  readonly value: bigint;
}

const MAX: Readonly<Record<IpFamily, bigint>> = { 4: (1n << 32n) - 1n, 6: (1n << 128n) - 1n };

/** Number of bits of an address: 32 or 128. */
export function addressBits(family: IpFamily): 32 | 128 {
  return family === 4 ? 32 : 128;
}

/** An address from its number. A value outside the family is a programmer's mistake. */
export function address(family: IpFamily, value: bigint): Address {
  if (value < 0n || value > MAX[family]) throw new Error(`BUG: ${value} is not an IPv${family} address`);
  return Object.freeze({ family, value });
}

/**
 * Dotted decimal (four octets, no leading zeros) or RFC 4291 text (`::`, embedded IPv4).
 * Anything else, a zone or a prefix length included, is undefined.
 */
export function parseAddress(text: string): Address | undefined {
  if (text.includes(':')) {
    const value = parseIpv6(text);
    return value === undefined ? undefined : Object.freeze({ family: 6, value });
  }
  const value = parseIpv4(text);
  return value === undefined ? undefined : Object.freeze({ family: 4, value: BigInt(value) });
}

/** For literals in code and tests: parses or throws `BUG:`. */
export function addressOf(text: string): Address {
  const parsed = parseAddress(text);
  if (parsed === undefined) throw new Error(`BUG: "${text}" is not an IP address`);
  return parsed;
}

/** Canonical text: dotted decimal, or RFC 5952. */
export function formatAddress(a: Address): string {
  return a.family === 4 ? formatIpv4(Number(a.value)) : formatIpv6(a.value);
}

/** IPv4 before IPv6, then by number. */
export function compareAddress(a: Address, b: Address): number {
  return a.family - b.family || compare(a.value, b.value);
}

export function sameAddress(a: Address, b: Address): boolean {
  return a.family === b.family && a.value === b.value;
}

/** The address `n` further on (or back, if negative); undefined beyond the end of the family. */
export function addAddress(a: Address, n: number | bigint): Address | undefined {
  const value = a.value + BigInt(n);
  if (value < 0n || value > MAX[a.family]) return undefined;
  return Object.freeze({ family: a.family, value });
}

/** Network byte order: 4 or 16 bytes. */
export function addressBytes(a: Address): Uint8Array {
  const bytes = new Uint8Array(a.family === 4 ? 4 : 16);
  let rest = a.value;
  for (let i = bytes.length - 1; i >= 0; i--) {
    bytes[i] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return bytes;
}

/** From 4 or 16 bytes in network byte order; undefined for any other length. */
export function addressFromBytes(bytes: Uint8Array): Address | undefined {
  if (bytes.length !== 4 && bytes.length !== 16) return undefined;
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return Object.freeze({ family: bytes.length === 4 ? 4 : 6, value });
}

/** 0.0.0.0 or ::, "no address". */
export function isUnspecified(a: Address): boolean {
  return a.value === 0n;
}

/** 127.0.0.0/8 or ::1. */
export function isLoopback(a: Address): boolean {
  return a.family === 4 ? a.value >> 24n === 127n : a.value === 1n;
}

/** 224.0.0.0/4 or ff00::/8. */
export function isMulticast(a: Address): boolean {
  return a.family === 4 ? a.value >> 28n === 0xen : a.value >> 120n === 0xffn;
}

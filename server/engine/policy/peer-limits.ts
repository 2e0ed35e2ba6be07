/**
 * What a BGP session can be carried over: judged at the door, and again before a speaker is told, because an older
 * version took what came.
 */

import { isAsn } from '../../model/bgp/asn.ts';
import { utf8Bytes } from '../../model/naming/utf8.ts';
import { formatAddress, parseAddress } from '../../model/net/address.ts';

/** TCP_MD5SIG_MAXKEYLEN of Linux, which other systems keep to. */
const MAX_SESSION_KEY_BYTES = 80;

/** Why the kernel cannot sign with the key; undefined if it can. Never quotes the key. */
export function sessionKeyFault(key: unknown): string | undefined {
  if (typeof key !== 'string') return 'The MD5 key is not a text';
  if (key === '') return 'The MD5 key is empty';
  const { length } = utf8Bytes(key);
  return length > MAX_SESSION_KEY_BYTES
    ? `The MD5 key has ${length} bytes; TCP-MD5 takes ${MAX_SESSION_KEY_BYTES} at most`
    : undefined;
}

/**
 * Likewise, and why other routers could not be given it: what is no printable ASCII is typed and stored in different
 * ways.
 */
export function newSessionKeyFault(key: unknown): string | undefined {
  const fault = sessionKeyFault(key);
  if (fault !== undefined) return fault;
  return /^[\x20-\x7e]+$/.test(key as string)
    ? undefined
    : 'The MD5 key has characters other than letters, digits, blanks and punctuation of ASCII, which routers do not store alike';
}

/** Why nobody can be called at the address; undefined if somebody can. Loopback is a host: laboratories use it. */
export function peerAddressFault(text: unknown): string | undefined {
  const parsed = typeof text === 'string' ? parseAddress(text) : undefined;
  if (parsed === undefined) return `"${shown(text)}" is not an IP address`;
  const is = (what: string): string => `${formatAddress(parsed)} is ${what}: no BGP router can be called there`;
  if (parsed.family === 4) {
    const first = Number(parsed.value >> 24n);
    if (first === 0) return is('in 0.0.0.0/8, "this network"');
    if (parsed.value === 0xffff_ffffn) return is('the broadcast address');
    if (first >= 240) return is('in 240.0.0.0/4, which is reserved');
    return first >= 224 ? is('a multicast address') : undefined;
  }
  if (parsed.value === 0n) return is('the unspecified address');
  if (parsed.value >> 120n === 0xffn) return is('a multicast address');
  if (parsed.value >> 118n === 0x3fan) return is('a link-local address, which means nothing without an interface');
  return parsed.value >> 32n === 0xffffn ? is('an IPv4 address written as IPv6; write it with dots') : undefined;
}

/** Why the port cannot be called; undefined if it can. */
export function portFault(port: unknown): string | undefined {
  return Number.isInteger(port) && (port as number) >= 1 && (port as number) <= 65_535
    ? undefined
    : `Port ${shown(port)} is outside of 1–65535`;
}

/** Why the number is nobody's in a session; undefined if it may be. */
export function sessionAsnFault(asn: unknown): string | undefined {
  return typeof asn === 'number' && isAsn(asn) ? undefined : `AS number ${shown(asn)} is outside of 1–4294967295`;
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return text.replace(/\p{C}/gu, '?').slice(0, 60);
}

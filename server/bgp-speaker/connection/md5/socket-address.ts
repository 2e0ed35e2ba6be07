/** `struct sockaddr_in`, `sockaddr_in6` and `tcp_md5sig` of Linux as bytes. */

import { isIP } from 'node:net';
import { endianness } from 'node:os';
import { AF_INET, AF_INET6 } from './libc.ts';

const LITTLE = endianness() === 'LE';
/** TCP_MD5SIG_MAXKEYLEN. */
const MAX_KEY_BYTES = 80;

export const familyOf = (host: string): typeof AF_INET | typeof AF_INET6 => (isIP(host) === 6 ? AF_INET6 : AF_INET);

function ipv4Bytes(host: string): number[] {
  if (isIP(host) !== 4) throw new TypeError(`BUG: "${host}" is no IP address; names are resolved before.`);
  return host.split('.').map(Number);
}

function ipv6Bytes(host: string): number[] {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(host);
  const text =
    dotted === null
      ? host
      : `${dotted[1]!}${ipv4Bytes(dotted[2]!)
          .map((byte) => byte.toString(16).padStart(2, '0'))
          .join('')
          .replace(/(.{4})(.{4})/, '$1:$2')}`;
  const [head = '', tail] = text.split('::');
  const words = (part: string | undefined) =>
    part === undefined || part === '' ? [] : part.split(':').map((word) => Number.parseInt(word, 16));
  const [left, right] = [words(head), words(tail)];
  const all = tail === undefined ? left : [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
  return all.flatMap((word) => [word >> 8, word & 255]);
}

/** The address of a host (an IP address, no name) and port in `family`; IPv4 in an IPv6 socket is `::ffff:a.b.c.d`. */
export function socketAddress(host: string, port: number, family = familyOf(host)): Uint8Array {
  const bytes = new Uint8Array(family === AF_INET ? 16 : 28);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, family, LITTLE);
  view.setUint16(2, port);
  if (family === AF_INET) bytes.set(ipv4Bytes(host), 4);
  else bytes.set(ipv6Bytes(isIP(host) === 4 ? `::ffff:${host}` : host), 8);
  return bytes;
}

/** The value of the socket option TCP_MD5SIG: the key for one peer; an empty key takes it away. */
export function md5Signature(peer: string, key: string, family = familyOf(peer)): Uint8Array {
  const secret = new TextEncoder().encode(key);
  if (secret.length > MAX_KEY_BYTES)
    throw new RangeError(`The TCP-MD5 key for ${peer} has ${secret.length} bytes; ${MAX_KEY_BYTES} are possible.`);
  const bytes = new Uint8Array(216);
  bytes.set(socketAddress(peer, 0, family), 0);
  new DataView(bytes.buffer).setUint16(130, secret.length, LITTLE);
  bytes.set(secret, 136);
  return bytes;
}

/** Numbers and addresses into bytes, big endian. */

import { addressBytes, addressFromBytes, formatAddress, parseAddress } from '../../../model/net/address.ts';
import { formatIpv4, parseIpv4 } from '../../../model/net/ipv4-text.ts';

export function putU16(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >> 8;
  bytes[at + 1] = value & 0xff;
}

export function putU32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 24;
  bytes[at + 1] = (value >>> 16) & 0xff;
  bytes[at + 2] = (value >>> 8) & 0xff;
  bytes[at + 3] = value & 0xff;
}

export function u32Bytes(values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  values.forEach((value, index) => putU32(bytes, index * 4, value));
  return bytes;
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** `10.169.25.20` of a 32-bit number. */
export function dotted(value: number): string {
  return formatIpv4(value);
}

/** The number of a dotted address; throws `BUG:` for another text. */
export function dottedValue(text: string): number {
  const value = parseIpv4(text);
  if (value === undefined) throw new Error(`BUG: "${text}" is not an IPv4 address`);
  return value;
}

/** Canonical text of 4 or 16 bytes. */
export function addressText(bytes: Uint8Array): string {
  const address = addressFromBytes(bytes);
  if (address === undefined) throw new Error(`BUG: ${bytes.length} bytes are no address`);
  return formatAddress(address);
}

/** 4 or 16 bytes of an address text; throws `BUG:` for another text. */
export function addressTextBytes(text: string): Uint8Array {
  const address = parseAddress(text);
  if (address === undefined) throw new Error(`BUG: "${text}" is not an IP address`);
  return addressBytes(address);
}

/** Lower-case hex into bytes; throws `BUG:` for another text. */
export function hexBytes(hex: string): Uint8Array {
  if (hex.length % 2 !== 0 || !/^[0-9a-f]*$/.test(hex)) throw new Error(`BUG: "${hex.slice(0, 40)}" is not hex`);
  const bytes = new Uint8Array(hex.length / 2);
  for (let index = 0; index < bytes.length; index++)
    bytes[index] = Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16);
  return bytes;
}

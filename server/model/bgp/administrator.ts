/**
 * The six bytes that route targets (RFC 4360 §3, RFC 5668) and route distinguishers (RFC 4364
 * §4.2) share: an administrator, and a number that the administrator assigns. The wider the
 * administrator, the narrower the number.
 */

import { address, formatAddress, parseAddress } from '../net/address.ts';
import { isTwoByteAsn, MAX_ASN_2_BYTE, MAX_ASN_4_BYTE, parseAsn } from './asn.ts';

/** How the administrator is written on the wire; the value is also the type (0, 1, 2). */
export type AdministratorType = 0 | 1 | 2;

/** Types of administrator: the first byte of an extended community (RFC 4360, 5668). */
const TWO_BYTE_AS = 0;
const IPV4 = 1;
export const FOUR_BYTE_AS = 2;

export interface Assigned {
  readonly type: AdministratorType;
  /** An AS number (types 0 and 2) or an IPv4 address as a number (type 1). */
  readonly administrator: number;
  /** 0..4294967295 under a two-byte AS, else 0..65535. */
  readonly number: number;
}

/** Highest assigned number for the type. */
export function maxAssignedNumber(type: AdministratorType): number {
  return type === TWO_BYTE_AS ? 4_294_967_295 : 65_535;
}

/** `60100`, `100L` (four-byte form of a small AS), `4200000000`, `1.10`, `192.168.0.204`. */
export function parseAdministrator(text: string): Pick<Assigned, 'type' | 'administrator'> | undefined {
  const ip = parseAddress(text);
  if (ip?.family === 4) return { type: IPV4, administrator: Number(ip.value) };
  const long = /^(.*)L$/i.exec(text);
  const asn = parseAsn(long?.[1] ?? text);
  if (asn === undefined) return undefined;
  const fourByte = long !== null || text.includes('.') || !isTwoByteAsn(asn);
  return { type: fourByte ? FOUR_BYTE_AS : TWO_BYTE_AS, administrator: asn };
}

/** The `L` is written only where the four-byte form would otherwise read as the two-byte one. */
export function formatAdministrator(of: Pick<Assigned, 'type' | 'administrator'>): string {
  switch (of.type) {
    case IPV4:
      return formatAddress(address(4, BigInt(of.administrator)));
    case FOUR_BYTE_AS:
      return isTwoByteAsn(of.administrator) ? `${of.administrator}L` : String(of.administrator);
    case TWO_BYTE_AS:
      return String(of.administrator);
    default:
      throw new Error(`BUG: administrator type ${String(of.type satisfies never)}`);
  }
}

/** Throws `BUG:` if the parts do not fit their type. */
export function checkAssigned(of: Assigned): Assigned {
  const maxAdministrator = of.type === TWO_BYTE_AS ? MAX_ASN_2_BYTE : MAX_ASN_4_BYTE;
  const fits = (n: number, max: number): boolean => Number.isInteger(n) && n >= 0 && n <= max;
  if (!fits(of.administrator, maxAdministrator) || !fits(of.number, maxAssignedNumber(of.type))) {
    throw new Error(`BUG: ${of.administrator}:${of.number} does not fit type ${of.type}`);
  }
  return Object.freeze({ type: of.type, administrator: of.administrator, number: of.number });
}

/** The six bytes. */
export function writeAssigned(view: DataView, offset: number, of: Assigned): void {
  if (of.type === TWO_BYTE_AS) {
    view.setUint16(offset, of.administrator);
    view.setUint32(offset + 2, of.number);
  } else {
    view.setUint32(offset, of.administrator);
    view.setUint16(offset + 4, of.number);
  }
}

export function readAssigned(view: DataView, offset: number, type: AdministratorType): Assigned {
  const two = type === TWO_BYTE_AS;
  return Object.freeze({
    type,
    administrator: two ? view.getUint16(offset) : view.getUint32(offset),
    number: two ? view.getUint32(offset + 2) : view.getUint16(offset + 4),
  });
}

/** Bytes as lower-case hex: the key of a wire value in a Map. */
export function hexKey(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

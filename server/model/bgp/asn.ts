/** Autonomous system numbers (RFC 4271, RFC 6793), as plain numbers. */

export type Asn = number;

/** The largest AS number of two bytes (RFC 4271). */
export const MAX_ASN_2_BYTE = 65_535;
/** The largest of four bytes (RFC 6793). */
export const MAX_ASN_4_BYTE = 4_294_967_295;
/** What an old speaker sees in place of a number that needs four bytes (RFC 6793 §9). */
export const AS_TRANS: Asn = 23_456;

/** asplain (`60100`) or asdot (`1.10` = 65546, RFC 5396). Range 1..4294967295; 0 is reserved (RFC 7607). */
export function parseAsn(text: string): Asn | undefined {
  const match = /^(?:(\d{1,5})\.)?(\d{1,10})$/.exec(text);
  if (match === null) return undefined;
  const [, high, low] = match;
  if (high !== undefined && (Number(high) > 65_535 || Number(low) > 65_535)) return undefined;
  const asn = high === undefined ? Number(low) : Number(high) * 65_536 + Number(low);
  return isAsn(asn) ? asn : undefined;
}

export function isAsn(n: number): boolean {
  return Number.isInteger(n) && n >= 1 && n <= MAX_ASN_4_BYTE;
}

/** Does this number fit the two bytes of a classic speaker? */
export function isTwoByteAsn(asn: Asn): boolean {
  return asn <= MAX_ASN_2_BYTE;
}

/** Highest number allowed for a configured AS: four bytes only where they are enabled. */
export function maxAsn(fourByteEnabled: boolean): Asn {
  return fourByteEnabled ? MAX_ASN_4_BYTE : MAX_ASN_2_BYTE;
}

/** A number as people write it: asplain, asdot, with or without `AS` before it. */
export function parseTypedAsn(text: string): Asn | undefined {
  return parseAsn(text.trim().replace(/^AS\s?/i, ''));
}

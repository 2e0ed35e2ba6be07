/** Router ids, cluster ids and addresses in a comparable form. */

import { compareAddress, parseAddress } from '../../../model/net/address.ts';
import { compare } from '../../../model/order.ts';

/** A dotted quad as a 32-bit number. Any other text is a bug. */
export function dottedNumber(text: string): number {
  const address = parseAddress(text);
  if (address?.family !== 4) throw new Error(`BUG: '${text}' is not a dotted identifier`);
  return Number(address.value);
}

/** Lowest first, IPv4 before IPv6, names last. */
export function compareAddresses(a: string, b: string): number {
  const x = parseAddress(a);
  const y = parseAddress(b);
  if (x === undefined || y === undefined) return x !== undefined ? -1 : y !== undefined ? 1 : compare(a, b);
  return compareAddress(x, y);
}

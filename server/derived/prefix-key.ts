/** Texts for prefixes that sort as `comparePrefix` does: family, network address in hex, length. */
import type { Address } from '../model/net/address.ts';
import { addressBits } from '../model/net/address.ts';

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

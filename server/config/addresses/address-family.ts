/** The family follows from the address: a client may give it as it is, and not otherwise. */

import { parseAddress } from '../../model/net/address.ts';
import { invalidField } from '../problems.ts';

/** The address' family; refuses another one that was given. A text that is no address has the one that was given. */
export function familyOfAddress(
  address: string | undefined,
  given: 'v4' | 'v6' | undefined,
  pointer: string,
): 'v4' | 'v6' | undefined {
  const parsed = parseAddress(address ?? '');
  if (parsed === undefined) return given;
  const family = parsed.family === 4 ? 'v4' : 'v6';
  if (given !== undefined && given !== family)
    throw invalidField(
      pointer,
      `${address} is an IP${family} address: give ${family}, or leave the family out`,
      family,
    );
  return family;
}

/** The address family follows from the address: a client may send the matching one, and no other. */

import { parseAddress } from '../../model/net/address.ts';
import { invalidField } from '../problems.ts';

/**
 * The family of the address; refuses a different one in the request. If the text is no address, the requested family.
 */
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

/**
 * Natural order of names: `web2` before `web10`, case-insensitive. The sort key of a name is compared by code units, so
 * that it can be used in any sorted structure: each number is prefixed with its count of digits.
 */

import { by } from './order.ts';

/** A sort key: its order by `<` is the natural order of the names. Keys of different names differ. */
export function naturalOrder(name: string): string {
  const lower = name.toLowerCase();
  const counted = lower.replaceAll(
    /0*(\d+)/g,
    (_, digits: string) => `0${String.fromCharCode(0x30 + digits.length)}${digits}`,
  );
  return lower === name && !/(?:^|\D)0\d/.test(name) ? counted : `${counted}\u0000${name}`;
}

/** For `sort`: names in natural order. */
export const compareNames = by(naturalOrder);

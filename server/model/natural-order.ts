/**
 * Names in the order in which people count: `web2` before `web10`, whatever their case. What is made of a name is
 * compared by code units, so that it can stand in any sorted structure: before the digits of a number stands how many
 * they are.
 */

import { by } from './order.ts';

/** A text whose order by `<` is the natural order of the names; no two names have the same. */
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

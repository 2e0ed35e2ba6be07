/** Checks that BGP routers and their peerings share. */

import { newSessionKeyFault } from '../../engine/policy/peer-limits.ts';
import { ADDRESS_FAMILIES } from '../../model/bgp/family.ts';
import type { BgpRouterParameters } from '../../model/config/bgp-router.ts';
import { invalidField } from '../problems.ts';

/** 400 for an unknown address family. */
export function checkFamilies(families: readonly string[], pointer: string): void {
  families.forEach((family, index) => {
    if (!(ADDRESS_FAMILIES as readonly string[]).includes(family))
      throw invalidField(`${pointer}/${index}`, `Address family "${family}" is none of ${ADDRESS_FAMILIES.join(', ')}`);
  });
}

/** 0 (use the default of 90 s) or 3–65535 seconds. */
export function checkHoldTime(seconds: number | undefined, pointer: string): void {
  if (seconds === undefined || seconds === 0) return;
  if (!Number.isInteger(seconds) || seconds < 3)
    throw invalidField(pointer, 'BGP Hold Time MUST be either zero or at least three seconds', '3');
  if (seconds > 65_535) throw invalidField(pointer, `BGP Hold Time ${seconds} is outside of 3–65535 seconds`, '65535');
}

/** One key at least, of the one type there is. */
export function checkAuth(auth: BgpRouterParameters['auth_data'], pointer: string): void {
  if (auth === undefined || auth === null) return;
  if (auth.key_type !== 'md5')
    throw invalidField(`${pointer}/key_type`, `Authentication "${String(auth.key_type)}" is unknown: use md5`, 'md5');
  (auth.key_items ?? []).forEach((item, index) => {
    if (!Number.isInteger(item.key_id) || item.key_id < 0 || item.key_id > 63)
      throw invalidField(`${pointer}/key_items/${index}/key_id`, `Key id ${item.key_id} is outside of 0–63`);
    const fault = newSessionKeyFault(item.key);
    if (fault !== undefined) throw invalidField(`${pointer}/key_items/${index}/key`, fault);
  });
}

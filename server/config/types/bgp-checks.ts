/** Checks shared by BGP routers and their peerings. */

import {
  addressFamilyFault,
  holdTimeFault,
  keyIdFault,
  newSessionKeyFault,
} from '../../engine/validation/bgp-session.ts';
import type { BgpRouterParameters } from '../../model/config/bgp-router.ts';
import { invalidField, refuse } from '../problems.ts';

/** 400 for an unknown address family. */
export function checkFamilies(families: readonly string[], pointer: string): void {
  families.forEach((family, index) => refuse(`${pointer}/${index}`, addressFamilyFault(family)));
}

/** 0 (use the default of 90 s) or 3–65535 seconds. */
export function checkHoldTime(seconds: number | undefined, pointer: string): void {
  refuse(pointer, seconds === undefined ? undefined : holdTimeFault(seconds));
}

/** At least one key, of the only key type there is. */
export function checkAuth(auth: BgpRouterParameters['auth_data'], pointer: string): void {
  if (auth === undefined || auth === null) return;
  if (auth.key_type !== 'md5')
    throw invalidField(`${pointer}/key_type`, `Authentication "${String(auth.key_type)}" is unknown: use md5`, 'md5');
  (auth.key_items ?? []).forEach((item, index) => {
    refuse(`${pointer}/key_items/${index}/key_id`, keyIdFault(item.key_id));
    refuse(`${pointer}/key_items/${index}/key`, newSessionKeyFault(item.key));
  });
}

/** Where a VPN route stands in a VRF table, read from its key (`model/bgp/nlri.ts`) without making texts of it. */

import { familyOfVpnNlri } from '../../engine/bgp/nlri/nlri-key.ts';
import type { NlriKey } from '../../model/bgp/nlri.ts';
import type { IpFamily } from '../../model/net/address.ts';

/** Bytes of a route distinguisher at the start of a key. */
const RD_BYTES = 8;

export function familyOfVpnKey(key: NlriKey): IpFamily {
  return familyOfVpnNlri(key) === 'inet-vpn' ? 4 : 6;
}

export function lengthOfVpnKey(key: NlriKey): number {
  return key.charCodeAt(key.length - 1);
}

/** The key of the prefix in a VRF table (`prefixSortKey`). */
export function sortKeyOfVpnKey(key: NlriKey): string {
  let text = String(familyOfVpnKey(key));
  for (let at = RD_BYTES; at < key.length; at++) text += key.charCodeAt(at).toString(16).padStart(2, '0');
  return text;
}

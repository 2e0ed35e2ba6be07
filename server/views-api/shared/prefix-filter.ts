/**
 * `prefix=` of a page of routes, tested on the key, so that routes need not be formatted to be filtered. An address
 * matches the routes that contain it, a prefix those within it, `<rd>:<prefix>` that one; any other text is searched
 * in the formatted route.
 */

import { formatNlri } from '../../engine/bgp/nlri/nlri-key.ts';
import type { NlriKey, RoutedFamily } from '../../model/bgp/nlri.ts';
import { addressBytes, parseAddress, type Address } from '../../model/net/address.ts';
import { parsePrefix } from '../../model/net/prefix.ts';

export type KeyTest = (family: RoutedFamily, key: NlriKey) => boolean;

/** Where the address begins in a key, and how many bytes it has; undefined for route targets. */
const ADDRESS_AT: { readonly [F in RoutedFamily]: { readonly start: number; readonly bytes: number } | undefined } = {
  inet: { start: 0, bytes: 4 },
  'inet-vpn': { start: 8, bytes: 4 },
  'inet6-vpn': { start: 8, bytes: 16 },
  'route-target': undefined,
};

/** Whether the first `bits` of the address in the key are those of `address`. */
function agrees(key: NlriKey, start: number, wanted: Uint8Array, bits: number): boolean {
  const whole = bits >> 3;
  for (let at = 0; at < whole; at++) if (key.charCodeAt(start + at) !== wanted[at]) return false;
  const rest = bits & 7;
  return rest === 0 || (key.charCodeAt(start + whole) ^ wanted[whole]!) >> (8 - rest) === 0;
}

export function prefixTest(text: string): KeyTest {
  const trimmed = text.trim();
  const address = parseAddress(trimmed);
  const prefix = address === undefined ? parsePrefix(trimmed, 'mask') : undefined;
  const of = (found: Address, minimum: number | undefined): KeyTest => {
    const wanted = addressBytes(found);
    return (family, key) => {
      const place = ADDRESS_AT[family];
      if (place === undefined || place.bytes !== wanted.length) return false;
      const length = key.charCodeAt(place.start + place.bytes);
      // An address: the route's own length counts. A prefix: the route must be at least as long as it.
      return minimum === undefined
        ? agrees(key, place.start, wanted, length)
        : length >= minimum && agrees(key, place.start, wanted, minimum);
    };
  };
  if (address !== undefined) return of(address, undefined);
  if (prefix !== undefined) return of(prefix.address, prefix.length);
  const lower = trimmed.toLowerCase();
  return (family, key) => formatNlri(family, key).includes(lower);
}

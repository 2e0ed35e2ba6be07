/**
 * ROUTE-REFRESH (RFC 2918 §3): AFI, reserved, SAFI. The reserved byte is RFC 7313's subtype only if enhanced route
 * refresh was negotiated; it is not announced here, so the byte is ignored as in RFC 2918.
 */

import { afiSafi, familyOfAfiSafi, type AddressFamily } from '../../../model/bgp/family.ts';
import { messageAround } from '../wire/header.ts';
import type { RouteRefresh } from './message-types.ts';

/** `body` has 4 bytes, ensured by framing. */
export function decodeRouteRefresh(body: Uint8Array): RouteRefresh {
  const [high = 0, low = 0, , safi = 0] = body;
  const afi = (high << 8) | low;
  return { afi, safi, family: familyOfAfiSafi(afi, safi) };
}

/** A complete message. */
export function encodeRouteRefresh(family: AddressFamily): Uint8Array {
  const { afi, safi } = afiSafi(family);
  return messageAround('route-refresh', Uint8Array.of(afi >> 8, afi & 0xff, 0, safi));
}

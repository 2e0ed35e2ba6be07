/**
 * What a route is known by. A key is the wire value in a fixed width, one character (0–255) a byte, so that equal keys
 * are equal routes and the order of strings is the order of the field:
 *
 * inet          address (4), length (1)
 * inet-vpn      route distinguisher (8), address (4), length (1)
 * inet6-vpn     route distinguisher (8), address (16), length (1)
 * route-target  origin AS (4), route target (8), length in bits (1): 0 = all (RFC 4684 §4), 32–96
 *
 * Bits beyond the length are zero. The label of a VPN route is not part of what it is known by (RFC 8277 §2.4).
 */

import type { Label } from './label.ts';

export type NlriKey = string;

/** Families whose routes are spoken; others are refused in the OPEN. */
export type RoutedFamily = 'inet' | 'inet-vpn' | 'inet6-vpn' | 'route-target';

export const ROUTED_FAMILIES: readonly RoutedFamily[] = Object.freeze([
  'inet',
  'inet-vpn',
  'inet6-vpn',
  'route-target',
]);

export function isRoutedFamily(family: string): family is RoutedFamily {
  return (ROUTED_FAMILIES as readonly string[]).includes(family);
}

/** Routes of one family in one UPDATE. */
export interface RouteSet {
  readonly family: RoutedFamily;
  readonly keys: readonly NlriKey[];
  /** Beside `keys` for the VPN families; empty for the others and for withdrawals. */
  readonly labels: readonly Label[];
}

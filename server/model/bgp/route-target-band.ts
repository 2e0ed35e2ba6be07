/**
 * The band of route-target numbers under the global ASN that the system itself assigns, one to
 * each routing instance. A person's route target with that ASN has to stay outside of it.
 * The width of the global ASN decides: under a four-byte ASN numbers end at 65535.
 */

import { isTwoByteAsn, type Asn } from './asn.ts';
import type { RouteTarget } from './route-target.ts';

export interface RouteTargetBand {
  /** First number kept for the system. */
  readonly first: number;
  /** Last number kept for the system (inclusive). */
  readonly last: number;
}

export function automaticBand(globalAsn: Asn): RouteTargetBand {
  return isTwoByteAsn(globalAsn) ? { first: 8_000_000, last: 16_777_216 } : { first: 8_000, last: 32_768 };
}

/** The nearest route target outside the band; undefined for one that is outside already. */
export function besideBand(routeTarget: RouteTarget, globalAsn: Asn): RouteTarget | undefined {
  const band = automaticBand(globalAsn);
  const inside =
    routeTarget.type !== 1 &&
    routeTarget.administrator === globalAsn &&
    routeTarget.number >= band.first &&
    routeTarget.number <= band.last;
  if (!inside) return undefined;
  const below = routeTarget.number - band.first <= band.last - routeTarget.number;
  return Object.freeze({ ...routeTarget, number: below ? band.first - 1 : band.last + 1 });
}

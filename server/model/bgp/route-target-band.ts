/**
 * The band of route-target numbers under the global ASN that the system itself assigns, one to
 * each routing instance. A person's route target with that ASN has to stay outside of it.
 * The width of the global ASN decides: under a four-byte ASN numbers end at 65535.
 */

import { isTwoByteAsn, type Asn } from './asn.ts';
import { formatRouteTarget, type RouteTarget } from './route-target.ts';

export interface RouteTargetBand {
  /** First number kept for the system. */
  readonly first: number;
  /** Last number kept for the system (inclusive). */
  readonly last: number;
}

export function automaticBand(globalAsn: Asn): RouteTargetBand {
  return isTwoByteAsn(globalAsn) ? { first: 8_000_000, last: 16_777_216 } : { first: 8_000, last: 32_768 };
}

export type BandVerdict =
  | { readonly kind: 'free' }
  | {
      readonly kind: 'reserved';
      /** The config API's text. */
      readonly message: string;
      /** The nearest route target outside the band. */
      readonly suggestion: RouteTarget;
      /** A sentence that offers it. */
      readonly hint: string;
    };

/** May a person configure this route target while the global ASN is `globalAsn`? */
export function reservedBand(routeTarget: RouteTarget, globalAsn: Asn): BandVerdict {
  const band = automaticBand(globalAsn);
  const inside =
    routeTarget.type !== 1 &&
    routeTarget.administrator === globalAsn &&
    routeTarget.number >= band.first &&
    routeTarget.number <= band.last;
  if (!inside) return { kind: 'free' };
  const below = routeTarget.number - band.first <= band.last - routeTarget.number;
  const number = below ? band.first - 1 : band.last + 1;
  const suggestion: RouteTarget = Object.freeze({ ...routeTarget, number });
  return {
    kind: 'reserved',
    message:
      'Configured route target must use ASN that is different from global ASN or route target value must be ' +
      `less than ${band.first} and greater than ${band.last}`,
    suggestion,
    hint: `${formatRouteTarget(suggestion)} is the nearest that is free to use.`,
  };
}

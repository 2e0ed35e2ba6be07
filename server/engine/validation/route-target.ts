/**
 * The route targets that a user may configure: syntax, ranges, and outside the band of numbers that the system assigns
 * from under the global ASN. A VRF's automatic target always lies in that band.
 */

import { automaticBand, besideBand } from '../../model/bgp/route-target-band.ts';
import { formatRouteTarget, readRouteTarget, type RouteTarget } from '../../model/bgp/route-target.ts';
import { asnRangeFault, type AsnFault } from './asn.ts';
import { faultsFrom, type Fault, type FaultIn } from './fault.ts';

/** The settings that the rules depend on, from the global system config. */
export interface SystemNumbers {
  /** The global ASN. */
  readonly asn: number;
  /** Whether 4-byte AS numbers are enabled. */
  readonly fourByte: boolean;
}

const SENTENCES = {
  // The first and the last have the text of the config API.
  'route-target/malformed': (_: { readonly text: string }) =>
    "Route target must be of the format 'target:<asn>:<number>' or 'target:<ip>:<number>'",
  'route-target/asn': ({ text }: { readonly text: string }) =>
    `Route target ${text}: the ASN must be between 1 and 4294967295`,
  'route-target/number': ({
    text,
    after,
    most,
  }: {
    readonly text: string;
    readonly after: string;
    readonly most: number;
  }) => `Route target ${text}: after ${after} the number must be between 0 and ${most}`,
  'route-target/automatic': ({
    first,
    last,
  }: {
    readonly text: string;
    readonly first: number;
    readonly last: number;
  }) =>
    'Configured route target must use ASN that is different from global ASN or route target value must be ' +
    `less than ${first} and greater than ${last}`,
};
export type RouteTargetFault = FaultIn<typeof SENTENCES>;
const fault = faultsFrom(SENTENCES);

const AFTER = { 0: 'a 2-byte ASN', 1: 'an IP address', 2: 'a 4-byte ASN' } as const;

/** Parses a route target `target:<asn|ip>:<number>`; the fault if it is none. */
export function routeTargetIn(text: string): RouteTarget | RouteTargetFault {
  const reading = readRouteTarget(text);
  switch (reading.kind) {
    case 'route-target':
      return reading.routeTarget;
    case 'malformed':
      return fault('route-target/malformed', { text });
    case 'asn-out-of-range':
      return fault('route-target/asn', { text });
    case 'number-out-of-range':
      return fault('route-target/number', { text, after: AFTER[reading.type], most: reading.most });
  }
}

/** Why a user cannot configure this route target; undefined if it is allowed. */
export function routeTargetFault(
  text: string,
  { asn, fourByte }: SystemNumbers,
): RouteTargetFault | AsnFault | undefined {
  const read = routeTargetIn(text);
  if (isRouteTargetFault(read)) return read;
  return (read.type === 1 ? undefined : asnRangeFault(read.administrator, fourByte)) ?? automaticTargetFault(read, asn);
}

/** Why the target lies in the band that the system assigns from under `globalAsn`; undefined if it does not. */
export function automaticTargetFault(routeTarget: RouteTarget, globalAsn: number): RouteTargetFault | undefined {
  const beside = besideBand(routeTarget, globalAsn);
  if (beside === undefined) return undefined;
  const facts = { text: formatRouteTarget(routeTarget), ...automaticBand(globalAsn) };
  return fault('route-target/automatic', facts, formatRouteTarget(beside));
}

function isRouteTargetFault(read: RouteTarget | RouteTargetFault): read is RouteTargetFault {
  return 'code' in (read as Fault | RouteTarget);
}

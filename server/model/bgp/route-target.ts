/**
 * Route targets (RFC 4360 §4, RFC 5668): the communities by which VRF tables choose routes.
 * Two texts can mean one target (`target:1.10:5`, `target:65546:5`), so identity is the 8 wire
 * bytes: `routeTargetKey`.
 */

import {
  checkAssigned,
  formatAdministrator,
  hexKey,
  maxAssignedNumber,
  parseAdministrator,
  readAssigned,
  writeAssigned,
  type AdministratorType,
  type Assigned,
} from './administrator.ts';
import type { Asn } from './asn.ts';

/** `type` 0: two-byte AS, 1: IPv4 address, 2: four-byte AS. */
export type RouteTarget = Assigned;

/** What a text means, or which of its parts means nothing; `engine/validation/route-target.ts` says it in words. */
type RouteTargetReading =
  | { readonly kind: 'route-target'; readonly routeTarget: RouteTarget }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'asn-out-of-range' }
  | { readonly kind: 'number-out-of-range'; readonly type: AdministratorType; readonly most: number };

/** Reads `target:<asn|ip>:<number>`. */
export function readRouteTarget(text: string): RouteTargetReading {
  const [word, administratorText = '', numberText = '', ...more] = text.split(':');
  if (word !== 'target' || more.length > 0 || !/^\d+$/.test(numberText)) return { kind: 'malformed' };
  const administrator = parseAdministrator(administratorText);
  if (administrator === undefined)
    return { kind: /^\d+L?$/i.test(administratorText) ? 'asn-out-of-range' : 'malformed' };
  const most = maxAssignedNumber(administrator.type);
  if (Number(numberText) > most) return { kind: 'number-out-of-range', type: administrator.type, most };
  return { kind: 'route-target', routeTarget: Object.freeze({ ...administrator, number: Number(numberText) }) };
}

export function parseRouteTarget(text: string): RouteTarget | undefined {
  const reading = readRouteTarget(text);
  return reading.kind === 'route-target' ? reading.routeTarget : undefined;
}

/** For literals in code and tests: parses or throws `BUG:`. */
export function routeTargetOf(text: string): RouteTarget {
  const reading = readRouteTarget(text);
  if (reading.kind !== 'route-target') throw new Error(`BUG: ${text} is no route target (${reading.kind})`);
  return reading.routeTarget;
}

/** The route target under an AS number, in two-byte form if the number fits. */
export function routeTargetOfAsn(asn: Asn, number: number): RouteTarget {
  return checkAssigned({ type: asn > 65_535 ? 2 : 0, administrator: asn, number });
}

/** Canonical text; the name of the route-target object. */
export function formatRouteTarget(routeTarget: RouteTarget): string {
  return `target:${formatAdministrator(routeTarget)}:${routeTarget.number}`;
}

/** The extended community: transitive type 0, 1 or 2, sub-type 2. */
export function routeTargetBytes(routeTarget: RouteTarget): Uint8Array {
  const bytes = new Uint8Array(8);
  bytes[0] = routeTarget.type;
  bytes[1] = 0x02;
  writeAssigned(new DataView(bytes.buffer), 2, checkAssigned(routeTarget));
  return bytes;
}

/** Undefined if the 8 bytes are some other community. */
export function routeTargetFromBytes(bytes: Uint8Array): RouteTarget | undefined {
  const [type, subType] = bytes;
  if (bytes.length !== 8 || subType !== 0x02 || (type !== 0 && type !== 1 && type !== 2)) return undefined;
  return readAssigned(new DataView(bytes.buffer, bytes.byteOffset, 8), 2, type);
}

/** Canonical Map key: the 8 wire bytes in hex. */
export function routeTargetKey(routeTarget: RouteTarget): string {
  return hexKey(routeTargetBytes(routeTarget));
}

/** The canonical text of a key; undefined if its 8 bytes are some other community. */
export function formatRouteTargetKey(key: string): string | undefined {
  const bytes = Uint8Array.from({ length: 8 }, (_, at) => Number.parseInt(key.slice(at * 2, at * 2 + 2), 16));
  const routeTarget = routeTargetFromBytes(bytes);
  return routeTarget === undefined ? undefined : formatRouteTarget(routeTarget);
}

/** By type, administrator, number. */
export function compareRouteTarget(a: RouteTarget, b: RouteTarget): number {
  return a.type - b.type || a.administrator - b.administrator || a.number - b.number;
}

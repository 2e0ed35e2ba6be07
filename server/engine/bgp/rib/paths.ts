/**
 * The elements of the tables. They are small: there is one Destination and one Path per route; everything else is
 * shared between the routes of an UPDATE or of a peer.
 */

import { ROUTED_FAMILIES, type NlriKey, type RoutedFamily } from '../../../model/bgp/nlri.ts';
import type { AttributeSet } from './attribute-sets.ts';
import type { ExportRole } from './export-types.ts';

export type Infeasible = 'as-loop' | 'originator-loop' | 'cluster-loop';

/** Counts of one source in one family. */
interface SourceCounts {
  received: number;
  /** Received and feasible paths: what a prefix limit counts. */
  accepted: number;
  /** Best paths. */
  active: number;
  stale: number;
}

/** The source of paths: a peer, or this speaker itself. */
export interface Source {
  readonly key: string;
  readonly local: boolean;
  name: string;
  internal: boolean;
  /** The router id from its OPEN, as a number. */
  routerId: number;
  address: string;
  role: ExportRole;
  /** The session is down: its paths are ineligible and are being removed (departures.ts). */
  gone: boolean;
  /**
   * Attribute sets of unusual size, with the number of paths that have them; and the bytes of all of them (weight.ts).
   */
  readonly heavy: Map<AttributeSet, number>;
  weight: number;
  /** By family number. */
  readonly counts: readonly SourceCounts[];
}

/** Values shared by the routes of one UPDATE. */
export interface Announcement {
  readonly source: Source;
  readonly set: AttributeSet;
  /** Why they are infeasible; such routes are kept and shown. */
  infeasible: Infeasible | undefined;
  /** ms since 1970. */
  readonly at: number;
}

/** The label of routes in families without labels. */
export const NO_LABEL = -1;

export interface Path {
  announcement: Announcement;
  /** NO_LABEL if the family has none. */
  label: number;
  stale: boolean;
  next: Path | undefined;
}

/** A prefix with its paths, one per source, unordered. */
export interface Destination {
  readonly key: NlriKey;
  first: Path | undefined;
  best: Path | undefined;
  /** Its list in the target index, and its neighbours there. */
  carrier: Carrier | undefined;
  before: Destination | undefined;
  after: Destination | undefined;
}

/** Destinations whose best paths have the same attributes: either our own routes or learned ones. */
export interface Carrier {
  readonly set: AttributeSet;
  readonly local: boolean;
  first: Destination | undefined;
  last: Destination | undefined;
}

const NUMBERS = new Map(ROUTED_FAMILIES.map((family, number) => [family, number]));

/** Index of a family in arrays per family. */
export function familyNumber(family: RoutedFamily): number {
  const number = NUMBERS.get(family);
  if (number === undefined) throw new Error(`BUG: ${family} is not a family that is spoken`);
  return number;
}

/** Families whose routes carry route targets and labels. */
export function isVpn(family: RoutedFamily): boolean {
  return family === 'inet-vpn' || family === 'inet6-vpn';
}

export function createSource(key: string, local: boolean, name: string, role: ExportRole): Source {
  return {
    key,
    local,
    name,
    internal: true,
    routerId: 0,
    address: '',
    role,
    gone: false,
    heavy: new Map(),
    weight: 0,
    counts: ROUTED_FAMILIES.map(() => ({ received: 0, accepted: 0, active: 0, stale: 0 })),
  };
}

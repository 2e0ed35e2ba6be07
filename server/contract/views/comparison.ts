/** `GET /views/bgp-routers/<uuid>/comparison`: both ends of each configured peering, side by side. */

import type { ConfigLink, MaybeLink, Revisioned } from './reference.ts';

export interface ComparisonRow {
  /** As `asn`, `address-families`, `hold-time`. */
  readonly field: string;
  readonly label: string;
  readonly local: string;
  readonly peer: string;
  /** What both ends agree on; absent when they do not. */
  readonly agreed?: string;
  /**
   * `mismatch`: the session cannot come up, or not as meant. `partial`: works with less. `noted`: differs, and nothing
   * follows from it.
   */
  readonly verdict: 'equal' | 'noted' | 'partial' | 'mismatch';
  /** Where a value is a default rather than set. */
  readonly localDefault?: boolean;
  readonly peerDefault?: boolean;
  /** Effect and cure, naming both values. */
  readonly finding?: string;
}

export interface PeeringComparison {
  readonly peer: MaybeLink;
  /** On which routers the reference is stored. */
  readonly storedOn: 'local' | 'peer' | 'both';
  readonly rows: readonly ComparisonRow[];
  readonly mismatches: number;
}

export interface ComparisonAnswer extends Revisioned {
  readonly router: ConfigLink;
  readonly peerings: readonly PeeringComparison[];
}

/**
 * Path attributes as values (RFC 4271 §5 and its successors). One frozen object serves every route of an UPDATE, and is
 * compared by identity first. The label belongs to the route, not here.
 */

import type { Asn } from './asn.ts';
import type { LargeCommunity } from './community.ts';

export type OriginCode = 'igp' | 'egp' | 'incomplete';

export interface AsPathSegment {
  readonly kind: 'set' | 'sequence' | 'confed-sequence' | 'confed-set';
  readonly asns: readonly Asn[];
}

/** An optional transitive attribute that is not known here; it is passed on with the Partial bit (RFC 4271 §5). */
export interface UnknownAttribute {
  readonly flags: number;
  readonly type: number;
  readonly value: Uint8Array;
}

/** The 8 wire bytes of an extended community in lower-case hex (`extendedCommunityKey`, `routeTargetKey`). */
export type ExtendedCommunityKey = string;

export interface PathAttributes {
  readonly origin: OriginCode;
  /** Empty: originated inside our AS. */
  readonly asPath: readonly AsPathSegment[];
  /**
   * Canonical address text. VPNv6 over an IPv4 fabric has `::ffff:10.169.25.20` (RFC 4659 §3.2.1.2). Empty for
   * route-target routes we originate.
   */
  readonly nextHop: string;
  readonly med?: number;
  readonly localPreference?: number;
  readonly atomicAggregate?: true;
  readonly aggregator?: { readonly asn: Asn; readonly address: string };
  /** RFC 1997, each as 32 bits. */
  readonly communities: readonly number[];
  readonly extendedCommunities: readonly ExtendedCommunityKey[];
  /** RFC 8092. */
  readonly largeCommunities: readonly LargeCommunity[];
  /** RFC 4456, dotted. */
  readonly originatorId?: string;
  readonly clusterList: readonly string[];
  readonly unknown: readonly UnknownAttribute[];
}

export const NO_ATTRIBUTES: PathAttributes = Object.freeze({
  origin: 'incomplete',
  asPath: Object.freeze([]),
  nextHop: '',
  communities: Object.freeze([]),
  extendedCommunities: Object.freeze([]),
  largeCommunities: Object.freeze([]),
  clusterList: Object.freeze([]),
  unknown: Object.freeze([]),
});

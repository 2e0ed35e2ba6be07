/**
 * Routes that speakers of ours learned from BGP peers, as VRF tables look at them. They are observed:
 * imported by route target when a table is read, and stored nowhere else.
 */

import type { NlriKey } from '../bgp/nlri.ts';
import type { ExtendedCommunityKey } from '../bgp/path-attributes.ts';
import type { BgpDestination } from './bgp-facts.ts';

/** A VPN route that one speaker learned; its best path comes first. */
export interface LearnedDestination {
  readonly speakerName: string;
  readonly destination: BgpDestination;
}

/** Which learned routes changed. */
export interface LearnedChange {
  /** Targets that they carry, or carried. */
  readonly targets: ReadonlySet<ExtendedCommunityKey>;
  /** Their keys, or that they are too many to name. */
  readonly routes: ReadonlySet<NlriKey> | 'many';
}

export interface LearnedRoutes {
  /** Learned VPN routes that carry the target, each route distinguisher and prefix once. */
  with(routeTargetKey: ExtendedCommunityKey): Iterable<LearnedDestination>;
  /** The one of them with this key (route distinguisher and prefix), if it carries the target now. */
  one(routeTargetKey: ExtendedCommunityKey, key: NlriKey): LearnedDestination | undefined;
  /** Told what came, changed or went. */
  onChange(listener: (change: LearnedChange) => void): () => void;
}

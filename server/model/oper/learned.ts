/**
 * Routes that our speakers learned from BGP peers, as VRF tables read them: imported by route target when a table is
 * read, and stored nowhere else.
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
  /** The targets that they have or had. */
  readonly targets: ReadonlySet<ExtendedCommunityKey>;
  /** Their keys, or `many` if they are too many to list. */
  readonly routes: ReadonlySet<NlriKey> | 'many';
}

export interface LearnedRoutes {
  /** Learned VPN routes that carry the target, each route distinguisher and prefix once. */
  with(routeTargetKey: ExtendedCommunityKey): Iterable<LearnedDestination>;
  /** The one with this key (route distinguisher and prefix), if it has the target now. */
  one(routeTargetKey: ExtendedCommunityKey, key: NlriKey): LearnedDestination | undefined;
  /** Called with what was added, changed or removed. */
  onChange(listener: (change: LearnedChange) => void): () => void;
}

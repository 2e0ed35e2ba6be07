/**
 * Routes that speakers of ours learned from BGP peers, as VRF tables look at them. They are facts of the world: imported
 * by route target when a table is read, and stored nowhere else.
 */
import type { ExtendedCommunityKey } from '../bgp/path-attributes.ts';
import type { BgpDestination } from './bgp-facts.ts';

/** A VPN route that one speaker learned; its best path comes first. */
export interface LearnedDestination {
  readonly speakerName: string;
  readonly destination: BgpDestination;
}

export interface LearnedRoutes {
  /** Learned VPN routes that carry the target, each route distinguisher and prefix once. */
  with(routeTargetKey: ExtendedCommunityKey): Iterable<LearnedDestination>;
  /** Told the targets whose learned routes came, changed or went. */
  onChange(listener: (targets: ReadonlySet<ExtendedCommunityKey>) => void): () => void;
}

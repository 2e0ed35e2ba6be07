/**
 * The state of BGP speakers, for views, derived tables and live updates: sessions, their timelines, routes learned and
 * sent. In memory only. The speaker writes it; all others only read.
 */

import type { NlriKey, RoutedFamily } from '../bgp/nlri.ts';
import type { PathAttributes } from '../bgp/path-attributes.ts';
import type { BgpSession, SessionEvent } from './bgp-session.ts';

/** Which rule chose the best path (RFC 4271 §9.1.2.2 and its successors), or that there was no choice. */
export type DecisionStep =
  | 'only-path'
  | 'infeasible'
  | 'next-hop-unreachable'
  | 'local-route'
  | 'fresh-over-stale'
  | 'local-preference'
  | 'as-path-length'
  | 'origin'
  | 'med'
  | 'ebgp-over-ibgp'
  | 'igp-metric'
  | 'router-id'
  | 'cluster-list-length'
  | 'peer-address';

export interface BgpPath {
  /** Peer key, or `local`. */
  readonly source: string;
  /** Name of the peer, or of the speaker itself. */
  readonly sourceName: string;
  readonly protocol: 'bgp' | 'local';
  readonly attributes: PathAttributes;
  readonly label: number | undefined;
  readonly best: boolean;
  /** Why it is best, or at which step it lost. */
  readonly decidedBy: DecisionStep;
  readonly stale: boolean;
  /** Why it is infeasible: `as-loop`, `originator-loop`, `cluster-loop`. */
  readonly infeasible?: string;
  /** ms since 1970. */
  readonly since: number;
}

export interface BgpDestination {
  readonly family: RoutedFamily;
  readonly key: NlriKey;
  /** Best first. */
  readonly paths: readonly BgpPath[];
}

/** Whether the best path was learned with the route target (hex key). */
export function isLearnedWith(destination: BgpDestination | undefined, routeTargetKey: string): boolean {
  const best = destination?.paths[0];
  return (
    best !== undefined &&
    best.best &&
    best.protocol === 'bgp' &&
    best.attributes.extendedCommunities.includes(routeTargetKey)
  );
}

export interface RibPage {
  readonly rows: readonly BgpDestination[];
  /** In the family's table, without filters. */
  readonly total: number;
  /** Pass as `after` for the next page. */
  readonly next: NlriKey | undefined;
}

export interface RibFilter {
  readonly after?: NlriKey;
  readonly limit: number;
  /** Selects entries for which it is true. */
  readonly match?: (destination: BgpDestination) => boolean;
}

/** A refused caller: for example a router with a peering configured there but not here. */
export interface RefusedCaller {
  /** As configured, if the transport map knows the host; otherwise the host. */
  readonly address: string;
  /** ms since 1970: the last time. */
  readonly at: number;
  /** The reason, as a sentence. */
  readonly reason: string;
  /** Number of refusals with this reason. */
  readonly count: number;
}

/** The state of one speaker. */
export interface BgpSpeakerFacts {
  readonly key: string;
  readonly name: string;
  readonly asn: number;
  readonly routerId: string;
  /**
   * Configured address and port, and the actual listening address (`127.0.0.19:1179`); undefined: not listening, with
   * `listenError`.
   */
  readonly address: string;
  readonly port: number;
  readonly listening: string | undefined;
  readonly listenError: string | undefined;
  /** Refused callers, latest last; bounded. */
  refusedCallers(): readonly RefusedCaller[];
  sessions(): readonly BgpSession[];
  session(peerKey: string): BgpSession | undefined;
  /** Oldest first, bounded. */
  timeline(peerKey: string): readonly SessionEvent[];
  destination(family: RoutedFamily, key: NlriKey): BgpDestination | undefined;
  /** loc-RIB with all paths, in key order. */
  routes(family: RoutedFamily, filter: RibFilter): RibPage;
  routeCount(family: RoutedFamily): number;
  /** adj-RIB-out: the routes actually sent to the peer; `attributes` as sent. */
  sentTo(peerKey: string, family: RoutedFamily, filter: RibFilter): RibPage;
  sentRoute(peerKey: string, family: RoutedFamily, key: NlriKey): BgpDestination | undefined;
  /**
   * Route targets that the peer requests (RFC 4684), as hex keys; undefined: the family is not negotiated, and all
   * routes are sent.
   */
  wantedTargets(peerKey: string): readonly string[] | 'all' | undefined;
  /** Learned (not local) VPN routes whose best path has the target (hex key), best path first in `paths`. */
  learnedWith(routeTargetKey: string): Iterable<BgpDestination>;
}

export interface BgpChange {
  /** States or counts of speakers' sessions changed. */
  readonly sessions: boolean;
  /** Route targets (hex keys) of learned routes that were added, changed or removed. */
  readonly learnedTargets: ReadonlySet<string>;
  /** Keys of these VPN routes, or `many` if they are too many to list. */
  readonly learnedRoutes: ReadonlySet<NlriKey> | 'many';
  readonly routes: boolean;
}

/** All speakers of control nodes in this process. */
export interface BgpFacts {
  speakers(): readonly BgpSpeakerFacts[];
  speaker(key: string): BgpSpeakerFacts | undefined;
  /** Coalesced: at most one call per turn of the event loop. */
  onChange(listener: (change: BgpChange) => void): () => void;
}

/**
 * The RIB of one speaker: adj-RIB-in of every peer, local routes, loc-RIB with the deciding steps, and what is pending
 * for each peer. There is no queue of messages: each peer has a set of destinations that changed since they were last
 * sent, and `take` builds as many messages as the socket accepts, from the current state. A slow peer costs at most one
 * entry per destination.
 */

import type { NlriKey, RoutedFamily, RouteSet } from '../../../model/bgp/nlri.ts';
import type { PathAttributes } from '../../../model/bgp/path-attributes.ts';
import type { BgpDestination, RibFilter, RibPage } from '../../../model/oper/bgp-facts.ts';
import type { LocalRoute, PeerConfig } from '../speaker-config.ts';

export interface RibConfig {
  readonly name: string;
  readonly asn: number;
  readonly routerId: string;
  readonly clusterId: string | undefined;
  readonly alwaysCompareMed: boolean;
}

/** A peer with an Established session, as far as export and the decision process need it. */
export interface RibPeerSettings {
  readonly config: PeerConfig;
  readonly internal: boolean;
  /** Router id from its OPEN, dotted. */
  readonly routerId: string;
  /** Address of the connection, dotted: the last tie-breaker. */
  readonly address: string;
  readonly families: readonly RoutedFamily[];
  readonly fourOctetAs: boolean;
  readonly maxMessageLength: number;
  /** Our address: the next hop of routes that we send with next hop self (route-target, eBGP). */
  readonly localAddress: string;
}

export type ReceiveResult =
  | { readonly kind: 'ok' }
  | {
      readonly kind: 'prefix-limit';
      readonly family: RoutedFamily;
      readonly maximum: number;
      readonly received: number;
    }
  /** The peer's routes and attributes take more memory than one peer may use (weight.ts). */
  | { readonly kind: 'too-heavy'; readonly received: number };

export interface RibChange {
  /** Hex keys of route targets on learned best paths that were added, changed or removed. */
  readonly learnedTargets: ReadonlySet<string>;
  /** Keys of these VPN routes, or that there are too many to list. */
  readonly learnedRoutes: ReadonlySet<NlriKey> | 'many';
  readonly routes: boolean;
}

interface FamilyCounts {
  readonly received: number;
  readonly active: number;
  readonly sent: number;
  readonly stale: number;
}

/** Sizes of internal tables, besides routes. All zero once all peers are down and all local routes are withdrawn. */
interface RibFootprint {
  readonly attributeSets: number;
  readonly targets: number;
  readonly exportClasses: number;
  readonly sources: number;
}

export interface Rib {
  configure(config: RibConfig): void;
  /**
   * Everything becomes pending for the peer, VPN routes once its route targets are known; earlier stale routes stay
   * until End-of-RIB. If the peer is up already, the new settings apply, and only the differences are sent.
   */
  peerUp(peer: RibPeerSettings): void;
  /** `keep`: families whose routes stay, marked stale (RFC 4724 helper); the others are withdrawn. */
  peerDown(peerKey: string, keep: readonly RoutedFamily[]): void;
  /** The restart timer expired, or the peer was removed from the configuration. */
  dropStale(peerKey: string, families: readonly RoutedFamily[]): void;
  /** `at`: ms since 1970. */
  receive(
    peerKey: string,
    announced: readonly RouteSet[],
    withdrawn: readonly RouteSet[],
    attributes: PathAttributes | undefined,
    at: number,
  ): ReceiveResult;
  /**
   * End-of-RIB: removes stale routes of the family that were not refreshed. For route-target, VPN routes are sent from
   * now on.
   */
  endOfRib(peerKey: string, family: RoutedFamily): void;
  originate(
    announced: Iterable<LocalRoute>,
    withdrawn: Iterable<{ readonly family: RoutedFamily; readonly key: NlriKey }>,
    at: number,
  ): void;
  /** Route refresh (RFC 2918): sends all routes of the family again. */
  refresh(peerKey: string, family: RoutedFamily): void;
  /** Sends an End-of-RIB once nothing of the family is pending. */
  oweEndOfRib(peerKey: string, families: readonly RoutedFamily[]): void;
  /** Whether VPN routes are held until the peer's End-of-RIB for route-target (RFC 4684 §6). */
  waitsForTargets(peerKey: string): boolean;
  /** The wait for that End-of-RIB timed out: VPN routes are sent from now on. */
  stopWaitingForTargets(peerKey: string): void;
  /**
   * Removes routes of peers that are down, visiting about so many destinations; true if work remains, for a later turn
   * of the event loop. Until then these routes are hidden, and not yet withdrawn.
   */
  sweep(destinations: number): boolean;
  /** While held (deferred selection after our restart), nothing is taken. */
  hold(on: boolean): void;

  hasPending(peerKey: string): boolean;
  pendingCount(peerKey: string): number;
  /**
   * Complete encoded UPDATE messages of about `bytes` in total, withdrawals first. Empty if nothing is pending, or if
   * all pending routes are again as they were last sent; `hasPending` is false then.
   */
  take(peerKey: string, bytes: number): readonly Uint8Array[];
  /** Called synchronously when something becomes pending for a peer that had nothing pending. */
  onPending(listener: (peerKey: string) => void): void;
  /** The changes since the last call; for notifications once per turn. */
  takeChange(): RibChange;

  counts(peerKey: string, family: RoutedFamily): FamilyCounts;
  destination(family: RoutedFamily, key: NlriKey): BgpDestination | undefined;
  routes(family: RoutedFamily, filter: RibFilter): RibPage;
  routeCount(family: RoutedFamily): number;
  sentTo(peerKey: string, family: RoutedFamily, filter: RibFilter): RibPage;
  sentRoute(peerKey: string, family: RoutedFamily, key: NlriKey): BgpDestination | undefined;
  wantedTargets(peerKey: string): readonly string[] | 'all' | undefined;
  learnedWith(routeTargetKey: string): Iterable<BgpDestination>;
  footprint(): RibFootprint;
}

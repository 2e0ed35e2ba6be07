/**
 * The RIB of one speaker: adj-RIB-in of every peer, local routes, loc-RIB with its deciding steps, and what each peer
 * is still to be told. It holds no queue of messages: a peer has a set of destinations that changed since it was told,
 * and `take` makes messages of as many of them as the socket wants, as they stand by then. A slow peer costs a set
 * entry a destination, never more.
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

/** A peer whose session is Established, as export and decision need it. */
export interface RibPeerSettings {
  readonly config: PeerConfig;
  readonly internal: boolean;
  /** From its OPEN, dotted. */
  readonly routerId: string;
  /** As connected, dotted: last tie-breaker. */
  readonly address: string;
  readonly families: readonly RoutedFamily[];
  readonly fourOctetAs: boolean;
  readonly maxMessageLength: number;
  /** Next hop of routes we send with our own (route-target, eBGP): our address. */
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
  /** The peer's routes and their attributes hold more memory than one peer may have (weight.ts). */
  | { readonly kind: 'too-heavy'; readonly received: number };

export interface RibChange {
  /** Hex keys of route targets on learned best paths that came, changed or went. */
  readonly learnedTargets: ReadonlySet<string>;
  /** Keys of these VPN routes, or that they are too many to name. */
  readonly learnedRoutes: ReadonlySet<NlriKey> | 'many';
  readonly routes: boolean;
}

interface FamilyCounts {
  readonly received: number;
  readonly active: number;
  readonly sent: number;
  readonly stale: number;
}

/** How much is held, beside routes. All zero once every peer is gone and every local route withdrawn. */
interface RibFootprint {
  readonly attributeSets: number;
  readonly targets: number;
  readonly exportClasses: number;
  readonly sources: number;
}

export interface Rib {
  configure(config: RibConfig): void;
  /**
   * Everything is pending for the peer, VPN routes once its route targets are known; stale routes from before wait for
   * End-of-RIB. Called again while it is up, it takes the new settings, and only what they change is sent.
   */
  peerUp(peer: RibPeerSettings): void;
  /** `keep`: families whose routes stay, marked stale (RFC 4724 helper); the others are withdrawn. */
  peerDown(peerKey: string, keep: readonly RoutedFamily[]): void;
  /** The restart timer ran out, or the peer left the configuration. */
  dropStale(peerKey: string, families: readonly RoutedFamily[]): void;
  /** `at`: ms since 1970. */
  receive(
    peerKey: string,
    announced: readonly RouteSet[],
    withdrawn: readonly RouteSet[],
    attributes: PathAttributes | undefined,
    at: number,
  ): ReceiveResult;
  /** Stale routes of the family that were not refreshed go. For route-target: VPN routes are sent from now on. */
  endOfRib(peerKey: string, family: RoutedFamily): void;
  originate(
    announced: Iterable<LocalRoute>,
    withdrawn: Iterable<{ readonly family: RoutedFamily; readonly key: NlriKey }>,
    at: number,
  ): void;
  /** Route refresh (RFC 2918): sends the family again whole. */
  refresh(peerKey: string, family: RoutedFamily): void;
  /** Owe the peer an End-of-RIB once nothing of the family is pending. */
  oweEndOfRib(peerKey: string, families: readonly RoutedFamily[]): void;
  /** Are VPN routes held back until the peer's End-of-RIB for route-target (RFC 4684 §6)? */
  waitsForTargets(peerKey: string): boolean;
  /** That End-of-RIB was waited for long enough: VPN routes are sent from now on. */
  stopWaitingForTargets(peerKey: string): void;
  /**
   * Takes out routes of peers that are gone, looking at about so many destinations; true if there is more to do, which
   * is for the next turn of the event loop. Until then these routes are not shown, and not withdrawn.
   */
  sweep(destinations: number): boolean;
  /** While held (deferred selection after our restart), nothing is taken. */
  hold(on: boolean): void;

  hasPending(peerKey: string): boolean;
  pendingCount(peerKey: string): number;
  /**
   * Complete encoded UPDATE messages until about `bytes` are made, withdrawals first. Empty if nothing is pending, or
   * if all that was pending has become again what the peer was told; `hasPending` is false then.
   */
  take(peerKey: string, bytes: number): readonly Uint8Array[];
  /** Called synchronously when a peer that had nothing pending has something now. */
  onPending(listener: (peerKey: string) => void): void;
  /** What changed since the last call; for notices once a turn. */
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

/** What a speaker is told: everything that follows from bgp-router objects, and nothing of where they are kept. */

import type { Asn } from '../../model/bgp/asn.ts';
import type { AddressFamily } from '../../model/bgp/family.ts';
import type { NlriKey, RoutedFamily } from '../../model/bgp/nlri.ts';
import type { PathAttributes } from '../../model/bgp/path-attributes.ts';

export interface GracefulRestartConfig {
  /** Announce the capability, and keep our forwarding through a restart of ours. */
  readonly restarting: boolean;
  /** Keep a restarting peer's routes. */
  readonly helper: boolean;
  /** Seconds that peers shall wait for us (0–4095). */
  readonly restartTime: number;
  /** Seconds to wait for End-of-RIB before stale routes go and selection is made. */
  readonly endOfRibTimeout: number;
}

export interface PrefixLimit {
  readonly maximum: number;
  /** Seconds until the next attempt after the limit was passed; 0: until somebody clears it. */
  readonly idleTimeout: number;
}

export interface PeerConfig {
  readonly key: string;
  readonly name: string;
  /** As configured; the transport map says where it really is. */
  readonly address: string;
  readonly port: number;
  readonly asn: Asn;
  /** Our AS towards this peer (local AS override). */
  readonly localAsn: Asn;
  /** Asked for in our OPEN, of those that are spoken. */
  readonly families: readonly AddressFamily[];
  /** Seconds: 0 (no keepalives) or at least 3. */
  readonly holdTime: number;
  /** Waits to be called. */
  readonly passive: boolean;
  readonly adminDown: boolean;
  readonly md5Key: string | undefined;
  /** How often our own AS may stand in a path. */
  readonly loopCount: number;
  readonly loopCounts: { readonly [F in RoutedFamily]?: number };
  /** Replaces the peer's AS in paths by ours. */
  readonly asOverride: boolean;
  readonly privateAs: 'keep' | 'remove' | 'remove-all' | 'replace-all';
  readonly originOverride: 'igp' | 'egp' | 'incomplete' | undefined;
  readonly prefixLimits: { readonly [F in RoutedFamily]?: PrefixLimit };
  /** Grows when an operator changes anything of the peering, whether it is told here or not: damping ends then. */
  readonly edited?: number;
  /** A client of our route reflection (only with a cluster id). */
  readonly reflectorClient: boolean;
}

/** A peering of which nothing more is configured. */
export const PLAIN_PEERING = {
  passive: false,
  adminDown: false,
  md5Key: undefined,
  loopCount: 0,
  loopCounts: {},
  asOverride: false,
  privateAs: 'keep',
  originOverride: undefined,
  prefixLimits: {},
  reflectorClient: false,
} as const satisfies Partial<PeerConfig>;

export interface SpeakerConfig {
  readonly key: string;
  readonly name: string;
  readonly asn: Asn;
  /** Dotted. */
  readonly routerId: string;
  readonly address: string;
  readonly port: number;
  readonly adminDown: boolean;
  /** Dotted; makes it a route reflector. */
  readonly clusterId: string | undefined;
  readonly gracefulRestart: GracefulRestartConfig;
  readonly alwaysCompareMed: boolean;
  readonly peers: readonly PeerConfig[];
}

/** A route of our own. */
export interface LocalRoute {
  readonly family: RoutedFamily;
  readonly key: NlriKey;
  readonly label: number | undefined;
  /** Shared by routes alike: equal objects are packed into one UPDATE. */
  readonly attributes: PathAttributes;
}

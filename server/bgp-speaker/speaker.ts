/** The interface of a BGP speaker. Only speakers have BGP sockets and timers. */

import type { LocalRoute, SpeakerConfig } from '../engine/bgp/speaker-config.ts';
import type { NlriKey, RoutedFamily } from '../model/bgp/nlri.ts';
import type { BgpSpeakerFacts } from '../model/oper/bgp-facts.ts';
import type { Timers } from '../model/timers.ts';
import type { Md5Support } from './connection/md5/md5-support.ts';
import type { TransportMap } from './connection/transport-map.ts';

export interface SpeakerOptions {
  readonly transport: TransportMap;
  /** ms since 1970. */
  readonly clock: () => number;
  /** Process start counts as a restart: the first OPENs carry the Restart State bit (RFC 4724 §4.1). */
  readonly restarted: boolean;
  /** Uniform in [0, 1): jitter of timers. */
  readonly random: () => number;
  readonly timers: Timers;
  /** Whether TCP-MD5 is available; called when the first peer has a key. */
  readonly md5?: () => Promise<Md5Support>;
  /** Called with internal errors in one peer or listener, which do not affect the others. */
  readonly report?: (error: unknown) => void;
}

export interface SpeakerChange {
  readonly sessions: boolean;
  /** Hex keys of route targets of learned routes that came, changed or went. */
  readonly learnedTargets: ReadonlySet<string>;
  /** Keys of these VPN routes, or `many` if they are too many to list. */
  readonly learnedRoutes: ReadonlySet<NlriKey> | 'many';
  readonly routes: boolean;
}

export interface Speaker extends BgpSpeakerFacts {
  /**
   * Brings the speaker to a configuration: listens, adds and removes peers, restarts the sessions whose negotiated
   * settings differ (Cease, Other Configuration Change) at once and without idle hold; leaves the others untouched.
   */
  configure(config: SpeakerConfig): Promise<void>;
  /** Originates or replaces routes, and withdraws others; peers are told within this turn of the event loop. */
  originate(
    announced: Iterable<LocalRoute>,
    withdrawn: Iterable<{ readonly family: RoutedFamily; readonly key: NlriKey }>,
  ): void;
  /**
   * All local routes are in: End-of-RIB may be sent once they are out. Until then a restarted speaker holds it
   * back.
   */
  localRoutesComplete(): void;
  /** Restarts a session now (an operator's clear): Cease, Administrative Reset. */
  clear(peerKey: string): void;
  onChange(listener: (change: SpeakerChange) => void): () => void;
  /**
   * Sends Cease, Administrative Shutdown to all peers (not with graceful restart, unless `forGood`, when peers should
   * not wait for our return), then closes every socket. Listeners are told of the routes that are lost.
   */
  close(forGood?: boolean): Promise<void>;
}

/** What a peer is to its speaker, and the speaker to its peers. */

import type { Socket } from 'node:net';
import type { Rib } from '../../engine/bgp/rib/rib-types.ts';
import type { PeerConfig, SpeakerConfig } from '../../engine/bgp/speaker-config.ts';
import type { BgpSession, SessionEvent, SessionState } from '../../model/oper/bgp-session.ts';
import type { Timers } from '../../model/timers.ts';
import type { LingeringCloser } from '../connection/lingering-close.ts';
import type { Md5Support } from '../connection/md5/md5-support.ts';
import type { TransportMap } from '../connection/transport-map.ts';

export interface PeerSurroundings {
  readonly transport: TransportMap;
  readonly rib: Rib;
  readonly timers: Timers;
  readonly clock: () => number;
  readonly random: () => number;
  readonly closer: LingeringCloser;
  /** As configured now. */
  readonly speaker: () => SpeakerConfig;
  /** Known before a peer with a key is started. */
  readonly md5: () => Md5Support | undefined;
  /** Why the kernel does not take this peer's key; undefined if it does. */
  readonly keyRefused: (peer: PeerConfig) => string | undefined;
  /** Called with internal errors in a peer. */
  readonly report: (error: unknown) => void;
  /** Why we do not listen; undefined: we do, or are not to. */
  readonly listenError: () => string | undefined;
  /** Another process listens at our address. */
  readonly addressTaken: () => boolean;
  /** We came back from a restart and are within the time that we told peers to wait. */
  readonly restarting: () => boolean;
  /** Our local routes are in, so that an End-of-RIB is true. */
  readonly localRoutesComplete: () => boolean;
  /** Sessions changed state; or only their counters did. */
  readonly changed: (what: 'state' | 'counters') => void;
  /** Something is to be sent, or told, before this turn of the event loop ends. */
  readonly wantsTurn: (peer: Peer) => void;
  /** A session came up, ended, or its peer sent End-of-RIB. */
  readonly progressed: () => void;
  readonly refused: (address: string, reason: string) => void;
}

export interface Peer {
  readonly config: PeerConfig;
  readonly state: SessionState;
  /**
   * Families that the peer restarts, or has ever since it came back not finished: its End-of-RIB is worth waiting
   * for.
   */
  awaitsEndOfRib(): boolean;
  start(): void;
  /** `renegotiate`: what was negotiated with the peer does not hold any more, or another peer is meant. */
  reconfigure(config: PeerConfig, renegotiate: boolean): void;
  /** It left the configuration. */
  remove(): void;
  /** `silently`: so that helpers keep our routes. */
  shutDown(silently: boolean): void;
  clear(): void;
  /** The peer calls. */
  call(socket: Socket, host: string, authenticated: string | undefined): void;
  /** Sends a slice of what is pending; true: more could be sent at once. */
  pump(): boolean;
  oweEndOfRib(): void;
  facts(): BgpSession;
  timeline(): readonly SessionEvent[];
}

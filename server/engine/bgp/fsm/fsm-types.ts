/**
 * States, events and actions of the state machine (RFC 4271 §8). There is one machine per peer; it handles all
 * connections with that peer, of which two may be open for a moment (§6.8).
 */

import type { SessionState } from '../../../model/oper/bgp-session.ts';
import type { Notification } from '../messages/message-types.ts';

/** Chosen by the machine; never reused. */
export type ConnectionId = number;

export interface FsmConnection {
  readonly id: ConnectionId;
  readonly initiator: 'us' | 'peer';
  readonly phase: 'Connect' | 'OpenSent' | 'OpenConfirm' | 'Established';
  /** Seconds negotiated; 0: no keepalives. Known from OpenConfirm on. */
  readonly holdTime: number;
  /** Graceful restart was negotiated: a second OPEN means that the peer came back (RFC 4724 §4.2). */
  readonly gracefulRestart: boolean;
  /** It was open before another became Established: a collision, not a restart. */
  readonly collided: boolean;
}

export interface Fsm {
  /** Between start and stop. */
  readonly started: boolean;
  readonly connections: readonly FsmConnection[];
  /**
   * What our next attempt waits for: `idle-hold` and `connect-retry` timers; `call`: we are passive; `nothing`: an
   * attempt or a session exists, or we are stopped.
   */
  readonly waiting: 'nothing' | 'idle-hold' | 'connect-retry' | 'call';
  /**
   * During idle hold: incoming connections are refused as well (the peer sent something that we had to report as an
   * error).
   */
  readonly refusesCalls: boolean;
  /** Attempts to connect since the last session. */
  readonly attempts: number;
  /** Consecutive failed sessions and OPENs; each doubles the idle hold. */
  readonly failures: number;
  readonly nextId: ConnectionId;
}

/** The settings for collision handling and connecting. Numbers are unsigned 32 bits. */
export interface FsmConfig {
  readonly identifier: number;
  readonly asn: number;
  /** Passive: waits for the peer to connect. */
  readonly passive: boolean;
}

/** The contents of a valid OPEN. */
export interface AcceptedOpen {
  readonly identifier: number;
  readonly asn: number;
  readonly holdTime: number;
  readonly gracefulRestart: boolean;
}

export type FsmEvent =
  /**
   * Start, manual or automatic, also after any change of configuration (RFC events 1, 3–7): the first attempt is
   * immediate.
   */
  | { readonly kind: 'start' }
  /** Stop (2, 8). Without a NOTIFICATION connections are closed silently, so that helpers keep our routes. */
  | { readonly kind: 'stop'; readonly notification?: Notification }
  | { readonly kind: 'connect-retry-expired' }
  | { readonly kind: 'idle-hold-expired' }
  /** The session has been up long enough to forget earlier failures. */
  | { readonly kind: 'stable' }
  /** Our attempt succeeded (16); a connection arrived (17); an attempt failed or a connection was lost (18). */
  | { readonly kind: 'tcp-connected'; readonly connection: ConnectionId }
  | { readonly kind: 'tcp-accepted' }
  | { readonly kind: 'tcp-closed'; readonly connection: ConnectionId }
  | { readonly kind: 'hold-expired'; readonly connection: ConnectionId }
  | { readonly kind: 'keepalive-due'; readonly connection: ConnectionId }
  /** RFC 9687. */
  | { readonly kind: 'send-hold-expired'; readonly connection: ConnectionId }
  /** A valid OPEN (19). */
  | { readonly kind: 'open'; readonly connection: ConnectionId; readonly open: AcceptedOpen }
  | { readonly kind: 'keepalive' | 'update' | 'route-refresh'; readonly connection: ConnectionId }
  | { readonly kind: 'notification'; readonly connection: ConnectionId; readonly notification: Notification }
  /**
   * A message that ends the session (21, 22, 28), or a limit that was exceeded. `idle`: seconds until the next attempt
   * instead of the usual hold; `until-started`: none.
   */
  | {
      readonly kind: 'fault';
      readonly connection: ConnectionId;
      readonly notification: Notification;
      readonly idle?: number | 'until-started';
    };

export type FsmAction =
  | { readonly kind: 'connect'; readonly connection: ConnectionId }
  /** The connection of `tcp-accepted` has this id from now on; or it is refused. */
  | { readonly kind: 'adopt'; readonly connection: ConnectionId }
  | { readonly kind: 'refuse'; readonly notification: Notification }
  | { readonly kind: 'send-open' | 'send-keepalive'; readonly connection: ConnectionId }
  /** Closes the connection, after sending the NOTIFICATION if there is one. */
  | { readonly kind: 'close'; readonly connection: ConnectionId; readonly notification: Notification | undefined }
  | { readonly kind: 'up'; readonly connection: ConnectionId }
  /** The connection is no longer Established. `replaced`: the peer restarted and has opened another. */
  | { readonly kind: 'down'; readonly connection: ConnectionId; readonly replaced: boolean }
  /** `jitter`: ±10 %. */
  | { readonly kind: 'start-timer'; readonly timer: PeerTimer; readonly milliseconds: number; readonly jitter: boolean }
  | { readonly kind: 'stop-timer'; readonly timer: PeerTimer }
  /** Starts or restarts a timer; 0 milliseconds stops it. A connection's timers end with the connection. */
  | {
      readonly kind: 'connection-timer';
      readonly timer: 'hold' | 'keepalive';
      readonly connection: ConnectionId;
      readonly milliseconds: number;
    };

export type PeerTimer = 'connect-retry' | 'idle-hold' | 'stable';

export interface Step {
  readonly state: Fsm;
  readonly actions: readonly FsmAction[];
}

/** The RFC's state of the peer: that of its furthest connection, or else of what we wait for. */
export function sessionState({ started, connections, waiting }: Fsm): SessionState {
  for (const phase of ['Established', 'OpenConfirm', 'OpenSent', 'Connect'] as const) {
    if (connections.some((connection) => connection.phase === phase)) return phase;
  }
  return started && (waiting === 'connect-retry' || waiting === 'call') ? 'Active' : 'Idle';
}

/**
 * The BGP state machine of one peer (RFC 4271 §8), pure: `(state, event) → state, actions`.
 *
 *     Idle ──start──▶ Connect ──TCP up──▶ OpenSent ──OPEN──▶ OpenConfirm ──KEEPALIVE──▶ Established
 *      ▲                │ ▲                  │                   │                          │
 *      │           fails│ │connect retry     │                   │                          │
 *      │                ▼ │                  ▼                   ▼                          ▼
 *      │               Active ──a call──▶ OpenSent      NOTIFICATION, error, timer, TCP closed
 *      └──────────────────────────────────── idle hold ◀───────────────────────────────────┘
 *
 * Where it goes beyond the RFC, or chooses:
 *
 * - One machine holds all connections of a peer, so that a collision (§6.8) is decided in one place: as soon as an OPEN
 *   tells the peer's identifier, the connection that the dominant speaker initiated stays.
 * - Idle hold bars our own attempts, not the peer's calls, unless we complained of what it sent when Established, or a
 *   limit was passed: then both wait (damping, §8.1.1).
 * - A caller that fails before Established never disturbs our own attempts: half-open strangers cost 15 seconds of a
 *   socket.
 * - Established with graceful restart: an OPEN on a second connection means that the peer restarted; the first one is
 *   closed without a NOTIFICATION (RFC 4724 §4.2).
 * - The first attempt after a start, or after a stable session was closed, waits for nothing.
 */

import type { Notification } from '../messages/message-types.ts';
import { NOTIFICATION } from '../messages/notification.ts';
import { notification as notificationOf } from '../messages/session-fault.ts';
import { newcomerStays } from './collision.ts';
import type { FsmConnection, ConnectionId, Fsm, FsmAction, FsmConfig, FsmEvent, Step } from './fsm-types.ts';
import {
  CONNECT_TIME,
  connectRetryTime,
  idleHoldTime,
  keepaliveInterval,
  OPEN_SENT_HOLD_TIME,
  OPEN_TIME,
  STABLE_TIME,
} from './timers.ts';

export const STOPPED: Fsm = Object.freeze({
  started: false,
  connections: Object.freeze([]),
  waiting: 'nothing',
  refusesCalls: false,
  attempts: 0,
  failures: 0,
  nextId: 1,
});

const COLLISION = notificationOf(NOTIFICATION.collisionResolution);
/** RFC 6608. */
export const UNEXPECTED = {
  OpenSent: notificationOf(NOTIFICATION.unexpectedInOpenSent),
  OpenConfirm: notificationOf(NOTIFICATION.unexpectedInOpenConfirm),
  Established: notificationOf(NOTIFICATION.unexpectedInEstablished),
};
const NOTHING: readonly FsmAction[] = Object.freeze([]);

export function transition(before: Fsm, event: FsmEvent, config: FsmConfig): Step {
  if ('connection' in event) {
    const connection = before.connections.find(({ id }) => id === event.connection);
    // A late event of a connection that was closed by us.
    if (connection === undefined) return { state: before, actions: NOTHING };
    if (
      connection.phase === 'Established' &&
      (event.kind === 'update' || event.kind === 'keepalive' || event.kind === 'route-refresh')
    )
      return { state: before, actions: [holdTimer(connection)] };
    const machine = new Machine(before, config);
    machine.onConnection(event, connection);
    return machine.step();
  }
  const machine = new Machine(before, config);
  machine.onPeer(event);
  return machine.step();
}

/**
 * The loss of a connection, and how it delays the next attempt. Beyond RFC 4271, its NOTIFICATION follows RFC 4486,
 * 6608 and 9687.
 */
interface Loss {
  /** Sent before closing; undefined: it is closed already, or silently. */
  readonly notification: Notification | undefined;
  /** Doubles the idle hold. */
  readonly failure: boolean;
  readonly refusesCalls?: boolean;
  readonly idle?: number | 'until-started' | undefined;
}

type PeerEvent = Exclude<FsmEvent, { readonly connection: ConnectionId }>;
type ConnectionEvent = Extract<FsmEvent, { readonly connection: ConnectionId }>;

/** One step under construction. */
class Machine {
  private state: Fsm;
  private readonly config: FsmConfig;
  private readonly actions: FsmAction[] = [];

  constructor(state: Fsm, config: FsmConfig) {
    this.state = state;
    this.config = config;
  }

  step(): Step {
    return { state: this.state, actions: this.actions };
  }

  onPeer(event: PeerEvent): void {
    switch (event.kind) {
      case 'start':
        if (this.state.started && this.state.waiting !== 'idle-hold' && this.state.waiting !== 'connect-retry') return;
        this.set({ started: true, failures: 0, attempts: 0 });
        return this.dial();
      case 'stop':
        for (const connection of this.state.connections)
          this.drop(connection, connection.phase === 'Connect' ? undefined : event.notification);
        this.stopWaiting();
        return this.set({ started: false, failures: 0, attempts: 0 });
      case 'connect-retry-expired': {
        const attempt = this.state.connections.find(({ phase }) => phase === 'Connect');
        if (attempt !== undefined) this.drop(attempt, undefined);
        if ((attempt !== undefined || this.state.waiting === 'connect-retry') && !this.inHand()) this.dial();
        return;
      }
      case 'idle-hold-expired':
        if (this.state.waiting === 'idle-hold') this.dial();
        return;
      case 'stable':
        return this.set({ failures: 0 });
      case 'tcp-accepted':
        return this.called();
      default:
        return event satisfies never;
    }
  }

  onConnection(event: ConnectionEvent, connection: FsmConnection): void {
    const { phase } = connection;
    if (event.kind === 'tcp-closed')
      return this.lose(connection, { notification: undefined, failure: phase !== 'Established' });
    // An attempt has no peer yet: the only valid event is its success.
    if (phase === 'Connect') return event.kind === 'tcp-connected' ? this.connected(connection) : undefined;
    switch (event.kind) {
      case 'tcp-connected':
        return;
      case 'open':
        return phase === 'OpenSent' ? this.opened(connection, event) : this.unexpected(connection, phase);
      case 'keepalive':
        return phase === 'OpenConfirm' ? this.established(connection) : this.unexpected(connection, phase);
      case 'update':
      case 'route-refresh':
        return this.unexpected(connection, phase);
      case 'keepalive-due':
        if (phase === 'OpenSent') return;
        this.do({ kind: 'send-keepalive', connection: connection.id });
        return this.do(keepaliveTimer(connection));
      case 'hold-expired':
        return this.lose(connection, { notification: notificationOf(NOTIFICATION.holdTimerExpired), failure: true });
      case 'send-hold-expired':
        return this.lose(connection, {
          notification: notificationOf(NOTIFICATION.sendHoldTimerExpired),
          failure: true,
        });
      case 'notification':
        return this.told(connection, event.notification);
      case 'fault':
        return this.lose(connection, {
          notification: event.notification,
          failure: true,
          refusesCalls: phase === 'Established',
          idle: event.idle,
        });
      default:
        return event satisfies never;
    }
  }

  // Connections: outgoing and incoming.

  private dial(): void {
    this.stopWaiting();
    if (this.config.passive) return this.set({ waiting: 'call' });
    const connection = this.add('us', 'Connect');
    this.set({ attempts: this.state.attempts + 1 });
    this.do({ kind: 'connect', connection: connection.id });
    this.do({ kind: 'start-timer', timer: 'connect-retry', milliseconds: CONNECT_TIME * 1000, jitter: false });
  }

  private connected(connection: FsmConnection): void {
    this.do({ kind: 'stop-timer', timer: 'connect-retry' });
    if (this.inPhase('Established') !== undefined) return this.drop(connection, undefined);
    this.sendOpen(connection, OPEN_SENT_HOLD_TIME);
  }

  private called(): void {
    const { started, waiting, refusesCalls } = this.state;
    if (!started || (waiting === 'idle-hold' && refusesCalls))
      return this.do({ kind: 'refuse', notification: notificationOf(NOTIFICATION.connectionRejected) });
    const session = this.inPhase('Established');
    if (session !== undefined && !session.gracefulRestart) return this.do({ kind: 'refuse', notification: COLLISION });
    // A peer that connects again has abandoned its earlier connection.
    for (const earlier of this.state.connections)
      if (earlier.initiator === 'peer' && earlier.phase !== 'Established') this.drop(earlier, COLLISION);
    const connection = this.add('peer', 'OpenSent');
    this.do({ kind: 'adopt', connection: connection.id });
    this.sendOpen(connection, OPEN_TIME);
  }

  private sendOpen(connection: FsmConnection, seconds: number): void {
    this.replace({ ...connection, phase: 'OpenSent' });
    this.do({ kind: 'send-open', connection: connection.id });
    this.do({ kind: 'connection-timer', timer: 'hold', connection: connection.id, milliseconds: seconds * 1000 });
  }

  // Messages.

  private opened(connection: FsmConnection, { open }: Extract<FsmEvent, { readonly kind: 'open' }>): void {
    const session = this.inPhase('Established');
    if (session !== undefined && session.gracefulRestart && !connection.collided) {
      this.drop(session, undefined, true);
    } else if (session !== undefined && !connection.collided) {
      return this.drop(connection, COLLISION);
    }
    for (const other of this.state.connections) {
      if (other.id === connection.id || other.phase === 'Connect') continue;
      if (!newcomerStays(this.config, open, connection)) return this.drop(connection, COLLISION);
      this.drop(other, COLLISION, true);
    }
    const confirmed: FsmConnection = {
      ...connection,
      phase: 'OpenConfirm',
      holdTime: open.holdTime,
      gracefulRestart: open.gracefulRestart,
    };
    this.replace(confirmed);
    if (this.inPhase('Connect') === undefined) this.stopWaiting();
    this.set({ waiting: 'nothing', refusesCalls: false });
    this.do({ kind: 'send-keepalive', connection: connection.id });
    // Without a hold time, nothing else would end the wait for a peer that sends only an OPEN.
    this.do(
      confirmed.holdTime > 0
        ? holdTimer(confirmed)
        : { kind: 'connection-timer', timer: 'hold', connection: connection.id, milliseconds: OPEN_TIME * 1000 },
    );
    this.do(keepaliveTimer(confirmed));
  }

  private established(connection: FsmConnection): void {
    const session: FsmConnection = { ...connection, phase: 'Established' };
    this.replace(session);
    for (const other of this.state.connections) {
      if (other.phase === 'Connect') this.drop(other, undefined);
      if (other.phase === 'OpenSent') this.replace({ ...other, collided: true });
    }
    this.stopWaiting();
    this.set({ attempts: 0 });
    this.do(holdTimer(session));
    this.do({ kind: 'start-timer', timer: 'stable', milliseconds: STABLE_TIME * 1000, jitter: false });
    this.do({ kind: 'up', connection: connection.id });
  }

  private unexpected(connection: FsmConnection, phase: keyof typeof UNEXPECTED): void {
    this.lose(connection, { notification: UNEXPECTED[phase], failure: true, refusesCalls: phase === 'Established' });
  }

  /** A NOTIFICATION is not answered. A reset by the peer's operator is no failure: the peer expects us back. */
  private told(connection: FsmConnection, { code, subcode }: Notification): void {
    const wanted =
      code === NOTIFICATION.cease.code &&
      (subcode === NOTIFICATION.administrativeReset.subcode ||
        subcode === NOTIFICATION.otherConfigurationChange.subcode);
    this.lose(connection, { notification: undefined, failure: !(wanted && connection.phase === 'Established') });
  }

  // Lost connections, and what is awaited then.

  private lose(connection: FsmConnection, { notification, failure, refusesCalls = false, idle }: Loss): void {
    this.drop(connection, notification);
    if (idle === 'until-started') {
      for (const other of this.state.connections) this.drop(other, undefined);
      this.stopWaiting();
      return this.set({ started: false });
    }
    if (
      this.inHand() ||
      this.state.waiting !== 'nothing' ||
      this.state.connections.some(({ initiator }) => initiator === 'us')
    )
      return;
    if (
      idle === undefined &&
      (connection.phase === 'Connect' || (connection.initiator === 'peer' && connection.phase !== 'Established'))
    )
      return this.wait('connect-retry', connectRetryTime(this.state.attempts), true, false);
    const before = this.state.failures;
    this.set({ failures: before + 1 });
    const seconds = idle ?? idleHoldTime(failure ? before + 1 : before);
    if (seconds === 0) return this.dial();
    this.wait('idle-hold', seconds, false, refusesCalls || idle !== undefined);
  }

  private wait(waiting: 'connect-retry' | 'idle-hold', seconds: number, jitter: boolean, refusesCalls: boolean): void {
    if (waiting === 'connect-retry' && this.config.passive) return this.set({ waiting: 'call' });
    this.set({ waiting, refusesCalls });
    this.do({ kind: 'start-timer', timer: waiting, milliseconds: seconds * 1000, jitter });
  }

  private stopWaiting(): void {
    this.set({ waiting: 'nothing', refusesCalls: false });
    this.do({ kind: 'stop-timer', timer: 'connect-retry' });
    this.do({ kind: 'stop-timer', timer: 'idle-hold' });
  }

  /** Removes and closes the connection, and reports it if it was the session. */
  private drop(connection: FsmConnection, notification: Notification | undefined, replaced = false): void {
    this.set({ connections: this.state.connections.filter(({ id }) => id !== connection.id) });
    this.do({ kind: 'close', connection: connection.id, notification });
    if (connection.phase !== 'Established') return;
    this.do({ kind: 'stop-timer', timer: 'stable' });
    this.do({ kind: 'down', connection: connection.id, replaced });
  }

  /** A connection is far enough that we start no attempt. */
  private inHand(): boolean {
    return this.state.connections.some(({ phase }) => phase === 'OpenConfirm' || phase === 'Established');
  }

  private inPhase(phase: FsmConnection['phase']): FsmConnection | undefined {
    return this.state.connections.find((connection) => connection.phase === phase);
  }

  private add(initiator: FsmConnection['initiator'], phase: 'Connect' | 'OpenSent'): FsmConnection {
    const connection: FsmConnection = {
      id: this.state.nextId,
      initiator,
      phase,
      holdTime: 0,
      gracefulRestart: false,
      collided: false,
    };
    this.set({ nextId: connection.id + 1, connections: [...this.state.connections, connection] });
    return connection;
  }

  private replace(connection: FsmConnection): void {
    this.set({ connections: this.state.connections.map((other) => (other.id === connection.id ? connection : other)) });
  }

  private set(changes: Partial<Fsm>): void {
    this.state = { ...this.state, ...changes };
  }

  private do(action: FsmAction): void {
    this.actions.push(action);
  }
}

function holdTimer({ id, holdTime }: FsmConnection): FsmAction {
  return { kind: 'connection-timer', timer: 'hold', connection: id, milliseconds: holdTime * 1000 };
}

function keepaliveTimer({ id, holdTime }: FsmConnection): FsmAction {
  return { kind: 'connection-timer', timer: 'keepalive', connection: id, milliseconds: keepaliveInterval(holdTime) };
}

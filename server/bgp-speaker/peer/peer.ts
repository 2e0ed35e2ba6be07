/**
 * One peer: it carries out what the state machine says, tells the machine what happens, and keeps the facts. Everything
 * that happens goes through `happen`, with the sentence that explains it. What goes wrong in it ends its own session,
 * and nobody else's: it rests, then starts again.
 */

import type { Socket } from 'node:net';
import {
  sessionState,
  type ConnectionId,
  type FsmAction,
  type FsmConfig,
  type FsmEvent,
  type PeerTimer,
} from '../../engine/bgp/fsm/fsm-types.ts';
import { STOPPED, transition } from '../../engine/bgp/fsm/fsm.ts';
import { identifierNumber } from '../../engine/bgp/fsm/negotiate.ts';
import { ourOpen } from '../../engine/bgp/fsm/our-open.ts';
import { KEEPALIVE } from '../../engine/bgp/messages/keepalive.ts';
import type { Notification } from '../../engine/bgp/messages/message-types.ts';
import { encodeNotification, NOTIFICATION, shutdownData } from '../../engine/bgp/messages/notification.ts';
import { encodeOpen } from '../../engine/bgp/messages/open.ts';
import { notification as notificationOf } from '../../engine/bgp/messages/session-fault.ts';
import type { PeerConfig, SpeakerConfig } from '../../engine/bgp/speaker-config.ts';
import type { RoutedFamily } from '../../model/bgp/nlri.ts';
import { deepEqual } from '../../model/json.ts';
import type { SessionState, SessionTrouble } from '../../model/oper/bgp-session.ts';
import type { Timer, Timers } from '../../model/timers.ts';
import { createMessageCounters } from '../connection/message-counters.ts';
import { createConnectionTable } from './connection-table.ts';
import { createPeerConnections } from './peer-connections.ts';
import { guardedPeer } from './peer-guard.ts';
import { createPeerMessages, type Why } from './peer-messages.ts';
import { createPeerRecord } from './peer-record.ts';
import type { Peer, PeerSurroundings } from './peer-types.ts';
import { notificationFacts } from './sentences.ts';
import { beginSession, type Session } from './session.ts';
import { createStaleRoutes } from './stale-routes.ts';

/** ms that a peer stays down after an internal error in its session. */
const REST = 60_000;

function fsmConfigOf({ routerId }: SpeakerConfig, { localAsn, passive }: PeerConfig): FsmConfig {
  return { identifier: identifierNumber(routerId), asn: localAsn, passive };
}

export function createPeer(initial: PeerConfig, around: PeerSurroundings): Peer {
  const { rib, clock, random, closer } = around;
  /** Nothing that a timer does can reach beyond this peer. */
  const timers: Timers = { after: (milliseconds, fire) => around.timers.after(milliseconds, guarded(fire)) };
  let config = initial;
  let fsm = STOPPED;
  let session: Session | undefined;
  let calling: { readonly socket: Socket; refusal: Notification | undefined } | undefined;
  const connectionTable = createConnectionTable(timers);
  const peerTimers = new Map<PeerTimer, Timer>();
  /** ms since 1970 of the end of the idle hold that is running. */
  let heldUntil: number | undefined;
  let resting: Timer | undefined;
  const received = createMessageCounters();
  const sent = createMessageCounters();
  const stale = createStaleRoutes(config.key, rib, timers, clock, () => around.changed('state'));
  const record = createPeerRecord(clock);
  const messages = createPeerMessages({
    around,
    connectionTable,
    received,
    record,
    config: () => config,
    phaseOf: (connection) => fsm.connections.find(({ id }) => id === connection)?.phase,
    session: () => session,
    happen,
  });

  const connections = createPeerConnections({
    around,
    connectionTable,
    messages,
    sent,
    timers,
    guarded,
    happen,
    config: () => config,
    phaseOf: (connection) => fsm.connections.find(({ id }) => id === connection)?.phase,
    wantsTurn: () => around.wantsTurn(peer),
  });
  const { where } = connections;

  /** Asked for with every message: rebuilt only when the configuration changed. */
  let settings = { speaker: around.speaker(), config, fsm: fsmConfigOf(around.speaker(), config) };
  const fsmConfig = () => {
    const speaker = around.speaker();
    if (settings.speaker !== speaker || settings.config !== config)
      settings = { speaker, config, fsm: fsmConfigOf(speaker, config) };
    return settings.fsm;
  };

  function happen(event: FsmEvent, why: Why): void {
    const before = sessionState(fsm);
    const step = transition(fsm, event, fsmConfig());
    fsm = step.state;
    for (const action of step.actions) perform(action, why);
    const after = sessionState(fsm);
    if (after !== 'Established' && why.trouble !== undefined) record.trouble = why.trouble;
    if (after === before && why.notification === undefined) return;
    record.step({
      from: before,
      to: after,
      reason: why.reason,
      ...(why.notification && { notification: why.notification }),
      ...(why.trouble && { trouble: why.trouble }),
    });
    around.changed('state');
  }

  function perform(action: FsmAction, why: Why): void {
    switch (action.kind) {
      case 'connect':
        return connections.connect(action.connection);
      case 'adopt':
        return connections.open(action.connection, calling!.socket);
      case 'refuse':
        calling!.refusal = action.notification;
        return;
      case 'send-open':
        sent.count('open');
        return connectionTable
          .get(action.connection)
          ?.stream.send([
            encodeOpen(ourOpen(around.speaker(), config, around.restarting() && record.established === 0)),
          ]);
      case 'send-keepalive':
        sent.count('keepalive');
        return connectionTable.get(action.connection)?.stream.send([KEEPALIVE]);
      case 'close':
        return connections.close(action.connection, action.notification);
      case 'up':
        return up(action.connection);
      case 'down':
        return down(action.replaced || why.keepRoutes === true);
      case 'start-timer': {
        peerTimers.get(action.timer)?.stop();
        const { timer, jitter } = action;
        const delay = action.milliseconds * (jitter ? 0.9 + 0.2 * random() : 1);
        peerTimers.set(
          timer,
          timers.after(delay, () => timerFired(timer)),
        );
        if (timer === 'idle-hold') heldUntil = clock() + delay;
        return;
      }
      case 'stop-timer':
        peerTimers.get(action.timer)?.stop();
        peerTimers.delete(action.timer);
        if (action.timer === 'idle-hold') heldUntil = undefined;
        return;
      case 'connection-timer': {
        const { connection, timer } = action;
        return connectionTable.timer(connection, timer, action.milliseconds, () =>
          connectionTimerFired(connection, timer),
        );
      }
      default:
        return action satisfies never;
    }
  }

  // Timers.

  function timerFired(timer: PeerTimer): void {
    peerTimers.delete(timer);
    if (timer === 'idle-hold') heldUntil = undefined;
    if (timer === 'stable') return happen({ kind: 'stable' }, { reason: 'The session is stable.' });
    if (timer === 'idle-hold')
      return happen(
        { kind: 'idle-hold-expired' },
        {
          reason: config.passive
            ? `Idle hold is over: ${config.name} may call.`
            : `Idle hold is over: calling ${where()}.`,
        },
      );
    const attempted = fsm.connections.some(({ phase }) => phase === 'Connect');
    happen(
      { kind: 'connect-retry-expired' },
      attempted
        ? { reason: `${where()} did not answer; calling again.`, trouble: { kind: 'timed-out', address: where() } }
        : { reason: `Calling ${where()} again.` },
    );
  }

  function connectionTimerFired(connection: ConnectionId, timer: 'hold' | 'keepalive'): void {
    if (timer === 'keepalive') return happen({ kind: 'keepalive-due', connection }, { reason: 'A KEEPALIVE is due.' });
    const negotiated = connectionTable.get(connection)?.accepted?.negotiated;
    const notification = notificationFacts('sent', notificationOf(NOTIFICATION.holdTimerExpired));
    if (negotiated === undefined)
      return happen(
        { kind: 'hold-expired', connection },
        { reason: `No OPEN came from ${config.name}.`, trouble: { kind: 'closed', in: 'OpenSent' }, notification },
      );
    // In OpenConfirm without a hold time: the machine waits no longer.
    if (negotiated.holdTime === 0)
      return happen(
        { kind: 'hold-expired', connection },
        {
          reason: `No KEEPALIVE came from ${config.name} after its OPEN.`,
          trouble: { kind: 'closed', in: 'OpenConfirm' },
          notification,
        },
      );
    happen(
      { kind: 'hold-expired', connection },
      {
        reason: `Nothing came from ${config.name} for ${negotiated.holdTime} s: the hold timer expired.`,
        trouble: { kind: 'hold-timer-expired', seconds: negotiated.holdTime },
        notification,
        keepRoutes: negotiated.gracefulRestart?.notification === true,
      },
    );
  }

  // The session.

  function up(connection: ConnectionId): void {
    const tcp = connectionTable.get(connection)!;
    const { negotiated, open } = tcp.accepted!;
    record.up(open);
    stale.back(negotiated, around.speaker().gracefulRestart.endOfRibTimeout);
    session = beginSession({
      config,
      localAddress: around.speaker().address,
      negotiated,
      stream: tcp.stream,
      rib,
      sent,
      timers,
      clock,
      attributeError: (sentence) => record.attributeError(sentence),
      endOfRib(family: RoutedFamily) {
        stale.endOfRib(family);
        around.progressed();
      },
      wantsTurn: () => around.wantsTurn(peer),
    });
    if (around.localRoutesComplete()) session.oweEndOfRib();
    around.progressed();
  }

  function down(keepRoutes: boolean): void {
    const ended = session!;
    session = undefined;
    record.down();
    const helped = keepRoutes && around.speaker().gracefulRestart.helper;
    ended.end(stale.keep(helped ? ended.negotiated.gracefulRestart : undefined, ended.negotiated.families));
    around.progressed();
    around.wantsTurn(peer);
  }

  function stop(notification: Notification | undefined, reason: string, trouble: SessionTrouble): void {
    const heard = notification !== undefined && fsm.connections.some(({ phase }) => phase !== 'Connect');
    happen(
      { kind: 'stop', ...(notification && { notification }) },
      { reason, trouble, ...(heard && { notification: notificationFacts('sent', notification) }) },
    );
    record.trouble = trouble;
  }

  // Faults of ours.

  function guarded<A extends readonly unknown[]>(step: (...given: A) => void): (...given: A) => void {
    return (...given) => {
      try {
        step(...given);
      } catch (error) {
        stumbled(error);
      }
    };
  }

  /** The peer as if it had never begun, except for what it remembers. */
  function stumbled(error: unknown): void {
    around.report(error);
    const from = sessionState(fsm);
    const ended = session;
    session = undefined;
    fsm = STOPPED;
    heldUntil = undefined;
    for (const timer of peerTimers.values()) timer.stop();
    peerTimers.clear();
    for (const clean of [
      ...connectionTable
        .ids()
        .map(
          (id) => () => connectionTable.take(id)?.stream.close(encodeNotification(notificationOf(NOTIFICATION.cease))),
        ),
      () => ended?.end(stale.keep(undefined, ended.negotiated.families)),
      () => stale.drop(),
    ])
      attempt(clean);
    const trouble: SessionTrouble = { kind: 'fault', error: error instanceof Error ? error.message : String(error) };
    record.trouble = trouble;
    attempt(() =>
      record.step({
        from,
        to: 'Idle',
        reason:
          `Something went wrong here in the session with ${config.name}; it begins anew in ${REST / 1000} s. The ` +
          'log has the details.',
        trouble,
      }),
    );
    resting?.stop();
    resting = around.timers.after(
      REST,
      guarded(() => peer.start()),
    );
    around.changed('state');
  }

  function attempt(step: () => void): void {
    try {
      step();
    } catch (error) {
      around.report(error);
    }
  }

  const unguarded: Peer = {
    get config() {
      return config;
    },
    get state(): SessionState {
      return sessionState(fsm);
    },
    awaitsEndOfRib() {
      const restart = session?.negotiated.gracefulRestart;
      return (
        session !== undefined &&
        restart !== undefined &&
        !restart.restarting &&
        session.negotiated.families.some((family) => !session!.endOfRibReceived.has(family))
      );
    },
    start() {
      const support = around.md5();
      record.trouble = undefined;
      resting?.stop();
      const refused = config.md5Key === undefined ? undefined : around.keyRefused(config);
      if (config.adminDown || around.speaker().adminDown) record.trouble = { kind: 'admin-down' };
      else if (refused !== undefined) record.trouble = { kind: 'key-refused', error: refused };
      else if (config.md5Key !== undefined && support?.kind !== 'available')
        record.trouble = { kind: 'md5-unavailable', error: support?.reason ?? 'TCP-MD5 was not looked for.' };
      else
        return happen(
          { kind: 'start' },
          { reason: config.passive ? `Waiting for ${config.name} to call.` : `Calling ${where()}.` },
        );
      around.changed('state');
    },
    reconfigure(next, renegotiate) {
      const down = next.adminDown || around.speaker().adminDown;
      const was = config;
      if (renegotiate || down) {
        stop(
          down
            ? notificationOf(
                NOTIFICATION.administrativeShutdown,
                shutdownData(`${config.name} was set administratively down.`),
              )
            : notificationOf(NOTIFICATION.otherConfigurationChange),
          down ? `${config.name} was set administratively down.` : 'The configuration of the session changed.',
          down ? { kind: 'admin-down' } : { kind: 'configuration-changed' },
        );
        stale.drop();
        config = next;
        return peer.start();
      }
      config = next;
      if (session !== undefined) {
        if (!deepEqual({ ...was, edited: 0 }, { ...next, edited: 0 })) session.revise(next);
        return;
      }
      // Whatever an operator has changed may be what was wrong.
      if (heldUntil !== undefined || record.trouble?.kind === 'fault') return peer.start();
      // The limit that was passed is another one now.
      if (record.trouble?.kind === 'prefix-limit' && !deepEqual(was.prefixLimits, next.prefixLimits))
        return peer.start();
      // Nothing is open that the other way of calling would disturb.
      if (was.passive !== next.passive && sessionState(fsm) !== 'OpenConfirm') {
        happen({ kind: 'stop' }, { reason: 'The configuration of the session changed.' });
        peer.start();
      }
    },
    remove() {
      stop(notificationOf(NOTIFICATION.peerDeconfigured), `${config.name} is no peer any more.`, {
        kind: 'configuration-changed',
      });
      stale.drop();
    },
    shutDown(silently) {
      const reason = `${around.speaker().name} is shutting down.`;
      stop(silently ? undefined : notificationOf(NOTIFICATION.administrativeShutdown, shutdownData(reason)), reason, {
        kind: 'admin-down',
      });
      stale.drop();
    },
    clear() {
      const reason = 'The session was cleared by an operator.';
      happen(
        { kind: 'stop', notification: notificationOf(NOTIFICATION.administrativeReset, shutdownData(reason)) },
        { reason },
      );
      peer.start();
    },
    call(socket, host, authenticated) {
      const refuse = (notification: Notification, reason: string) => {
        closer.close(socket, encodeNotification(notification));
        around.refused(config.address, reason);
      };
      const rejected = notificationOf(NOTIFICATION.connectionRejected);
      if (config.adminDown)
        return refuse(rejected, `${config.name} called; the session with it is administratively down.`);
      if (config.md5Key !== authenticated)
        return refuse(rejected, `${config.name} called over a connection whose TCP-MD5 key is not the configured one.`);
      calling = { socket, refusal: undefined };
      happen({ kind: 'tcp-accepted' }, { reason: `${config.name} called from ${host}; OPEN sent.` });
      const { refusal } = calling;
      calling = undefined;
      if (refusal === undefined) return;
      refuse(
        refusal,
        sessionState(fsm) === 'Established'
          ? `${config.name} called again while its session is up.`
          : `${config.name} called while the session is Idle: ${record.reason() ?? 'it is not started'}`,
      );
    },
    pump: () => session?.pump() ?? false,
    oweEndOfRib: () => session?.oweEndOfRib(),
    facts: () =>
      record.facts({
        config,
        speaker: around.speaker(),
        state: sessionState(fsm),
        session,
        rib,
        received: received.counts(),
        sent: sent.counts(),
        listenError: around.listenError(),
        staleUntil: stale.until,
        idleHold: heldUntil === undefined ? undefined : { until: heldUntil, refusesCalls: fsm.refusesCalls },
      }),
    timeline: () => record.timeline(),
  };
  const peer = guardedPeer(unguarded, guarded, () => resting?.stop());
  return peer;
}

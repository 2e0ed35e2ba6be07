/**
 * Handles the messages of a peer: decodes and checks them, and passes them to the state machine as events, each with a
 * sentence that explains it.
 */

import type { FsmConnection, ConnectionId, FsmEvent } from '../../engine/bgp/fsm/fsm-types.ts';
import { UNEXPECTED } from '../../engine/bgp/fsm/fsm.ts';
import { identifierNumber, negotiate } from '../../engine/bgp/fsm/negotiate.ts';
import { sendHoldTime } from '../../engine/bgp/fsm/timers.ts';
import type { MessageType } from '../../engine/bgp/messages/message-types.ts';
import { decodeNotification } from '../../engine/bgp/messages/notification.ts';
import { decodeOpen } from '../../engine/bgp/messages/open.ts';
import type { PeerConfig } from '../../engine/bgp/speaker-config.ts';
import type { NotificationFacts, SessionTrouble } from '../../model/oper/bgp-session.ts';
import type { MessageCounters } from '../connection/message-counters.ts';
import type { ConnectionTable } from './connection-table.ts';
import { isHardReset } from './hard-reset.ts';
import type { PeerRecord } from './peer-record.ts';
import type { PeerSurroundings } from './peer-types.ts';
import { notificationFacts, notificationWords, openSentence, openTrouble, upSentence } from './sentences.ts';
import type { Session, SessionFailure } from './session.ts';

/** Why something happens. */
export interface Why {
  readonly reason: string;
  readonly trouble?: SessionTrouble | undefined;
  readonly notification?: NotificationFacts;
  /** Routes of the peer are kept as stale ones, if that was negotiated. */
  readonly keepRoutes?: boolean;
}

export interface PeerMessages {
  receive(connection: ConnectionId, type: MessageType, body: Uint8Array): void;
  /** What came, or how much of it, ends the connection. */
  fail(connection: ConnectionId, failure: SessionFailure): void;
}

export interface PeerMessagesParts {
  readonly around: PeerSurroundings;
  readonly connectionTable: ConnectionTable;
  readonly received: MessageCounters;
  readonly record: PeerRecord;
  readonly config: () => PeerConfig;
  readonly phaseOf: (connection: ConnectionId) => FsmConnection['phase'] | undefined;
  readonly session: () => Session | undefined;
  readonly happen: (event: FsmEvent, why: Why) => void;
}

export function createPeerMessages({
  around,
  connectionTable,
  received,
  record,
  config,
  phaseOf,
  session,
  happen,
}: PeerMessagesParts): PeerMessages {
  function receive(connection: ConnectionId, type: MessageType, body: Uint8Array): void {
    received.count(type);
    around.changed('counters');
    switch (type) {
      case 'open':
        return receiveOpen(connection, body);
      case 'keepalive': {
        const negotiated = connectionTable.get(connection)?.accepted?.negotiated;
        return happen(
          { kind: 'keepalive', connection },
          negotiated === undefined
            ? unexpected('KEEPALIVE', 'OpenSent')
            : { reason: upSentence(config().name, negotiated) },
        );
      }
      case 'update':
      case 'route-refresh': {
        const phase = phaseOf(connection);
        happen(
          { kind: type, connection },
          phase === 'OpenSent' || phase === 'OpenConfirm'
            ? unexpected(type === 'update' ? 'UPDATE' : 'ROUTE-REFRESH', phase)
            : { reason: '' },
        );
        if (phase !== 'Established') return;
        if (type === 'route-refresh') return session()!.routeRefresh(body);
        const failure = session()!.update(body);
        if (failure !== undefined) fail(connection, failure);
        return;
      }
      case 'notification': {
        const notification = decodeNotification(body);
        const facts = notificationFacts('received', notification);
        const kept =
          connectionTable.get(connection)?.accepted?.negotiated.gracefulRestart?.notification === true &&
          !isHardReset(notification);
        return happen(
          { kind: 'notification', connection, notification },
          {
            reason: `${config().name} sent NOTIFICATION ${notificationWords(facts)}.`,
            trouble: { kind: 'notification', notification: facts },
            notification: facts,
            keepRoutes: kept,
          },
        );
      }
      default:
        return type satisfies never;
    }
  }

  function unexpected(message: string, state: 'OpenSent' | 'OpenConfirm'): Why {
    const notification = notificationFacts('sent', UNEXPECTED[state]);
    return {
      reason: `${config().name} sent ${message} in ${state}, where it is not expected.`,
      notification,
      trouble: { kind: 'notification', notification },
    };
  }

  function receiveOpen(connection: ConnectionId, body: Uint8Array): void {
    const tcp = connectionTable.get(connection);
    const phase = phaseOf(connection);
    if (tcp === undefined || phase === undefined || phase === 'Connect') return;
    if (phase !== 'OpenSent')
      return fail(connection, {
        notification: UNEXPECTED[phase],
        cause: `${config().name} sent OPEN again in ${phase}.`,
        trouble: undefined,
      });
    const reading = decodeOpen(body);
    if (reading.kind === 'fault')
      return fail(connection, { ...reading, trouble: openTrouble(reading.notification, body, reading.cause) });
    const { open } = reading;
    const negotiated = negotiate(around.speaker(), config(), open);
    record.peerOpen = open;
    if (negotiated.kind === 'fault') return fail(connection, negotiated);
    tcp.accepted = { open, negotiated };
    tcp.stream.setMaxMessageLength(negotiated.maxMessageLength);
    tcp.stream.setSendHold(sendHoldTime(negotiated.holdTime) * 1000);
    const { asn, identifier, holdTime, gracefulRestart } = negotiated;
    happen(
      {
        kind: 'open',
        connection,
        open: {
          asn,
          holdTime,
          identifier: identifierNumber(identifier),
          gracefulRestart: gracefulRestart !== undefined && gracefulRestart.forwarding.size > 0,
        },
      },
      { reason: openSentence(config().name, negotiated), keepRoutes: true },
    );
  }

  function fail(connection: ConnectionId, { notification, cause, trouble, idle }: SessionFailure): void {
    const facts = notificationFacts('sent', notification);
    const kept =
      idle === undefined &&
      connectionTable.get(connection)?.accepted?.negotiated.gracefulRestart?.notification === true;
    happen(
      { kind: 'fault', connection, notification, ...(idle === undefined ? {} : { idle }) },
      {
        reason: cause,
        trouble: trouble ?? { kind: 'notification', notification: facts },
        notification: facts,
        keepRoutes: kept,
      },
    );
  }

  return { receive, fail };
}

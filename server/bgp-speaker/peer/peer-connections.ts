/** The connections of one peer as they come and go: calling it, accepting its call, closing with a NOTIFICATION. */

import type { Socket } from 'node:net';
import type { FsmConnection, ConnectionId, FsmEvent } from '../../engine/bgp/fsm/fsm-types.ts';
import type { MessageType, Notification, SessionFault } from '../../engine/bgp/messages/message-types.ts';
import { encodeNotification, NOTIFICATION } from '../../engine/bgp/messages/notification.ts';
import { notification as notificationOf } from '../../engine/bgp/messages/session-fault.ts';
import type { PeerConfig } from '../../engine/bgp/speaker-config.ts';
import type { SessionTrouble } from '../../model/oper/bgp-session.ts';
import type { Timers } from '../../model/timers.ts';
import { dial, notNow } from '../connection/dial.ts';
import type { MessageCounters } from '../connection/message-counters.ts';
import { createMessageStream } from '../connection/message-stream.ts';
import type { ConnectionTable } from './connection-table.ts';
import { hardReset } from './hard-reset.ts';
import type { Guard } from './peer-guard.ts';
import type { createPeerMessages, Why } from './peer-messages.ts';
import type { PeerSurroundings } from './peer-types.ts';
import { callFailedSentence, closedSentence, notificationFacts } from './sentences.ts';

interface PeerConnections {
  /** Where the peer is called. */
  where(): string;
  connect(connection: ConnectionId): void;
  /** Speaks over a socket that is there. */
  open(connection: ConnectionId, socket: Socket): void;
  close(connection: ConnectionId, notification: Notification | undefined): void;
}

interface PeerConnectionsParts {
  readonly around: PeerSurroundings;
  readonly connectionTable: ConnectionTable;
  readonly messages: ReturnType<typeof createPeerMessages>;
  readonly sent: MessageCounters;
  readonly timers: Timers;
  readonly guarded: Guard;
  readonly config: () => PeerConfig;
  readonly phaseOf: (connection: ConnectionId) => FsmConnection['phase'] | undefined;
  readonly happen: (event: FsmEvent, why: Why) => void;
  readonly wantsTurn: () => void;
}

export function createPeerConnections({
  around,
  connectionTable,
  messages,
  sent,
  timers,
  guarded,
  config: configured,
  phaseOf,
  happen,
  wantsTurn,
}: PeerConnectionsParts): PeerConnections {
  const { transport, closer } = around;

  function where(): string {
    const config = configured();
    const { host, port } = transport.resolve(config.address, config.port);
    return port === 0 ? host : `${host}:${port}`;
  }

  function connect(connection: ConnectionId): void {
    const config = configured();
    const { address, port } = around.speaker();
    const support = around.md5();
    const md5 =
      config.md5Key === undefined
        ? undefined
        : support?.kind === 'available'
          ? { binding: support.binding, key: config.md5Key }
          : undefined;
    if (config.md5Key !== undefined && md5 === undefined)
      throw new Error(`BUG: ${config.name} is called without its TCP-MD5 key`);
    const failed = (trouble: SessionTrouble): void =>
      happen({ kind: 'tcp-closed', connection }, { reason: callFailedSentence(trouble, configured().name), trouble });
    // A second speaker at one address: the peer would take us for the first, come back, and give up its session.
    if (around.addressTaken())
      return connectionTable.attempt(
        connection,
        notNow(
          guarded(() =>
            failed({ kind: 'listen-failed', address: `${address}:${port}`, error: around.listenError() ?? '' }),
          ),
        ),
      );
    const giveUp = dial(
      { to: transport.resolve(config.address, config.port), from: transport.resolve(address, port).host, md5 },
      {
        connected: guarded((socket: Socket) => {
          open(connection, socket);
          happen({ kind: 'tcp-connected', connection }, { reason: `Connected to ${where()}; OPEN sent.` });
        }),
        failed: guarded(failed),
      },
    );
    connectionTable.attempt(connection, giveUp);
  }

  function open(connection: ConnectionId, socket: Socket): void {
    connectionTable.open(
      connection,
      createMessageStream(socket, timers, closer, {
        message: guarded((type: MessageType, body: Uint8Array) => messages.receive(connection, type, body)),
        fault: guarded(({ notification, cause }: SessionFault) =>
          messages.fail(connection, { notification, cause, trouble: undefined }),
        ),
        drained: wantsTurn,
        sendHoldExpired: guarded(() =>
          happen(
            { kind: 'send-hold-expired', connection },
            {
              reason: `${configured().name} does not read: nothing could be sent to it for too long (RFC 9687).`,
              notification: notificationFacts('sent', notificationOf(NOTIFICATION.sendHoldTimerExpired)),
              trouble: { kind: 'closed', in: 'Established' },
            },
          ),
        ),
        closed: guarded((error: Error | undefined) => {
          const phase = phaseOf(connection) ?? 'Connect';
          happen(
            { kind: 'tcp-closed', connection },
            {
              reason: closedSentence(configured().name, phase, error),
              trouble: { kind: 'closed', in: phase },
              keepRoutes: true,
            },
          );
        }),
      }),
    );
  }

  function close(connection: ConnectionId, notification: Notification | undefined): void {
    const tcp = connectionTable.take(connection);
    if (tcp === undefined) return;
    if (notification !== undefined) sent.count('notification');
    const wrapped =
      notification !== undefined && tcp.accepted?.negotiated.gracefulRestart?.notification === true
        ? hardReset(notification)
        : notification;
    tcp.stream.close(wrapped === undefined ? undefined : encodeNotification(wrapped));
  }

  return { where, connect, open, close };
}

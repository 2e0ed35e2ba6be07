/**
 * BGP messages over one TCP connection. Messages are decoded in place; only one that is split between two chunks is
 * copied, into a buffer of the size of a message. A turn of the event loop reads a limited amount, so that a flood
 * from one peer does not hold up others and HTTP. The time is checked after each message, because a small one may
 * cause much work (a route refresh); the rest of the chunk waits for the next turn.
 */

import type { Socket } from 'node:net';
import { nextFrame } from '../../engine/bgp/messages/frame.ts';
import type { MessageType, SessionFault } from '../../engine/bgp/messages/message-types.ts';
import { HEADER_LENGTH, MAX_MESSAGE_LENGTH } from '../../engine/bgp/wire/header.ts';
import type { Timer, Timers } from '../../model/timers.ts';
import type { LingeringCloser } from './lingering-close.ts';

/** ms of silence after which TCP probes whether the other end is there. */
const TCP_KEEPALIVE = 60_000;
/** Bytes that one turn of the event loop reads from a connection. */
const READ_BYTES = 256 * 1024;
/** ms that one turn works on what it has read. */
const READ_TIME = 2;

export interface MessageStreamEvents {
  /** `body` is valid only during the call. */
  message(type: MessageType, body: Uint8Array): void;
  fault(fault: SessionFault): void;
  /** By the peer, or by the network; not after `close`. */
  closed(error: Error | undefined): void;
  /** The socket can take more. */
  drained(): void;
  /** Nothing could be sent for the send hold time. */
  sendHoldExpired(): void;
}

export interface MessageStream {
  /** Both in and out; 4096 until OPENs agree on more. */
  setMaxMessageLength(length: number): void;
  /** ms for which the peer may block our sending (RFC 9687); 0: no limit. */
  setSendHold(milliseconds: number): void;
  /** False: wait for `drained` before sending what can wait. */
  readonly writable: boolean;
  send(messages: readonly Uint8Array[]): void;
  /** No event follows. With a last message the socket lingers for a second, so that the peer can read it. */
  close(lastMessage: Uint8Array | undefined): void;
}

export function createMessageStream(
  socket: Socket,
  timers: Timers,
  closer: LingeringCloser,
  events: MessageStreamEvents,
): MessageStream {
  let maxLength = MAX_MESSAGE_LENGTH;
  let carry = new Uint8Array(0);
  let carried = 0;
  let open = true;
  let turn: NodeJS.Immediate | undefined;
  let readBytes = 0;
  let readTime = 0;
  /** The rest of a chunk that was not finished in its turn. */
  let unread: Uint8Array | undefined;
  let sendHold = 0;
  let sendHoldTimer: Timer | undefined;

  const stopSendHold = () => {
    sendHoldTimer?.stop();
    sendHoldTimer = undefined;
  };

  /** Delivers the message that begins at `at`; returns where the next one begins, or undefined to stop reading. */
  const deliver = (bytes: Uint8Array, at: number, end: number): number | undefined => {
    const frame = nextFrame(bytes, at, end, maxLength);
    if (frame.kind === 'incomplete') return at;
    if (frame.kind === 'fault') {
      events.fault(frame);
      return undefined;
    }
    events.message(frame.type, bytes.subarray(frame.bodyStart, frame.end));
    return open ? frame.end : undefined;
  };

  const keep = (bytes: Uint8Array, at: number, end: number) => {
    if (carry.length < maxLength) {
      const larger = new Uint8Array(maxLength);
      larger.set(carry.subarray(0, carried));
      carry = larger;
    }
    carry.set(bytes.subarray(at, end), carried);
    carried += end - at;
  };

  /** Delivers messages until `end` (ms); returns the rest of the chunk, if any. */
  const read = (chunk: Uint8Array, end: number): Uint8Array | undefined => {
    let at = 0;
    while (carried > 0 && at < chunk.length) {
      const wanted = carried < HEADER_LENGTH ? HEADER_LENGTH : (carry[16]! << 8) | carry[17]!;
      const taken = Math.min(wanted - carried, chunk.length - at);
      keep(chunk, at, at + taken);
      at += taken;
      const next = deliver(carry, 0, carried);
      if (next === undefined) return undefined;
      if (next > 0) carried = 0;
    }
    while (at < chunk.length) {
      if (performance.now() >= end) return chunk.subarray(at);
      const next = deliver(chunk, at, chunk.length);
      if (next === undefined) return undefined;
      if (next === at) {
        keep(chunk, at, chunk.length);
        return undefined;
      }
      at = next;
    }
    return undefined;
  };

  const take = (chunk: Uint8Array) => {
    const began = performance.now();
    unread = read(chunk, began + READ_TIME - readTime);
    if (!open) return;
    readBytes += chunk.length;
    readTime += performance.now() - began;
    turn ??= setImmediate(endTurn);
    if (unread !== undefined || readBytes >= READ_BYTES || readTime >= READ_TIME) socket.pause();
  };

  function endTurn(): void {
    turn = undefined;
    readBytes = 0;
    readTime = 0;
    if (!open) return;
    if (unread !== undefined) take(unread);
    else if (socket.isPaused()) socket.resume();
  }

  // With hold time 0 nothing else would detect that the other host is gone.
  socket.setKeepAlive(true, TCP_KEEPALIVE);
  socket.on('data', take);
  socket.on('drain', () => {
    stopSendHold();
    events.drained();
  });
  let failure: Error | undefined;
  const gone = () => {
    if (!open) return;
    open = false;
    stopSendHold();
    if (turn !== undefined) clearImmediate(turn);
    closer.close(socket, undefined);
    events.closed(failure);
  };
  socket.on('error', (error) => {
    failure = error;
  });
  socket.on('end', gone);
  socket.on('close', gone);

  return {
    setMaxMessageLength(length) {
      maxLength = length;
    },
    setSendHold(milliseconds) {
      sendHold = milliseconds;
    },
    get writable() {
      return open && !socket.writableNeedDrain;
    },
    send(messages) {
      if (!open || messages.length === 0) return;
      // One write costs less than many, even with the copy.
      socket.write(messages.length === 1 ? messages[0]! : Buffer.concat(messages));
      if (socket.writableNeedDrain && sendHold > 0)
        sendHoldTimer ??= timers.after(sendHold, () => {
          sendHoldTimer = undefined;
          events.sendHoldExpired();
        });
    },
    close(lastMessage) {
      if (!open) return;
      open = false;
      stopSendHold();
      if (turn !== undefined) clearImmediate(turn);
      closer.close(socket, lastMessage);
    },
  };
}

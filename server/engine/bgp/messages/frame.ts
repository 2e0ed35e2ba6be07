/**
 * Splits a stream of bytes into messages (RFC 4271 §4.1, §6.1; RFC 8654). Marker, length and type are checked as soon
 * as they arrive, so that a client of another protocol is refused at once and no length makes us wait for more than one
 * message.
 */

import { HEADER_LENGTH, MARKER_LENGTH, MAX_MESSAGE_LENGTH, messageType } from '../wire/header.ts';
import type { MessageType, SessionFault } from './message-types.ts';
import { NOTIFICATION } from './notification.ts';
import { sessionFault } from './session-fault.ts';

export type Frame =
  | { readonly kind: 'incomplete' }
  /** The body is `bytes[bodyStart, end)`; the next message begins at `end`. */
  | { readonly kind: 'frame'; readonly type: MessageType; readonly bodyStart: number; readonly end: number };

const INCOMPLETE: Frame = Object.freeze({ kind: 'incomplete' });

/** Minimum and maximum length of each type; the maximum is also limited by what was negotiated. */
const LENGTHS: Readonly<Record<MessageType, readonly [number, number]>> = {
  open: [29, MAX_MESSAGE_LENGTH],
  update: [23, 65_535],
  notification: [21, 65_535],
  keepalive: [19, 19],
  'route-refresh': [23, 23],
};

/** The message that begins at `offset` of `bytes[offset, end)`. `maxLength`: 4096, or 65535 with extended messages. */
export function nextFrame(bytes: Uint8Array, offset: number, end: number, maxLength: number): Frame | SessionFault {
  const there = end - offset;
  for (let at = 0; at < MARKER_LENGTH && at < there; at++) {
    if (bytes[offset + at] !== 0xff)
      return sessionFault(
        NOTIFICATION.connectionNotSynchronized,
        `Byte ${at + 1} of the marker is ${bytes[offset + at]}, not 255: the sender does not speak BGP, or the ` +
          'stream is out of step.',
      );
  }
  if (there < MARKER_LENGTH + 2) return INCOMPLETE;
  const length = (bytes[offset + 16]! << 8) | bytes[offset + 17]!;
  if (length < HEADER_LENGTH || length > maxLength)
    return badLength(length, `A message of ${length} bytes came; lengths are ${HEADER_LENGTH} to ${maxLength}.`);
  if (there < HEADER_LENGTH) return INCOMPLETE;
  const number = bytes[offset + 18]!;
  const type = messageType(number);
  if (type === undefined)
    return sessionFault(
      NOTIFICATION.badMessageType,
      `A message of type ${number} came, which was not negotiated.`,
      Uint8Array.of(number),
    );
  const [shortest, longest] = LENGTHS[type];
  if (length < shortest || length > longest) {
    return badLength(
      length,
      `${type.toUpperCase()} of ${length} bytes came; it has ` +
        `${shortest === longest ? shortest : `${shortest} to ${Math.min(longest, maxLength)}`}.`,
    );
  }
  return there < length ? INCOMPLETE : { kind: 'frame', type, bodyStart: offset + HEADER_LENGTH, end: offset + length };
}

function badLength(length: number, cause: string): SessionFault {
  return sessionFault(NOTIFICATION.badMessageLength, cause, Uint8Array.of(length >> 8, length & 0xff));
}

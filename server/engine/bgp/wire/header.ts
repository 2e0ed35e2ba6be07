/** The 19 bytes before every message (RFC 4271 §4.1): marker of ones, length, type. */

import type { MessageType } from '../messages/message-types.ts';

/** Bytes (RFC 4271 §4.1). */
export const MARKER_LENGTH = 16;
/** Bytes: marker, length (2) and type (1). */
export const HEADER_LENGTH = 19;
/** Without extended messages (RFC 4271 §4.1), and always for OPEN and KEEPALIVE (RFC 8654 §4). */
export const MAX_MESSAGE_LENGTH = 4096;
/** With extended messages negotiated (RFC 8654 §2). */
export const MAX_EXTENDED_MESSAGE_LENGTH = 65_535;

const TYPES: Readonly<Record<MessageType, number>> = {
  open: 1,
  update: 2,
  notification: 3,
  keepalive: 4,
  'route-refresh': 5,
};
const NAMES: readonly (MessageType | undefined)[] = [
  undefined,
  'open',
  'update',
  'notification',
  'keepalive',
  'route-refresh',
];

/** Undefined for a number that is no message type. */
export function messageType(number: number): MessageType | undefined {
  return NAMES[number];
}

/** Writes the header at the start of `message`; its length is the message's. */
export function writeHeader(message: Uint8Array, type: MessageType): void {
  message.fill(0xff, 0, MARKER_LENGTH);
  message[16] = message.length >> 8;
  message[17] = message.length & 0xff;
  message[18] = TYPES[type];
}

/** A whole message around a body. */
export function messageAround(type: MessageType, body: Uint8Array): Uint8Array {
  const message = new Uint8Array(HEADER_LENGTH + body.length);
  writeHeader(message, type);
  message.set(body, HEADER_LENGTH);
  return message;
}

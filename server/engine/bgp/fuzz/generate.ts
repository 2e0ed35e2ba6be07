/**
 * Inputs for the decoders: valid messages changed a few times, with and without their length put right, and plain
 * noise.
 */

import { concat } from '../wire/bytes.ts';
import { HEADER_LENGTH, MAX_MESSAGE_LENGTH, writeHeader } from '../wire/header.ts';
import { mutateUpdate } from './mutate-update.ts';
import type { Random } from './random.ts';
import { VALID_MESSAGES } from './valid-messages.ts';

const INTERESTING = [0, 1, 2, 0x7f, 0x80, 0xfe, 0xff] as const;
const TYPE_NAMES = ['open', 'update', 'notification', 'keepalive', 'route-refresh'] as const;

export function generateInput(random: Random): Uint8Array {
  switch (random.below(12)) {
    case 0:
      return random.bytes(random.below(80));
    case 1:
      return withHeader(random, random.bytes(random.below(300)));
    case 2:
      return concat(Array.from({ length: 1 + random.below(4) }, () => mutated(random)));
    default:
      return mutated(random);
  }
}

/** Noise behind a good header. */
function withHeader(random: Random, body: Uint8Array): Uint8Array {
  const message = concat([new Uint8Array(HEADER_LENGTH), body]);
  writeHeader(message, random.pick(TYPE_NAMES));
  return message;
}

function mutated(random: Random): Uint8Array {
  let message = random.pick(VALID_MESSAGES);
  for (let left = random.below(5); left > 0; left--) {
    message =
      random.below(3) === 0 ? mutateBytes(random, message) : mutateUpdate(random, message, random.pick(VALID_MESSAGES));
  }
  if (random.below(4) !== 0) message = lengthPutRight(message);
  return message;
}

function lengthPutRight(message: Uint8Array): Uint8Array {
  if (message.length < HEADER_LENGTH || message.length > MAX_MESSAGE_LENGTH) return message;
  const copy = message.slice();
  copy[16] = copy.length >> 8;
  copy[17] = copy.length & 0xff;
  return copy;
}

/** Knows nothing of messages. */
function mutateBytes(random: Random, message: Uint8Array): Uint8Array {
  const at = random.below(message.length + 1);
  const copy = message.slice();
  switch (random.below(6)) {
    case 0:
      if (at < copy.length) copy[at] = copy[at]! ^ (1 << random.below(8));
      return copy;
    case 1:
      if (at < copy.length) copy[at] = random.pick(INTERESTING);
      return copy;
    case 2:
      return message.slice(0, at);
    case 3:
      return concat([message.slice(0, at), random.bytes(1 + random.below(4)), message.slice(at)]);
    case 4:
      return concat([message.slice(0, at), message.slice(Math.min(message.length, at + 1 + random.below(4)))]);
    default:
      return concat([message.slice(0, at), message.slice(random.below(at + 1))]);
  }
}

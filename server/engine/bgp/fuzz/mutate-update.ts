/** Mutations that know how an UPDATE is built: its three fields, and attributes as flags, type, length and value. */

import { concat } from '../wire/bytes.ts';
import { HEADER_LENGTH, messageAround } from '../wire/header.ts';
import type { Random } from './random.ts';

interface Parts {
  readonly withdrawn: Uint8Array;
  readonly attributes: readonly Uint8Array[];
  readonly nlri: Uint8Array;
}

const TYPES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 14, 15, 16, 17, 18, 32, 99, 255] as const;
const FLAGS = [0x00, 0x10, 0x20, 0x40, 0x50, 0x80, 0x90, 0xc0, 0xd0, 0xe0, 0xf0, 0xff] as const;

/** Takes a well-formed UPDATE apart; undefined for what is none. */
function partsOf(message: Uint8Array): Parts | undefined {
  if (message.length < HEADER_LENGTH + 4 || message[18] !== 2) return undefined;
  const u16 = (at: number) => (message[at]! << 8) | message[at + 1]!;
  const attributesAt = HEADER_LENGTH + 2 + u16(HEADER_LENGTH) + 2;
  if (attributesAt > message.length) return undefined;
  const end = attributesAt + u16(attributesAt - 2);
  if (end > message.length) return undefined;
  const attributes: Uint8Array[] = [];
  for (let at = attributesAt; at < end;) {
    if (at + 4 > end) return undefined;
    const long = (message[at]! & 0x10) !== 0;
    const next = at + (long ? 4 + u16(at + 2) : 3 + message[at + 2]!);
    if (next > end) return undefined;
    attributes.push(message.slice(at, next));
    at = next;
  }
  return { withdrawn: message.slice(HEADER_LENGTH + 2, attributesAt - 2), attributes, nlri: message.slice(end) };
}

function messageOf({ withdrawn, attributes, nlri }: Parts): Uint8Array {
  const block = concat(attributes);
  const body = concat([
    Uint8Array.of(withdrawn.length >> 8, withdrawn.length & 0xff),
    withdrawn,
    Uint8Array.of(block.length >> 8, block.length & 0xff),
    block,
    nlri,
  ]);
  return messageAround('update', body);
}

/**
 * One change to an UPDATE whose lengths then fit again; other messages come back as they are. `donor`: another
 * message.
 */
export function mutateUpdate(random: Random, message: Uint8Array, donor: Uint8Array): Uint8Array {
  const parts = partsOf(message);
  if (parts === undefined) return message;
  const attributes = [...parts.attributes];
  const at = attributes.length === 0 ? 0 : random.below(attributes.length);
  const chosen = attributes[at] ?? Uint8Array.of(0x40, 1, 1, 0);
  switch (random.below(10)) {
    case 0:
      attributes.splice(at, 1);
      break;
    case 1:
      attributes.push(...Array<Uint8Array>(1 + random.below(40)).fill(chosen));
      break;
    case 2:
      attributes.reverse();
      break;
    case 3:
      attributes[at] = changed(chosen, 0, random.pick(FLAGS));
      break;
    case 4:
      attributes[at] = changed(chosen, 1, random.pick(TYPES));
      break;
    case 5:
      attributes[at] = changed(chosen, 2, random.pick([0, 1, chosen[2]! - 1, chosen[2]! + 1, 255]));
      break;
    case 6:
      attributes.splice(at, 0, withValue(random.pick(FLAGS), random.pick(TYPES), random.bytes(random.below(40))));
      break;
    case 7:
      attributes[at] = changed(chosen, random.below(chosen.length), random.below(256));
      break;
    case 8:
      attributes.push(...(partsOf(donor)?.attributes ?? []));
      break;
    default:
      return messageOf({
        ...parts,
        nlri: random.pick([parts.withdrawn, partsOf(donor)?.nlri ?? parts.nlri, random.bytes(random.below(20))]),
      });
  }
  return messageOf({ ...parts, attributes });
}

function changed(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const copy = bytes.slice();
  copy[at] = value & 0xff;
  return copy;
}

function withValue(flags: number, type: number, value: Uint8Array): Uint8Array {
  return concat([
    (flags & 0x10) === 0 ? Uint8Array.of(flags, type, value.length) : Uint8Array.of(flags, type, 0, value.length),
    value,
  ]);
}

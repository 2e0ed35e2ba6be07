/** UUIDs (RFC 9562), as canonical text: lower case with dashes. */

import { sha1 } from './sha1.ts';
import { utf8Bytes } from './utf8.ts';

export type Uid = string;

/** Canonical form of a uuid in any case, with or without dashes; undefined if it is none. */
export function parseUid(text: string): Uid | undefined {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text.toLowerCase();
  return /^[0-9a-f]{32}$/i.test(text) ? dashed(text.toLowerCase()) : undefined;
}

export function isUid(text: string): boolean {
  return parseUid(text) !== undefined;
}

/** Each byte as two digits. */
const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** 16 bytes in network order. */
export function uidBytes(uid: Uid): Uint8Array {
  const canonical = parseUid(uid);
  if (canonical === undefined) throw new Error(`BUG: "${uid}" is not a uuid`);
  const bytes = new Uint8Array(16);
  for (let byte = 0, at = 0; byte < 16; byte++, at += 2) {
    if (canonical[at] === '-') at++;
    bytes[byte] = Number.parseInt(canonical.slice(at, at + 2), 16);
  }
  return bytes;
}

export function uidFromBytes(bytes: Uint8Array): Uid {
  if (bytes.length !== 16) throw new Error(`BUG: a uuid has 16 bytes, not ${bytes.length}`);
  let text = '';
  for (let byte = 0; byte < 16; byte++) {
    if (byte === 4 || byte === 6 || byte === 8 || byte === 10) text += '-';
    text += HEX[bytes[byte]!]!;
  }
  return text;
}

/** The namespace of the last call: nearly all calls of a process use the same one. */
let lastSpace: { readonly uid: Uid; readonly bytes: Uint8Array } = { uid: '', bytes: new Uint8Array() };

/** Version 5 (RFC 9562 §5.5): the same namespace and name always give the same uuid. */
export function uuidV5(namespace: Uid, name: string): Uid {
  if (namespace !== lastSpace.uid) lastSpace = { uid: namespace, bytes: uidBytes(namespace) };
  const space = lastSpace.bytes;
  const text = utf8Bytes(name);
  const message = new Uint8Array(space.length + text.length);
  message.set(space);
  message.set(text, space.length);
  const bytes = sha1(message).subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return uidFromBytes(bytes);
}

/**
 * The halves that `id_perms.uuid` carries on the wire: `uuid_mslong` and `uuid_lslong`, unsigned
 * 64 bits. They exceed JavaScript's exact integers, hence bigint.
 */
export function uidHalves(uid: Uid): { readonly mslong: bigint; readonly lslong: bigint } {
  const digits = uid.replaceAll('-', '');
  return { mslong: BigInt(`0x${digits.slice(0, 16)}`), lslong: BigInt(`0x${digits.slice(16)}`) };
}

function dashed(digits: string): Uid {
  return [
    [0, 8],
    [8, 12],
    [12, 16],
    [16, 20],
    [20, 32],
  ]
    .map(([from, to]) => digits.slice(from, to))
    .join('-');
}

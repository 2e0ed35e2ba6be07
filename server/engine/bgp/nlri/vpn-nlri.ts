/**
 * VPN routes (RFC 4364 §4.3.4, RFC 4659 §3.2, RFC 8277 §2): length in bits of all that follows, one label (3 bytes),
 * route distinguisher (8), prefix. Key: route distinguisher, address (4 or 16), prefix length (1).
 *
 * Without the multiple-labels capability there is exactly one label and its bottom-of-stack bit is ignored
 * (RFC 8277 §2.2); in a withdrawal the field has no meaning (§2.4): 0x800000 is sent, anything is taken.
 */

import type { Label } from '../../../model/bgp/label.ts';
import type { NlriKey } from '../../../model/bgp/nlri.ts';
import type { Cursor } from '../wire/cursor.ts';
import { malformedNlri, prefixWord, type NlriCodec } from './nlri-codec.ts';

/** Bytes of a label (3) and a route distinguisher (8) before the prefix. */
const LABEL_AND_RD = 11;
/** The same in bits, as the length byte counts them. */
const LABEL_AND_RD_BITS = 88;
/** The label field of a withdrawal. */
export const WITHDRAWN_LABEL_FIELD = 0x80_0000;

/** The three bytes of a label at the bottom of its stack. */
export function labelField(label: Label): number {
  return (label << 4) | 1;
}

function readInet(cursor: Cursor, keys: NlriKey[], labels: Label[]): string | undefined {
  const { bytes, end } = cursor;
  while (cursor.at < end) {
    const length = cursor.u8();
    const octets = (length + 7) >> 3;
    if (length < LABEL_AND_RD_BITS || length > LABEL_AND_RD_BITS + 32 || octets > end - cursor.at)
      return malformedNlri(length, LABEL_AND_RD_BITS, LABEL_AND_RD_BITS + 32, octets, end - cursor.at);
    const at = cursor.take(octets);
    const bits = length - LABEL_AND_RD_BITS;
    const word = prefixWord(bytes, at + LABEL_AND_RD, bits);
    labels.push((bytes[at]! << 12) | (bytes[at + 1]! << 4) | (bytes[at + 2]! >> 4));
    keys.push(
      String.fromCharCode(
        bytes[at + 3]!,
        bytes[at + 4]!,
        bytes[at + 5]!,
        bytes[at + 6]!,
        bytes[at + 7]!,
        bytes[at + 8]!,
        bytes[at + 9]!,
        bytes[at + 10]!,
        word >>> 24,
        (word >>> 16) & 255,
        (word >>> 8) & 255,
        word & 255,
        bits,
      ),
    );
  }
  return undefined;
}

function readInet6(cursor: Cursor, keys: NlriKey[], labels: Label[]): string | undefined {
  const { bytes, end } = cursor;
  while (cursor.at < end) {
    const length = cursor.u8();
    const octets = (length + 7) >> 3;
    if (length < LABEL_AND_RD_BITS || length > LABEL_AND_RD_BITS + 128 || octets > end - cursor.at)
      return malformedNlri(length, LABEL_AND_RD_BITS, LABEL_AND_RD_BITS + 128, octets, end - cursor.at);
    const at = cursor.take(octets);
    const bits = length - LABEL_AND_RD_BITS;
    const a = prefixWord(bytes, at + 11, bits);
    const b = prefixWord(bytes, at + 15, bits - 32);
    const c = prefixWord(bytes, at + 19, bits - 64);
    const d = prefixWord(bytes, at + 23, bits - 96);
    labels.push((bytes[at]! << 12) | (bytes[at + 1]! << 4) | (bytes[at + 2]! >> 4));
    keys.push(
      String.fromCharCode(
        bytes[at + 3]!,
        bytes[at + 4]!,
        bytes[at + 5]!,
        bytes[at + 6]!,
        bytes[at + 7]!,
        bytes[at + 8]!,
        bytes[at + 9]!,
        bytes[at + 10]!,
        a >>> 24,
        (a >>> 16) & 255,
        (a >>> 8) & 255,
        a & 255,
        b >>> 24,
        (b >>> 16) & 255,
        (b >>> 8) & 255,
        b & 255,
        c >>> 24,
        (c >>> 16) & 255,
        (c >>> 8) & 255,
        c & 255,
        d >>> 24,
        (d >>> 16) & 255,
        (d >>> 8) & 255,
        d & 255,
        bits,
      ),
    );
  }
  return undefined;
}

function writeVpn(lengthAt: number): NlriCodec['write'] {
  return (target, at, key, field) => {
    const bits = key.charCodeAt(lengthAt);
    const octets = 8 + ((bits + 7) >> 3);
    target[at] = LABEL_AND_RD_BITS + bits;
    target[at + 1] = field >> 16;
    target[at + 2] = (field >> 8) & 0xff;
    target[at + 3] = field & 0xff;
    for (let index = 0; index < octets; index++) target[at + 4 + index] = key.charCodeAt(index);
    return at + 4 + octets;
  };
}

export const inetVpnNlri: NlriCodec = {
  labelled: true,
  keyLength: 13,
  maxSize: 16,
  read: readInet,
  write: writeVpn(12),
};
export const inet6VpnNlri: NlriCodec = {
  labelled: true,
  keyLength: 25,
  maxSize: 28,
  read: readInet6,
  write: writeVpn(24),
};

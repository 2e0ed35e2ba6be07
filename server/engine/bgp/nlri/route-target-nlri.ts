/**
 * Route target membership (RFC 4684 §4): length in bits, origin AS (4), route target (8). Length 0 asks for every
 * route; otherwise 32 to 96, the AS always whole. Key: AS, route target, length (1).
 */

import type { NlriKey } from '../../../model/bgp/nlri.ts';
import type { Cursor } from '../wire/cursor.ts';
import { malformedNlri, prefixWord, type NlriCodec } from './nlri-codec.ts';

function read(cursor: Cursor, keys: NlriKey[]): string | undefined {
  const { bytes, end } = cursor;
  while (cursor.at < end) {
    const length = cursor.u8();
    const octets = (length + 7) >> 3;
    if (length > 96 || (length > 0 && length < 32) || octets > end - cursor.at)
      return malformedNlri(length, 32, 96, octets, end - cursor.at);
    const at = cursor.take(octets);
    const asn = prefixWord(bytes, at, length);
    const a = prefixWord(bytes, at + 4, length - 32);
    const b = prefixWord(bytes, at + 8, length - 64);
    keys.push(
      String.fromCharCode(
        asn >>> 24,
        (asn >>> 16) & 255,
        (asn >>> 8) & 255,
        asn & 255,
        a >>> 24,
        (a >>> 16) & 255,
        (a >>> 8) & 255,
        a & 255,
        b >>> 24,
        (b >>> 16) & 255,
        (b >>> 8) & 255,
        b & 255,
        length,
      ),
    );
  }
  return undefined;
}

function write(target: Uint8Array, at: number, key: NlriKey): number {
  const length = key.charCodeAt(12);
  const octets = (length + 7) >> 3;
  target[at] = length;
  for (let index = 0; index < octets; index++) target[at + 1 + index] = key.charCodeAt(index);
  return at + 1 + octets;
}

export const routeTargetNlriCodec: NlriCodec = { labelled: false, keyLength: 13, maxSize: 13, read, write };

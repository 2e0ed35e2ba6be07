/**
 * IPv4 unicast routes (RFC 4271 §4.3): length in bits, then as many bytes as it takes. Key: address (4), length
 * (1).
 */

import type { NlriKey } from '../../../model/bgp/nlri.ts';
import type { Cursor } from '../wire/cursor.ts';
import { malformedNlri, prefixWord, type NlriCodec } from './nlri-codec.ts';

function read(cursor: Cursor, keys: NlriKey[]): string | undefined {
  const { bytes, end } = cursor;
  while (cursor.at < end) {
    const length = cursor.u8();
    const octets = (length + 7) >> 3;
    if (length > 32 || octets > end - cursor.at) return malformedNlri(length, 0, 32, octets, end - cursor.at);
    const word = prefixWord(bytes, cursor.take(octets), length);
    keys.push(String.fromCharCode(word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255, length));
  }
  return undefined;
}

function write(target: Uint8Array, at: number, key: NlriKey): number {
  const length = key.charCodeAt(4);
  const octets = (length + 7) >> 3;
  target[at] = length;
  for (let index = 0; index < octets; index++) target[at + 1 + index] = key.charCodeAt(index);
  return at + 1 + octets;
}

export const inetNlri: NlriCodec = { labelled: false, keyLength: 5, maxSize: 5, read, write };

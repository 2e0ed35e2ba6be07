/** What a family's NLRI codec does, and the arithmetic of prefixes on 32-bit words that the codecs share. */

import type { Label } from '../../../model/bgp/label.ts';
import type { NlriKey } from '../../../model/bgp/nlri.ts';
import type { Cursor } from '../wire/cursor.ts';

export interface NlriCodec {
  /** Routes carry a label. */
  readonly labelled: boolean;
  readonly keyLength: number;
  /** Bytes that one route takes at most. */
  readonly maxSize: number;
  /** Reads to the cursor's end into `keys` (and `labels`); a sentence if the field cannot be parsed. */
  read(cursor: Cursor, keys: NlriKey[], labels: Label[]): string | undefined;
  /** Writes one route; answers where the next begins. `field`: the three bytes of the label, as a number. */
  write(target: Uint8Array, at: number, key: NlriKey, field: number): number;
}

/** The bits of a prefix of 0–32 bits as a signed 32-bit word; bits beyond the length are zero. */
export function prefixWord(bytes: Uint8Array, at: number, length: number): number {
  if (length <= 0) return 0;
  let word = bytes[at]! << 24;
  if (length > 8) word |= bytes[at + 1]! << 16;
  if (length > 16) word |= bytes[at + 2]! << 8;
  if (length > 24) word |= bytes[at + 3]!;
  return length >= 32 ? word : word & (-1 << (32 - length));
}

/** Says what is wrong with a length in bits, or with the bytes that are there for it. */
export function malformedNlri(length: number, shortest: number, longest: number, octets: number, left: number): string {
  return length < shortest || length > longest
    ? `A route has a length of ${length} bits; it may have ${shortest} to ${longest}.`
    : `A route of ${length} bits needs ${octets} bytes, ${left} are left.`;
}

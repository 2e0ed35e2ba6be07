/**
 * Segments of AS_PATH and AS4_PATH (RFC 4271 §4.3, RFC 5065 §3, RFC 6793 §3; what is malformed: RFC 7606 §7.2, RFC
 * 7607).
 */

import { AS_TRANS, isTwoByteAsn, type Asn } from '../../../model/bgp/asn.ts';
import type { AsPathSegment } from '../../../model/bgp/path-attributes.ts';
import type { Cursor } from '../wire/cursor.ts';

const KINDS: readonly (AsPathSegment['kind'] | undefined)[] = [
  undefined,
  'set',
  'sequence',
  'confed-sequence',
  'confed-set',
];
/** AS numbers of one segment: its length is one byte. */
const MAX_ASNS = 255;

export function isConfederation(segment: AsPathSegment): boolean {
  return segment.kind === 'confed-sequence' || segment.kind === 'confed-set';
}

/** Reads to the cursor's end; a sentence if the path is malformed. `width`: bytes of an AS number, 2 or 4. */
export function readSegments(name: string, value: Cursor, width: 2 | 4): AsPathSegment[] | string {
  const segments: AsPathSegment[] = [];
  while (value.left() > 0) {
    if (!value.has(2)) return `${name} is cut off in the head of a segment.`;
    const type = value.u8();
    const count = value.u8();
    const kind = KINDS[type];
    if (kind === undefined) return `${name} has a segment of type ${type}; there are 1 to 4.`;
    if (count === 0) return `${name} has an empty segment.`;
    if (!value.has(count * width))
      return `${name} has a segment of ${count} ASNs, which needs ${count * width} bytes; ${value.left()} are left.`;
    const asns: Asn[] = [];
    for (let index = 0; index < count; index++) {
      const asn = width === 2 ? value.u16() : value.u32();
      if (asn === 0) return `${name} contains AS 0.`;
      asns.push(asn);
    }
    segments.push({ kind, asns });
  }
  return segments;
}

/** Segments of more than 255 ASNs are split. In two bytes, an AS of four becomes AS_TRANS. */
export function writeSegments(segments: readonly AsPathSegment[], width: 2 | 4): Uint8Array {
  const bytes: number[] = [];
  for (const { kind, asns } of segments) {
    for (let from = 0; from < asns.length; from += MAX_ASNS) {
      const part = asns.slice(from, from + MAX_ASNS);
      bytes.push(KINDS.indexOf(kind), part.length);
      for (const asn of part) {
        if (width === 4) bytes.push(asn >>> 24, (asn >>> 16) & 0xff);
        const low = width === 4 || isTwoByteAsn(asn) ? asn : AS_TRANS;
        bytes.push((low >>> 8) & 0xff, low & 0xff);
      }
    }
  }
  return Uint8Array.from(bytes);
}

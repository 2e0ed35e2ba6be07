/**
 * VPN routes (RFC 4364 §4.3.4, RFC 4659 §3.2, RFC 8277 §2): length in bits of all that follows, one label (3 bytes),
 * route distinguisher (8), prefix. Key: route distinguisher, address (4 or 16), prefix length (1).
 *
 * Without the multiple-labels capability there is exactly one label and its bottom-of-stack bit is ignored
 * (RFC 8277 §2.2); in a withdrawal the field has no meaning (§2.4): 0x800000 is sent, anything is taken.
 */

import type { Label } from '../../../model/bgp/label.ts';
import { malformedNlri, type NlriCodec } from './nlri-codec.ts';

/** Bytes of a label, and of a route distinguisher. */
const LABEL = 3;
const RD = 8;
/** Both in bits, as the length byte counts them. */
const LABEL_AND_RD_BITS = 88;
/** The label field of a withdrawal. */
export const WITHDRAWN_LABEL_FIELD = 0x80_0000;

/** The three bytes of a label at the bottom of its stack. */
export function labelField(label: Label): number {
  return (label << 4) | 1;
}

/** `octets`: bytes of an address. */
function readVpn(octets: 4 | 16): NlriCodec['read'] {
  const longest = LABEL_AND_RD_BITS + 8 * octets;
  const keyLength = RD + octets + 1;
  /** The bytes of the key being read: an array that is there makes this as fast as naming each byte. */
  const codes = Array.from({ length: keyLength }, () => 0);
  return (cursor, keys, labels) => {
    const { bytes, end } = cursor;
    while (cursor.at < end) {
      const length = cursor.u8();
      const size = (length + 7) >> 3;
      if (length < LABEL_AND_RD_BITS || length > longest || size > end - cursor.at)
        return malformedNlri(length, LABEL_AND_RD_BITS, longest, size, end - cursor.at);
      const at = cursor.take(size);
      const bits = length - LABEL_AND_RD_BITS;
      labels.push((bytes[at]! << 12) | (bytes[at + 1]! << 4) | (bytes[at + 2]! >> 4));
      const sent = size - LABEL;
      for (let index = 0; index < sent; index++) codes[index] = bytes[at + LABEL + index]!;
      if ((bits & 7) !== 0) codes[sent - 1]! &= -1 << (8 - (bits & 7));
      for (let index = sent; index < keyLength - 1; index++) codes[index] = 0;
      codes[keyLength - 1] = bits;
      keys.push(String.fromCharCode(...codes));
    }
    return undefined;
  };
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
  read: readVpn(4),
  write: writeVpn(12),
};
export const inet6VpnNlri: NlriCodec = {
  labelled: true,
  keyLength: 25,
  maxSize: 28,
  read: readVpn(16),
  write: writeVpn(24),
};

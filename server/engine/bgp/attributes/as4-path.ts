/**
 * AS4_PATH (RFC 6793 §3): the true path beside an AS_PATH of two-byte numbers. Sent if the path has a four-byte AS;
 * discarded if it is malformed or between speakers of four-octet AS numbers (§6, §4.1).
 */

import { isTwoByteAsn } from '../../../model/bgp/asn.ts';
import { isConfederation, readSegments, writeSegments } from './as-path-segments.ts';
import { OPTIONAL_TRANSITIVE, type Attribute } from './attribute.ts';

export const as4Path: Attribute = {
  type: 17,
  name: 'AS4_PATH',
  flags: OPTIONAL_TRANSITIVE,
  malformed: 'attribute-discard',
  decode(value, draft, { fourOctetAs }) {
    if (fourOctetAs) return 'AS4_PATH came in a session with four-octet AS numbers.';
    const segments = readSegments('AS4_PATH', value, 4);
    if (typeof segments === 'string') return segments;
    draft.as4Path = segments.filter((segment) => !isConfederation(segment));
    return undefined;
  },
  encode(attributes, { fourOctetAs }) {
    if (fourOctetAs) return undefined;
    const segments = attributes.asPath.filter((segment) => !isConfederation(segment));
    return segments.every(({ asns }) => asns.every(isTwoByteAsn)) ? undefined : writeSegments(segments, 4);
  },
};

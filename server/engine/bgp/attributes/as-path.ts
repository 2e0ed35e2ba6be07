/** AS_PATH (RFC 4271 §5.1.2; RFC 6793; RFC 7606 §7.2). Confederation segments come from inside only (RFC 5065 §5). */

import { isConfederation, readSegments, writeSegments } from './as-path-segments.ts';
import { WELL_KNOWN, type Attribute } from './attribute.ts';

export const asPath: Attribute = {
  type: 2,
  name: 'AS_PATH',
  flags: WELL_KNOWN,
  malformed: 'treat-as-withdraw',
  decode(value, draft, { fourOctetAs, internal }) {
    const segments = readSegments('AS_PATH', value, fourOctetAs ? 4 : 2);
    if (typeof segments === 'string') return segments;
    if (!internal && segments.some(isConfederation))
      return 'AS_PATH has a confederation segment, and the peer is not of our confederation.';
    draft.asPath = segments;
    return undefined;
  },
  encode: (attributes, { fourOctetAs }) => writeSegments(attributes.asPath, fourOctetAs ? 4 : 2),
};

/** ORIGIN (RFC 4271 §5.1.1; RFC 7606 §7.1). */

import type { OriginCode } from '../../../model/bgp/path-attributes.ts';
import { lengthFault, WELL_KNOWN, type Attribute } from './attribute.ts';

const ORIGINS: readonly OriginCode[] = ['igp', 'egp', 'incomplete'];

export const origin: Attribute = {
  type: 1,
  name: 'ORIGIN',
  flags: WELL_KNOWN,
  malformed: 'treat-as-withdraw',
  decode(value, draft) {
    const fault = lengthFault('ORIGIN', value, 1);
    if (fault !== undefined) return fault;
    const number = value.u8();
    const read = ORIGINS[number];
    if (read === undefined) return `ORIGIN is ${number}; it may be 0 (igp), 1 (egp) or 2 (incomplete).`;
    draft.origin = read;
    return undefined;
  },
  encode: (attributes) => Uint8Array.of(ORIGINS.indexOf(attributes.origin)),
};

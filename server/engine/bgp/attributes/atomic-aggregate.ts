/** ATOMIC_AGGREGATE (RFC 4271 §5.1.6; RFC 7606 §7.6): present or absent, without a value. */

import { lengthFault, WELL_KNOWN, type Attribute } from './attribute.ts';

export const atomicAggregate: Attribute = {
  type: 6,
  name: 'ATOMIC_AGGREGATE',
  flags: WELL_KNOWN,
  malformed: 'attribute-discard',
  decode(value, draft) {
    const fault = lengthFault('ATOMIC_AGGREGATE', value, 0);
    if (fault === undefined) draft.atomicAggregate = true;
    return fault;
  },
  encode: (attributes) => (attributes.atomicAggregate === true ? new Uint8Array(0) : undefined),
};

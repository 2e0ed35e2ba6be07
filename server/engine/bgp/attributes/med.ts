/** MULTI_EXIT_DISC (RFC 4271 §5.1.4; RFC 7606 §7.4). */

import { u32Bytes } from '../wire/bytes.ts';
import { lengthFault, OPTIONAL_NON_TRANSITIVE, type Attribute } from './attribute.ts';

export const med: Attribute = {
  type: 4,
  name: 'MULTI_EXIT_DISC',
  flags: OPTIONAL_NON_TRANSITIVE,
  malformed: 'treat-as-withdraw',
  decode(value, draft) {
    const fault = lengthFault('MULTI_EXIT_DISC', value, 4);
    if (fault === undefined) draft.med = value.u32();
    return fault;
  },
  encode: (attributes) => (attributes.med === undefined ? undefined : u32Bytes([attributes.med])),
};

/**
 * ORIGINATOR_ID (RFC 4456 §8; RFC 7606 §7.9): the router that brought the route into the AS, set by a route reflector.
 */

import { dotted, dottedValue, u32Bytes } from '../wire/bytes.ts';
import { lengthFault, OPTIONAL_NON_TRANSITIVE, type Attribute } from './attribute.ts';

export const originatorId: Attribute = {
  type: 9,
  name: 'ORIGINATOR_ID',
  flags: OPTIONAL_NON_TRANSITIVE,
  malformed: 'treat-as-withdraw',
  internalOnly: true,
  decode(value, draft) {
    const fault = lengthFault('ORIGINATOR_ID', value, 4);
    if (fault === undefined) draft.originatorId = dotted(value.u32());
    return fault;
  },
  encode: (attributes) =>
    attributes.originatorId === undefined ? undefined : u32Bytes([dottedValue(attributes.originatorId)]),
};

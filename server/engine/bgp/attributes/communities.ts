/** COMMUNITIES (RFC 1997; RFC 7606 §7.8). */

import { u32Bytes } from '../wire/bytes.ts';
import { listFault, OPTIONAL_TRANSITIVE, type Attribute } from './attribute.ts';

export const communities: Attribute = {
  type: 8,
  name: 'COMMUNITIES',
  flags: OPTIONAL_TRANSITIVE,
  malformed: 'treat-as-withdraw',
  decode(value, draft) {
    const fault = listFault('COMMUNITIES', value, 4);
    if (fault !== undefined) return fault;
    const read: number[] = [];
    while (value.left() > 0) read.push(value.u32());
    draft.communities = read;
    return undefined;
  },
  encode: (attributes) => (attributes.communities.length === 0 ? undefined : u32Bytes(attributes.communities)),
};

/** LARGE_COMMUNITY (RFC 8092). */

import type { LargeCommunity } from '../../../model/bgp/community.ts';
import { u32Bytes } from '../wire/bytes.ts';
import { listFault, OPTIONAL_TRANSITIVE, type Attribute } from './attribute.ts';

export const largeCommunities: Attribute = {
  type: 32,
  name: 'LARGE_COMMUNITY',
  flags: OPTIONAL_TRANSITIVE,
  malformed: 'treat-as-withdraw',
  decode(value, draft) {
    const fault = listFault('LARGE_COMMUNITY', value, 12);
    if (fault !== undefined) return fault;
    const read: LargeCommunity[] = [];
    while (value.left() > 0) read.push([value.u32(), value.u32(), value.u32()]);
    draft.largeCommunities = read;
    return undefined;
  },
  encode: (attributes) =>
    attributes.largeCommunities.length === 0 ? undefined : u32Bytes(attributes.largeCommunities.flat()),
};

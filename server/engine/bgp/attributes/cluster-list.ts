/** CLUSTER_LIST (RFC 4456 §8; RFC 7606 §7.10): the route reflectors that a route passed. */

import { dotted, dottedValue, u32Bytes } from '../wire/bytes.ts';
import { listFault, OPTIONAL_NON_TRANSITIVE, type Attribute } from './attribute.ts';

export const clusterList: Attribute = {
  type: 10,
  name: 'CLUSTER_LIST',
  flags: OPTIONAL_NON_TRANSITIVE,
  malformed: 'treat-as-withdraw',
  internalOnly: true,
  decode(value, draft) {
    const fault = listFault('CLUSTER_LIST', value, 4);
    if (fault !== undefined) return fault;
    const read: string[] = [];
    while (value.left() > 0) read.push(dotted(value.u32()));
    draft.clusterList = read;
    return undefined;
  },
  encode: (attributes) =>
    attributes.clusterList.length === 0 ? undefined : u32Bytes(attributes.clusterList.map(dottedValue)),
};

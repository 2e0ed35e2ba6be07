/** EXTENDED COMMUNITIES (RFC 4360; RFC 7606 §7.14), as the hex of their 8 bytes. */

import { hexBytes } from '../wire/bytes.ts';
import { listFault, OPTIONAL_TRANSITIVE, type Attribute } from './attribute.ts';

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export const extendedCommunities: Attribute = {
  type: 16,
  name: 'EXTENDED_COMMUNITIES',
  flags: OPTIONAL_TRANSITIVE,
  malformed: 'treat-as-withdraw',
  decode(value, draft) {
    const fault = listFault('EXTENDED_COMMUNITIES', value, 8);
    if (fault !== undefined) return fault;
    const read: string[] = [];
    const { bytes } = value;
    while (value.left() > 0) {
      const at = value.take(8);
      let key = '';
      for (let index = at; index < at + 8; index++) key += HEX[bytes[index]!]!;
      read.push(key);
    }
    draft.extendedCommunities = read;
    return undefined;
  },
  encode: (attributes) =>
    attributes.extendedCommunities.length === 0 ? undefined : hexBytes(attributes.extendedCommunities.join('')),
};

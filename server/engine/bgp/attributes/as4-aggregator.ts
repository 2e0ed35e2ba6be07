/** AS4_AGGREGATOR (RFC 6793 §3): the true AS beside an AGGREGATOR with AS_TRANS. Discarded if malformed (§6). */

import { isTwoByteAsn } from '../../../model/bgp/asn.ts';
import { dotted } from '../wire/bytes.ts';
import { aggregatorBytes } from './aggregator.ts';
import { lengthFault, OPTIONAL_TRANSITIVE, type Attribute } from './attribute.ts';

export const as4Aggregator: Attribute = {
  type: 18,
  name: 'AS4_AGGREGATOR',
  flags: OPTIONAL_TRANSITIVE,
  malformed: 'attribute-discard',
  decode(value, draft, { fourOctetAs }) {
    if (fourOctetAs) return 'AS4_AGGREGATOR came in a session with four-octet AS numbers.';
    const fault = lengthFault('AS4_AGGREGATOR', value, 8);
    if (fault !== undefined) return fault;
    const asn = value.u32();
    if (asn === 0) return 'AS4_AGGREGATOR names AS 0.';
    draft.as4Aggregator = { asn, address: dotted(value.u32()) };
    return undefined;
  },
  encode({ aggregator }, { fourOctetAs }) {
    return fourOctetAs || aggregator === undefined || isTwoByteAsn(aggregator.asn)
      ? undefined
      : aggregatorBytes(aggregator.asn, aggregator.address);
  },
};

/** AGGREGATOR (RFC 4271 §5.1.7; RFC 6793 §3; RFC 7606 §7.7): AS of two or four bytes, as negotiated, and an address. */

import { AS_TRANS, isTwoByteAsn, type Asn } from '../../../model/bgp/asn.ts';
import { dotted, dottedValue, putU16, putU32 } from '../wire/bytes.ts';
import { lengthFault, OPTIONAL_TRANSITIVE, type Attribute } from './attribute.ts';

export const aggregator: Attribute = {
  type: 7,
  name: 'AGGREGATOR',
  flags: OPTIONAL_TRANSITIVE,
  malformed: 'attribute-discard',
  decode(value, draft, { fourOctetAs }) {
    const fault = lengthFault('AGGREGATOR', value, fourOctetAs ? 8 : 6);
    if (fault !== undefined) return fault;
    const asn = fourOctetAs ? value.u32() : value.u16();
    if (asn === 0) return 'AGGREGATOR names AS 0.';
    draft.aggregator = { asn, address: dotted(value.u32()) };
    return undefined;
  },
  encode({ aggregator: of }, { fourOctetAs }) {
    if (of === undefined) return undefined;
    return fourOctetAs
      ? aggregatorBytes(of.asn, of.address)
      : shortBytes(isTwoByteAsn(of.asn) ? of.asn : AS_TRANS, of.address);
  },
};

/** With an AS of four bytes, as AS4_AGGREGATOR always has it. */
export function aggregatorBytes(asn: Asn, address: string): Uint8Array {
  const bytes = new Uint8Array(8);
  putU32(bytes, 0, asn);
  putU32(bytes, 4, dottedValue(address));
  return bytes;
}

function shortBytes(asn: Asn, address: string): Uint8Array {
  const bytes = new Uint8Array(6);
  putU16(bytes, 0, asn);
  putU32(bytes, 2, dottedValue(address));
  return bytes;
}

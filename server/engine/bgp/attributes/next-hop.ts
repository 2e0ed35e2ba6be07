/** NEXT_HOP (RFC 4271 §5.1.3; RFC 7606 §7.3) of the routes in the NLRI field; MP_REACH_NLRI has its own. */

import { addressTextBytes, dotted } from '../wire/bytes.ts';
import { lengthFault, WELL_KNOWN, type Attribute } from './attribute.ts';

/** Not 0.0.0.0, multicast or broadcast: a valid host address (RFC 4271 §6.3). Loopback is allowed: labs use it. */
export function isHost(address: number): boolean {
  return address !== 0 && address >>> 28 < 0xe;
}

export const nextHop: Attribute = {
  type: 3,
  name: 'NEXT_HOP',
  flags: WELL_KNOWN,
  malformed: 'treat-as-withdraw',
  decode(value, draft) {
    const fault = lengthFault('NEXT_HOP', value, 4);
    if (fault !== undefined) return fault;
    const address = value.u32();
    if (!isHost(address)) return `NEXT_HOP ${dotted(address)} is not the address of a host.`;
    draft.nextHop = dotted(address);
    return undefined;
  },
  encode(attributes, { nlriField }) {
    if (!nlriField) return undefined;
    const bytes = addressTextBytes(attributes.nextHop);
    if (bytes.length !== 4) throw new Error(`BUG: ${attributes.nextHop} cannot be the next hop of an IPv4 route`);
    return bytes;
  },
};

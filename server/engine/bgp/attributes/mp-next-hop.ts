/**
 * Next hops in MP_REACH_NLRI. VPN families have a route distinguisher of zero before the address (RFC 4364 §4.3.2);
 * VPNv6 may add a link-local one, and over an IPv4 fabric has `::ffff:a.b.c.d` (RFC 4659 §3.2.1).
 */

import type { RoutedFamily } from '../../../model/bgp/nlri.ts';
import { addressText, addressTextBytes } from '../wire/bytes.ts';

/** Bytes of a route distinguisher, which is zero in a VPN next hop (RFC 4364 §4.3.2). */
const RD_LENGTH = 8;
const IPV4_MAPPED = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff);

/** Lengths that the family allows, in bytes (RFC 4760 §3, RFC 4364, RFC 4659, RFC 4684 §5). */
export const NEXT_HOP_LENGTHS: Readonly<Record<RoutedFamily, readonly number[]>> = {
  inet: [4],
  'inet-vpn': [12],
  'inet6-vpn': [24, 48],
  'route-target': [4, 16],
};

/** `at` and `length` of a length that the family allows. Of two addresses the global one. */
export function nextHopText(family: RoutedFamily, bytes: Uint8Array, at: number, length: number): string {
  switch (family) {
    case 'inet-vpn':
      return addressText(bytes.subarray(at + RD_LENGTH, at + RD_LENGTH + 4));
    case 'inet6-vpn':
      return addressText(bytes.subarray(at + RD_LENGTH, at + RD_LENGTH + 16));
    default:
      return addressText(bytes.subarray(at, at + length));
  }
}

/** Throws `BUG:` for an address that cannot be the family's next hop. */
export function nextHopBytes(family: RoutedFamily, nextHop: string): Uint8Array {
  const address = addressTextBytes(nextHop);
  switch (family) {
    case 'inet-vpn':
      if (address.length !== 4) break;
      return behindRd(address);
    case 'inet6-vpn': {
      if (address.length === 16) return behindRd(address);
      const mapped = new Uint8Array(16);
      mapped.set(IPV4_MAPPED);
      mapped.set(address, IPV4_MAPPED.length);
      return behindRd(mapped);
    }
    case 'inet':
      if (address.length !== 4) break;
      return address;
    default:
      return address;
  }
  throw new Error(`BUG: ${nextHop} cannot be the next hop of ${family} routes`);
}

function behindRd(address: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(RD_LENGTH + address.length);
  bytes.set(address, RD_LENGTH);
  return bytes;
}

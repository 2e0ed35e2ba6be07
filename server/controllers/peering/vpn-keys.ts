/**
 * NLRI keys of our VPN routes, computed fast: the route distinguisher's part is cached, an IPv4 host's part is made
 * from its number.
 */

import { vpnNlri } from '../../engine/bgp/nlri/nlri-key.ts';
import type { NlriKey } from '../../model/bgp/nlri.ts';
import { parseIpv4 } from '../../model/net/ipv4-text.ts';

/** Bytes of a route distinguisher. */
const RD_LENGTH = 8;
/** Placeholders for the part of a key that is cut off. */
const SOME_PREFIX = '0.0.0.0/0';
const SOME_RD = '1:0';
/** Entries of a cache; beyond this many it is emptied. */
const MOST = 20_000;

/** Bits of an IPv4 host prefix. */
const HOST_LENGTH = 32;

export class VpnKeys {
  private readonly distinguishers = new Map<string, string>();

  /** As `vpnNlri`. */
  of(routeDistinguisher: string, prefix: string): NlriKey {
    return this.distinguisherPart(routeDistinguisher) + prefixPart(prefix);
  }

  private distinguisherPart(text: string): string {
    let part = this.distinguishers.get(text);
    if (part === undefined) {
      part = vpnNlri(text, SOME_PREFIX).slice(0, RD_LENGTH);
      if (this.distinguishers.size >= MOST) this.distinguishers.clear();
      this.distinguishers.set(text, part);
    }
    return part;
  }
}

function prefixPart(prefix: string): string {
  const value = prefix.endsWith('/32') ? parseIpv4(prefix.slice(0, -3)) : undefined;
  if (value === undefined) return vpnNlri(SOME_RD, prefix).slice(RD_LENGTH);
  return String.fromCharCode(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255, HOST_LENGTH);
}

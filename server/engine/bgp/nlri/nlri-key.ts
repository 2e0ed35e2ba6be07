/** Keys of routes from texts, and texts from keys (`model/bgp/nlri.ts` says how a key is laid out). */

import { hexKey } from '../../../model/bgp/administrator.ts';
import type { Asn } from '../../../model/bgp/asn.ts';
import type { NlriKey, RoutedFamily } from '../../../model/bgp/nlri.ts';
import {
  formatRouteDistinguisher,
  parseRouteDistinguisher,
  routeDistinguisherBytes,
  routeDistinguisherFromBytes,
  type RouteDistinguisher,
} from '../../../model/bgp/route-distinguisher.ts';
import {
  formatRouteTarget,
  parseRouteTarget,
  routeTargetBytes,
  routeTargetFromBytes,
  type RouteTarget,
} from '../../../model/bgp/route-target.ts';
import { addressBytes } from '../../../model/net/address.ts';
import { parsePrefix, type Prefix } from '../../../model/net/prefix.ts';
import { addressText, concat, putU32 } from '../wire/bytes.ts';
import { nlriCodec } from './families.ts';

/** What a key says. Which parts are there follows from the family. */
export interface NlriParts {
  /** `10.169.25.20:1`; hex (`0x…`) if its type is none of 0, 1, 2. */
  readonly rd?: string;
  /** `101.101.101.2/32` */
  readonly prefix?: string;
  /** Origin AS of a route-target route. */
  readonly asn?: Asn;
  /** `target:60100:100`; undefined where fewer than 96 bits are said. */
  readonly routeTarget?: string;
  /** The route target's 8 bytes in hex, what is not said zero: compares with `routeTargetKey`. */
  readonly routeTargetKey?: string;
  /** Bits of a route-target route that count: 0 (all), 32–96. */
  readonly bits?: number;
}

/** Key of an inet route; throws `BUG:` unless `10.1.1.0/24` or its value. */
export function prefixNlri(prefix: string | Prefix): NlriKey {
  const parsed = prefixOfText(prefix);
  if (parsed.address.family !== 4) throw new Error('BUG: the inet family carries IPv4 prefixes');
  return keyOf(concat([addressBytes(parsed.address), Uint8Array.of(parsed.length)]));
}

/** Bytes of a key of an inet-vpn route: distinguisher, address, length. */
const INET_VPN_BYTES = 8 + 4 + 1;

/** Which of the two VPN families a key belongs to. */
export function familyOfVpnNlri(key: NlriKey): 'inet-vpn' | 'inet6-vpn' {
  return key.length === INET_VPN_BYTES ? 'inet-vpn' : 'inet6-vpn';
}

/** Key of an inet-vpn or inet6-vpn route (by the prefix); throws `BUG:` for malformed texts. */
export function vpnNlri(rd: string | RouteDistinguisher, prefix: string | Prefix): NlriKey {
  const parsed = prefixOfText(prefix);
  const distinguisher = typeof rd === 'string' ? parseRouteDistinguisher(rd) : rd;
  if (distinguisher === undefined) throw new Error(`BUG: "${String(rd)}" is not a route distinguisher`);
  return keyOf(
    concat([routeDistinguisherBytes(distinguisher), addressBytes(parsed.address), Uint8Array.of(parsed.length)]),
  );
}

/** Key by which `asn` asks for a route target; `all` is the default route of RFC 4684 §4 (the AS is then not said). */
export function routeTargetNlri(asn: Asn, routeTarget: string | RouteTarget): NlriKey {
  const bytes = new Uint8Array(13);
  if (routeTarget === 'all') return keyOf(bytes);
  const parsed = typeof routeTarget === 'string' ? parseRouteTarget(routeTarget) : routeTarget;
  if (parsed === undefined) throw new Error(`BUG: "${String(routeTarget)}" is not a route target`);
  putU32(bytes, 0, asn);
  bytes.set(routeTargetBytes(parsed), 4);
  bytes[12] = 96;
  return keyOf(bytes);
}

export function partsOfNlri(family: RoutedFamily, key: NlriKey): NlriParts {
  const bytes = bytesOf(key);
  if (bytes.length !== nlriCodec(family).keyLength)
    throw new Error(`BUG: a key of ${bytes.length} bytes is not one of ${family}`);
  const last = bytes.length - 1;
  if (family === 'inet') return { prefix: `${addressText(bytes.subarray(0, last))}/${bytes[last]}` };
  if (family === 'route-target') return routeTargetParts(bytes);
  const rdBytes = bytes.subarray(0, 8);
  const rd = routeDistinguisherFromBytes(rdBytes);
  return {
    rd: rd === undefined ? `0x${hexKey(rdBytes)}` : formatRouteDistinguisher(rd),
    prefix: `${addressText(bytes.subarray(8, last))}/${bytes[last]}`,
  };
}

function routeTargetParts(bytes: Uint8Array): NlriParts {
  const bits = bytes[12]!;
  const target = bytes.subarray(4, 12);
  const routeTarget = bits === 96 ? routeTargetFromBytes(target) : undefined;
  const asn = ((bytes[0]! << 24) | (bytes[1]! << 16) | (bytes[2]! << 8) | bytes[3]!) >>> 0;
  return {
    asn,
    bits,
    routeTargetKey: hexKey(target),
    ...(routeTarget === undefined ? {} : { routeTarget: formatRouteTarget(routeTarget) }),
  };
}

/**
 * `101.101.101.0/24`, `10.169.25.20:1:101.101.101.2/32`, `60100:target:60100:100`; the default `0/0`, what is no target
 * as hex and bits.
 */
export function formatNlri(family: RoutedFamily, key: NlriKey): string {
  const { rd, prefix, asn, routeTarget, routeTargetKey, bits } = partsOfNlri(family, key);
  if (prefix !== undefined) return rd === undefined ? prefix : `${rd}:${prefix}`;
  if (bits === 0) return '0/0';
  return routeTarget === undefined ? `${asn}:0x${routeTargetKey}/${bits}` : `${asn}:${routeTarget}`;
}

function prefixOfText(prefix: string | Prefix): Prefix {
  const parsed = typeof prefix === 'string' ? parsePrefix(prefix) : prefix;
  if (parsed === undefined) throw new Error(`BUG: "${String(prefix)}" is not a prefix`);
  return parsed;
}

function keyOf(bytes: Uint8Array): NlriKey {
  return String.fromCharCode(...bytes);
}

function bytesOf(key: NlriKey): Uint8Array {
  const bytes = new Uint8Array(key.length);
  for (let index = 0; index < key.length; index++) bytes[index] = key.charCodeAt(index);
  return bytes;
}

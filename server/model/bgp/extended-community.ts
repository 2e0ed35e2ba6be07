/**
 * Extended communities (RFC 4360) that VPN routes carry here, as values, bytes and text.
 *
 * Security group, tag and origin network are the vendor's (0x80xx under a two-byte AS, 0x82xx
 * under a four-byte one). Under a four-byte AS only 16 bits remain for the id; an id that needs
 * more is sent under AS_TRANS (RFC 6793) in the two-byte form, so that it is never cut.
 */

import { hexKey } from './administrator.ts';
import { AS_TRANS, isTwoByteAsn, type Asn } from './asn.ts';
import {
  formatRouteTarget,
  parseRouteTarget,
  routeTargetBytes,
  routeTargetFromBytes,
  type RouteTarget,
} from './route-target.ts';
import { encapsulationOfTunnelType, tunnelType, type Encapsulation } from './tunnel.ts';

export type ExtendedCommunity =
  | { readonly kind: 'route-target'; readonly routeTarget: RouteTarget }
  | { readonly kind: 'encapsulation'; readonly tunnelType: number }
  | { readonly kind: 'security-group' | 'tag' | 'origin-vn'; readonly asn: Asn; readonly id: number }
  | { readonly kind: 'mac-mobility'; readonly sequence: number }
  | { readonly kind: 'default-gateway' }
  | { readonly kind: 'unknown'; readonly bytes: Uint8Array };

const VENDOR_SUB_TYPE = { 'security-group': 0x04, tag: 0x84, 'origin-vn': 0x71 } as const;
const VENDOR_TEXT = { 'security-group': 'secgroup', tag: 'tag', 'origin-vn': 'originvn' } as const;
type VendorKind = keyof typeof VENDOR_SUB_TYPE;

const VENDOR_TWO_BYTE_AS = 0x80;
const VENDOR_FOUR_BYTE_AS = 0x82;

/** Always 8 bytes. */
export function extendedCommunityBytes(community: ExtendedCommunity): Uint8Array {
  switch (community.kind) {
    case 'route-target':
      return routeTargetBytes(community.routeTarget);
    case 'encapsulation':
      return bytesOf(0x030c, (view) => view.setUint16(6, community.tunnelType));
    case 'mac-mobility':
      return bytesOf(0x0600, (view) => view.setUint32(4, community.sequence));
    case 'default-gateway':
      return bytesOf(0x030d, () => undefined);
    case 'unknown':
      return community.bytes;
    default:
      return vendorBytes(community.kind, community.asn, community.id);
  }
}

function vendorBytes(kind: VendorKind, asn: Asn, id: number): Uint8Array {
  const subType = VENDOR_SUB_TYPE[kind];
  if (!isTwoByteAsn(asn) && id <= 0xffff) {
    return bytesOf((VENDOR_FOUR_BYTE_AS << 8) | subType, (view) => {
      view.setUint32(2, asn);
      view.setUint16(6, id);
    });
  }
  return bytesOf((VENDOR_TWO_BYTE_AS << 8) | subType, (view) => {
    view.setUint16(2, isTwoByteAsn(asn) ? asn : AS_TRANS);
    view.setUint32(4, id);
  });
}

function bytesOf(type: number, fill: (view: DataView) => void): Uint8Array {
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, type);
  fill(view);
  return bytes;
}

/** Any 8 bytes have a reading; what is not known stays as bytes. Undefined for another length. */
export function extendedCommunityFromBytes(bytes: Uint8Array): ExtendedCommunity | undefined {
  if (bytes.length !== 8) return undefined;
  const routeTarget = routeTargetFromBytes(bytes);
  if (routeTarget !== undefined) return { kind: 'route-target', routeTarget };
  const view = new DataView(bytes.buffer, bytes.byteOffset, 8);
  const type = view.getUint16(0);
  if (type === 0x030c) return { kind: 'encapsulation', tunnelType: view.getUint16(6) };
  if (type === 0x030d) return { kind: 'default-gateway' };
  if (type === 0x0600) return { kind: 'mac-mobility', sequence: view.getUint32(4) };
  for (const kind of ['security-group', 'tag', 'origin-vn'] as const) {
    const subType = VENDOR_SUB_TYPE[kind];
    if (type === ((VENDOR_TWO_BYTE_AS << 8) | subType)) return { kind, asn: view.getUint16(2), id: view.getUint32(4) };
    if (type === ((VENDOR_FOUR_BYTE_AS << 8) | subType)) return { kind, asn: view.getUint32(2), id: view.getUint16(6) };
  }
  return { kind: 'unknown', bytes: bytes.slice() };
}

/** `target:60100:100`, `encapsulation:gre`, `originvn:60100:7`, `secgroup:60100:8000000`, …; unknown ones as hex. */
export function formatExtendedCommunity(community: ExtendedCommunity): string {
  switch (community.kind) {
    case 'route-target':
      return formatRouteTarget(community.routeTarget);
    case 'encapsulation':
      return `encapsulation:${encapsulationOfTunnelType(community.tunnelType) ?? community.tunnelType}`;
    case 'mac-mobility':
      return `mac-mobility:${community.sequence}`;
    case 'default-gateway':
      return 'default-gateway';
    case 'unknown':
      return `unknown:0x${hexKey(community.bytes)}`;
    default:
      return `${VENDOR_TEXT[community.kind]}:${community.asn}:${community.id}`;
  }
}

const ENCAPSULATIONS: readonly string[] = ['gre', 'udp', 'vxlan', 'mpls', 'native'] satisfies readonly Encapsulation[];

/**
 * What `formatExtendedCommunity` writes; undefined for any other text. An encapsulation's name means the type that is
 * sent for it.
 */
export function parseExtendedCommunity(text: string): ExtendedCommunity | undefined {
  const [word, first = '', second = '', ...more] = text.split(':');
  if (word === 'target') {
    const routeTarget = parseRouteTarget(text);
    return routeTarget === undefined ? undefined : { kind: 'route-target', routeTarget };
  }
  if (more.length > 0) return undefined;
  switch (word) {
    case 'default-gateway':
      return first === '' ? { kind: 'default-gateway' } : undefined;
    case 'mac-mobility':
      return isUint(first, 0xffffffff) && second === '' ? { kind: 'mac-mobility', sequence: Number(first) } : undefined;
    case 'encapsulation':
      if (second !== '') return undefined;
      if (ENCAPSULATIONS.includes(first))
        return { kind: 'encapsulation', tunnelType: tunnelType(first as Encapsulation) };
      return isUint(first, 0xffff) ? { kind: 'encapsulation', tunnelType: Number(first) } : undefined;
    case 'unknown':
      return /^0x[0-9a-f]{16}$/.test(first)
        ? {
            kind: 'unknown',
            bytes: Uint8Array.from({ length: 8 }, (_, at) => Number.parseInt(first.slice(2 + at * 2, 4 + at * 2), 16)),
          }
        : undefined;
    default: {
      const kind = (Object.keys(VENDOR_TEXT) as VendorKind[]).find((each) => VENDOR_TEXT[each] === word);
      return kind !== undefined && isUint(first, 0xffffffff) && isUint(second, 0xffffffff)
        ? { kind, asn: Number(first), id: Number(second) }
        : undefined;
    }
  }
}

function isUint(text: string, max: number): boolean {
  return /^\d{1,10}$/.test(text) && Number(text) <= max;
}

/** Canonical Map key: the 8 wire bytes in hex. */
export function extendedCommunityKey(community: ExtendedCommunity): string {
  return hexKey(extendedCommunityBytes(community));
}

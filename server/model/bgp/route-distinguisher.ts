/**
 * Route distinguishers (RFC 4364 §4.2): they make equal prefixes of different VRFs distinct.
 * Text: `<asn>:<n>` (type 0), `<ip>:<n>` (type 1), `<asn>:<n>` with a four-byte ASN or a
 * trailing `L` (type 2).
 */

import type { Address } from '../net/address.ts';
import {
  checkAssigned,
  formatAdministrator,
  hexKey,
  maxAssignedNumber,
  parseAdministrator,
  readAssigned,
  writeAssigned,
  type Assigned,
} from './administrator.ts';

export type RouteDistinguisher = Assigned;

export function parseRouteDistinguisher(text: string): RouteDistinguisher | undefined {
  const [administratorText = '', numberText = '', ...more] = text.split(':');
  const administrator = parseAdministrator(administratorText);
  if (administrator === undefined || more.length > 0 || !/^\d{1,10}$/.test(numberText)) return undefined;
  if (Number(numberText) > maxAssignedNumber(administrator.type)) return undefined;
  return Object.freeze({ ...administrator, number: Number(numberText) });
}

/** Type 1, as a compute node's routes carry it: its IPv4 address and the VRF's id there (0..65535). */
export function routeDistinguisherOf(node: Address, vrfId: number): RouteDistinguisher {
  if (node.family !== 4) throw new Error('BUG: a type 1 route distinguisher needs an IPv4 address');
  return checkAssigned({ type: 1, administrator: Number(node.value), number: vrfId });
}

export function formatRouteDistinguisher(rd: RouteDistinguisher): string {
  return `${formatAdministrator(rd)}:${rd.number}`;
}

/** 8 bytes: type in the first two. */
export function routeDistinguisherBytes(rd: RouteDistinguisher): Uint8Array {
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, rd.type);
  writeAssigned(view, 2, checkAssigned(rd));
  return bytes;
}

/** Undefined if there are not 8 bytes or the type is none of 0, 1, 2. */
export function routeDistinguisherFromBytes(bytes: Uint8Array): RouteDistinguisher | undefined {
  if (bytes.length !== 8) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, 8);
  const type = view.getUint16(0);
  return type === 0 || type === 1 || type === 2 ? readAssigned(view, 2, type) : undefined;
}

/** Canonical Map key: the 8 wire bytes in hex. */
export function routeDistinguisherKey(rd: RouteDistinguisher): string {
  return hexKey(routeDistinguisherBytes(rd));
}

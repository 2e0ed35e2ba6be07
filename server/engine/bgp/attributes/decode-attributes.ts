/**
 * Decodes the path attributes of an UPDATE in one pass, with the error handling of RFC 7606 §3 to §5: the most severe
 * error wins, so decoding continues after an attribute that withdraws the routes, because a later one may end the
 * session.
 */

import type { RoutedFamily } from '../../../model/bgp/nlri.ts';
import { parseIpv4 } from '../../../model/net/ipv4-text.ts';
import type { AttributeError, SessionFault, UpdateContext } from '../messages/message-types.ts';
import { NOTIFICATION } from '../messages/notification.ts';
import { sessionFault } from '../messages/session-fault.ts';
import type { Cursor } from '../wire/cursor.ts';
import { attributeName, attributeOfType, MP_REACH_NLRI, MP_UNREACH_NLRI } from './attribute-table.ts';
import { EXTENDED_LENGTH, OPTIONAL, PARTIAL, TRANSITIVE, type AttributesDraft } from './attribute.ts';
import { decodeMpReach, decodeMpUnreach, type MpRoutes } from './mp-nlri.ts';
import { isHost } from './next-hop.ts';

export interface AttributesReading {
  readonly kind: 'attributes';
  readonly draft: AttributesDraft;
  readonly attributeErrors: AttributeError[];
  reach: MpRoutes | undefined;
  unreach: MpRoutes | undefined;
  /** MP_REACH_NLRI contained routes of a family that was not negotiated. */
  foreignRoutes: boolean;
  /** The malformed multiprotocol attribute as received, if there is one. */
  faultyMp: Uint8Array | undefined;
  /** How many attributes there were. */
  count: number;
}

const ONCE = 1;
const REPEATED = 2;

export function decodeAttributes(field: Cursor, context: UpdateContext): AttributesReading | SessionFault {
  const reading: AttributesReading = {
    kind: 'attributes',
    draft: { unknown: [] },
    attributeErrors: [],
    reach: undefined,
    unreach: undefined,
    foreignRoutes: false,
    faultyMp: undefined,
    count: 0,
  };
  const seen = new Uint8Array(256);
  while (field.left() > 0) {
    const start = field.at;
    if (!field.has(3)) return overrun(reading, undefined, field);
    const flags = field.u8();
    const type = field.u8();
    const long = (flags & EXTENDED_LENGTH) !== 0;
    if (long && !field.has(2)) return overrun(reading, type, field);
    const length = long ? field.u16() : field.u8();
    if (!field.has(length)) return overrun(reading, type, field, length, start);
    const value = field.sub(length);
    reading.count++;
    const data = () => field.bytes.slice(start, field.at);
    const before = seen[type];
    seen[type] = before === undefined || before === 0 ? ONCE : REPEATED;
    const fault =
      before === 0
        ? decodeOne(reading, flags, type, value, context, data)
        : repeated(reading, type, before === ONCE, data);
    if (fault !== undefined) return fault;
  }
  return reading;
}

function noteError(
  reading: AttributesReading,
  type: number | undefined,
  action: AttributeError['action'],
  cause: string,
): undefined {
  reading.attributeErrors.push({
    attribute: type === undefined ? 'path attributes' : attributeName(type),
    action,
    cause,
  });
}

/** The length of an attribute conflicts with that of the field, which is trusted (RFC 7606 §4). */
function overrun(
  reading: AttributesReading,
  type: number | undefined,
  field: Cursor,
  length?: number,
  start = field.at,
): AttributesReading | SessionFault {
  const cause =
    type === undefined || length === undefined
      ? `The path attributes end in the middle of an attribute's head: ${field.left()} bytes are left.`
      : `${attributeName(type)} says ${length} bytes, ${field.left()} are left of the path attributes.`;
  if (type === MP_REACH_NLRI || type === MP_UNREACH_NLRI)
    return sessionFault(NOTIFICATION.optionalAttribute, cause, field.bytes.slice(start, field.at + field.left()));
  noteError(reading, type, 'treat-as-withdraw', cause);
  return reading;
}

/** The first one is kept (RFC 7606 §3 g); reported once per type. */
function repeated(
  reading: AttributesReading,
  type: number,
  second: boolean,
  data: () => Uint8Array,
): SessionFault | undefined {
  const cause = `${attributeName(type)} stands more than once in an UPDATE.`;
  if (type === MP_REACH_NLRI || type === MP_UNREACH_NLRI)
    return sessionFault(NOTIFICATION.malformedAttributeList, cause, data());
  return second ? noteError(reading, type, 'attribute-discard', cause) : undefined;
}

function decodeOne(
  reading: AttributesReading,
  flags: number,
  type: number,
  value: Cursor,
  context: UpdateContext,
  data: () => Uint8Array,
): SessionFault | undefined {
  if (type === MP_REACH_NLRI || type === MP_UNREACH_NLRI)
    return decodeMp(reading, flags, type, value, context.families, data);
  const attribute = attributeOfType(type);
  if (attribute === undefined) return decodeUnknown(reading, flags, type, value, data);
  if (attribute.internalOnly === true && !context.internal)
    return noteError(reading, type, 'attribute-discard', `${attribute.name} came from an external peer.`);
  if (((flags ^ attribute.flags) & (OPTIONAL | TRANSITIVE)) !== 0)
    return noteError(reading, type, 'treat-as-withdraw', flagsCause(attribute.name, flags));
  const cause = attribute.decode(value, reading.draft, context);
  return cause === undefined ? undefined : noteError(reading, type, attribute.malformed, cause);
}

function decodeMp(
  reading: AttributesReading,
  flags: number,
  type: number,
  value: Cursor,
  families: ReadonlySet<RoutedFamily>,
  data: () => Uint8Array,
): SessionFault | undefined {
  const reach = type === MP_REACH_NLRI;
  const read = reach ? decodeMpReach(value, families, data) : decodeMpUnreach(value, families, data);
  if (read.kind === 'fault') return read;
  const faulty = (cause: string): void => {
    reading.faultyMp ??= data();
    noteError(reading, type, 'treat-as-withdraw', cause);
  };
  if ((flags & (OPTIONAL | TRANSITIVE)) !== OPTIONAL) faulty(flagsCause(attributeName(type), flags));
  if (read.kind === 'routes') {
    if (reach) reading.reach = read;
    else reading.unreach = read;
    // The next hop of memberships is irrelevant.
    const nextHop = read.family === 'route-target' ? undefined : parseIpv4(read.nextHop);
    if (nextHop !== undefined && !isHost(nextHop))
      faulty(`The next hop ${read.nextHop} of ${read.family} routes is not the address of a host.`);
  } else {
    if (reach && read.routes) reading.foreignRoutes = true;
    noteError(
      reading,
      type,
      'attribute-discard',
      `${attributeName(type)} is of AFI ${read.afi} SAFI ${read.safi}, which was not negotiated.`,
    );
  }
  return undefined;
}

/**
 * Passed on with the Partial bit if transitive, dropped if not; an unknown well-known attribute is an error (RFC 4271
 * §6.3).
 */
function decodeUnknown(
  reading: AttributesReading,
  flags: number,
  type: number,
  value: Cursor,
  data: () => Uint8Array,
): SessionFault | undefined {
  if ((flags & OPTIONAL) === 0)
    return sessionFault(
      NOTIFICATION.unrecognizedWellKnown,
      `Attribute ${type} says that it is well-known, but is not known here.`,
      data(),
    );
  if ((flags & TRANSITIVE) !== 0)
    reading.draft.unknown.push({ flags: OPTIONAL | TRANSITIVE | PARTIAL, type, value: value.copy(value.left()) });
  return undefined;
}

function flagsCause(name: string, flags: number): string {
  return `${name} has the flags 0x${flags.toString(16).padStart(2, '0')}, which conflict with its definition.`;
}

/**
 * NOTIFICATION (RFC 4271 §4.5): why a session ends, as codes and as text. Names are those of the IANA registry: RFC
 * 4271 §6, 4486 and 9003 (Cease), 6608 (FSM), 7313 (ROUTE-REFRESH), 8538 (Hard Reset), 9384 (BFD), 9687 (send hold).
 */

import { familyOfAfiSafi, ietfName } from '../../../model/bgp/family.ts';
import { utf8Bytes } from '../../../model/naming/utf8.ts';
import { messageAround } from '../wire/header.ts';
import { utf8Text } from '../wire/utf8-text.ts';
import type { Notification } from './message-types.ts';

export interface NotificationCode {
  readonly code: number;
  readonly subcode: number;
}

const of = (code: number, subcode: number): NotificationCode => Object.freeze({ code, subcode });

/** The NOTIFICATIONs sent by this speaker. */
export const NOTIFICATION = Object.freeze({
  connectionNotSynchronized: of(1, 1),
  badMessageLength: of(1, 2),
  badMessageType: of(1, 3),
  malformedOpen: of(2, 0),
  unsupportedVersion: of(2, 1),
  badPeerAs: of(2, 2),
  badIdentifier: of(2, 3),
  unsupportedOptionalParameter: of(2, 4),
  unacceptableHoldTime: of(2, 6),
  unsupportedCapability: of(2, 7),
  malformedAttributeList: of(3, 1),
  unrecognizedWellKnown: of(3, 2),
  missingWellKnown: of(3, 3),
  attributeFlags: of(3, 4),
  attributeLength: of(3, 5),
  invalidOrigin: of(3, 6),
  invalidNextHop: of(3, 8),
  optionalAttribute: of(3, 9),
  invalidNetworkField: of(3, 10),
  malformedAsPath: of(3, 11),
  holdTimerExpired: of(4, 0),
  fsmError: of(5, 0),
  unexpectedInOpenSent: of(5, 1),
  unexpectedInOpenConfirm: of(5, 2),
  unexpectedInEstablished: of(5, 3),
  cease: of(6, 0),
  maximumPrefixes: of(6, 1),
  administrativeShutdown: of(6, 2),
  peerDeconfigured: of(6, 3),
  administrativeReset: of(6, 4),
  connectionRejected: of(6, 5),
  otherConfigurationChange: of(6, 6),
  collisionResolution: of(6, 7),
  outOfResources: of(6, 8),
  hardReset: of(6, 9),
  bfdDown: of(6, 10),
  routeRefreshLength: of(7, 1),
  sendHoldTimerExpired: of(8, 0),
});

/** Index is the code; in each, index 0 is the code's name and the others the subcodes'. */
const NAMES: readonly (readonly (string | undefined)[] | undefined)[] = [
  undefined,
  ['Message Header Error', 'Connection Not Synchronized', 'Bad Message Length', 'Bad Message Type'],
  [
    'OPEN Message Error',
    'Unsupported Version Number',
    'Bad Peer AS',
    'Bad BGP Identifier',
    'Unsupported Optional Parameter',
    'Authentication Failure',
    'Unacceptable Hold Time',
    'Unsupported Capability',
    undefined,
    undefined,
    undefined,
    'Role Mismatch',
  ],
  [
    'UPDATE Message Error',
    'Malformed Attribute List',
    'Unrecognized Well-known Attribute',
    'Missing Well-known Attribute',
    'Attribute Flags Error',
    'Attribute Length Error',
    'Invalid ORIGIN Attribute',
    'AS Routing Loop',
    'Invalid NEXT_HOP Attribute',
    'Optional Attribute Error',
    'Invalid Network Field',
    'Malformed AS_PATH',
  ],
  ['Hold Timer Expired'],
  [
    'Finite State Machine Error',
    'Unexpected Message in OpenSent State',
    'Unexpected Message in OpenConfirm State',
    'Unexpected Message in Established State',
  ],
  [
    'Cease',
    'Maximum Number of Prefixes Reached',
    'Administrative Shutdown',
    'Peer De-configured',
    'Administrative Reset',
    'Connection Rejected',
    'Other Configuration Change',
    'Connection Collision Resolution',
    'Out of Resources',
    'Hard Reset',
    'BFD Down',
  ],
  ['ROUTE-REFRESH Message Error', 'Invalid Message Length'],
  ['Send Hold Timer Expired'],
];

/** A complete message. */
export function encodeNotification({ code, subcode, data }: Notification): Uint8Array {
  const body = new Uint8Array(2 + data.length);
  body[0] = code;
  body[1] = subcode;
  body.set(data, 2);
  return messageAround('notification', body);
}

/** Any body of 2 or more bytes (ensured by framing) can be decoded: a NOTIFICATION is never answered. */
export function decodeNotification(body: Uint8Array): Notification {
  const [code = 0, subcode = 0] = body;
  return { code, subcode, data: body.slice(2) };
}

/** `Cease / Administrative Shutdown`, `Hold Timer Expired`, `Cease / subcode 77`, `code 99 / subcode 1`. */
export function notificationName(code: number, subcode: number): string {
  const names = NAMES[code];
  if (names === undefined) return `code ${code} / subcode ${subcode}`;
  return subcode === 0 ? names[0]! : `${names[0]} / ${names[subcode] ?? `subcode ${subcode}`}`;
}

/**
 * Data of Administrative Shutdown and Reset (RFC 9003 §2): a text of at most 255 bytes, cut between characters. Empty
 * for an empty text.
 */
export function shutdownData(text: string): Uint8Array {
  let bytes = utf8Bytes(text);
  if (bytes.length === 0) return bytes;
  if (bytes.length > 255) {
    let length = 255;
    while (bytes[length]! >> 6 === 2) length--;
    bytes = bytes.slice(0, length);
  }
  const data = new Uint8Array(1 + bytes.length);
  data[0] = bytes.length;
  data.set(bytes, 1);
  return data;
}

/** The data as text: the peer's message, the limit that was exceeded, the length that was wrong. Undefined: none. */
export function notificationDetail({ code, subcode, data }: Notification): string | undefined {
  if (data.length === 0) return undefined;
  const u16 = (at: number) => ((data[at] ?? 0) << 8) | (data[at + 1] ?? 0);
  switch (`${code}/${subcode}`) {
    case '1/2':
      return data.length >= 2 ? `length ${u16(0)}` : undefined;
    case '1/3':
      return `message type ${data[0]}`;
    case '2/1':
      return data.length >= 2 ? `version ${u16(0)} is supported` : undefined;
    case '2/7':
      return `capability ${data[0]}`;
    case '3/2':
    case '3/3':
    case '3/4':
    case '3/5':
    case '3/6':
    case '3/8':
    case '3/9':
      return attributeDetail(data, subcode);
    case '6/1':
      return data.length >= 7
        ? `${familyName(u16(0), data[2]!)}: at most ${u16(3) * 65_536 + u16(5)} prefixes`
        : undefined;
    case '6/2':
    case '6/4':
      return shutdownText(data);
    case '6/9':
      return hardResetDetail(data);
    default:
      return undefined;
  }
}

/** RFC 9003 §2; if the length exceeds the data, all of the data. */
function shutdownText(data: Uint8Array): string | undefined {
  const text = utf8Text(data.subarray(1, 1 + data[0]!)).trim();
  return text === '' ? undefined : text;
}

/** RFC 8538 §3: a Hard Reset contains the original NOTIFICATION. */
function hardResetDetail(data: Uint8Array): string | undefined {
  const [code, subcode] = data;
  if (code === undefined || subcode === undefined) return undefined;
  const name = notificationName(code, subcode);
  if (code === NOTIFICATION.hardReset.code && subcode === NOTIFICATION.hardReset.subcode) return name;
  const detail = notificationDetail({ code, subcode, data: data.subarray(2) });
  return detail === undefined ? name : `${name}: ${detail}`;
}

/** Missing Well-known contains only the type, the others the attribute starting with its flags. */
function attributeDetail(data: Uint8Array, subcode: number): string | undefined {
  const type = subcode === NOTIFICATION.missingWellKnown.subcode ? data[0] : data[1];
  return type === undefined ? undefined : `attribute ${type}`;
}

function familyName(afi: number, safi: number): string {
  const family = familyOfAfiSafi(afi, safi);
  return family === undefined ? `AFI ${afi} SAFI ${safi}` : ietfName(family);
}

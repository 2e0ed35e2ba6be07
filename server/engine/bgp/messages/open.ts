/**
 * OPEN (RFC 4271 §4.2, §6.2) with its capabilities; optional parameters also in the extended format of RFC 9072.
 * Detects errors that need no configuration; the speaker checks whether the AS is the expected one.
 */

import { AS_TRANS, isTwoByteAsn } from '../../../model/bgp/asn.ts';
import { concat, dotted, dottedValue, putU16, putU32 } from '../wire/bytes.ts';
import { cursorOver, type Cursor, type Meter } from '../wire/cursor.ts';
import { MAX_MESSAGE_LENGTH, messageAround } from '../wire/header.ts';
import { decodeCapabilities, encodeCapabilities } from './capabilities.ts';
import type { Capability, Open, SessionFault } from './message-types.ts';
import { NOTIFICATION } from './notification.ts';
import { sessionFault } from './session-fault.ts';

/** RFC 4271 §4.2. */
export const BGP_VERSION = 4;
/** Type of the optional parameter that holds capabilities (RFC 5492 §4). */
const CAPABILITIES_PARAMETER = 2;
/** Replaces the length: optional parameters in the extended format (RFC 9072 §2). */
const EXTENDED_PARAMETERS = 255;
/** Bytes before the optional parameters. */
const FIXED_LENGTH = 10;

const malformed = (cause: string) => sessionFault(NOTIFICATION.malformedOpen, cause);

export function decodeOpen(
  body: Uint8Array,
  meter?: Meter,
): { readonly kind: 'open'; readonly open: Open } | SessionFault {
  const cursor = cursorOver(body, meter);
  if (!cursor.has(FIXED_LENGTH))
    return malformed(`OPEN has ${body.length} bytes behind its header, at least ${FIXED_LENGTH} are needed.`);
  const version = cursor.u8();
  if (version !== BGP_VERSION)
    return sessionFault(
      NOTIFICATION.unsupportedVersion,
      `The peer speaks BGP version ${version}; ${BGP_VERSION} is spoken here.`,
      Uint8Array.of(0, BGP_VERSION),
    );
  const shortAsn = cursor.u16();
  const holdTime = cursor.u16();
  const identifier = cursor.u32();
  const capabilities: Capability[] = [];
  const fault = decodeParameters(cursor, capabilities);
  if (fault !== undefined) return fault;

  const fourOctet = capabilities.find((capability) => capability.kind === 'four-octet-as');
  const asn = fourOctet?.asn ?? shortAsn;
  if (asn === 0) return sessionFault(NOTIFICATION.badPeerAs, 'The peer says AS 0, which nobody may have (RFC 7607).');
  if (shortAsn !== asn && shortAsn !== AS_TRANS)
    return sessionFault(
      NOTIFICATION.badPeerAs,
      `The peer says AS ${shortAsn} in its OPEN and AS ${asn} in its four-octet AS capability.`,
    );
  if (holdTime === 1 || holdTime === 2)
    return sessionFault(
      NOTIFICATION.unacceptableHoldTime,
      `The peer proposes a hold time of ${holdTime} s; it must be 0 or at least 3.`,
    );
  if (identifier === 0)
    return sessionFault(NOTIFICATION.badIdentifier, 'The peer says the BGP identifier 0.0.0.0, which is not valid.');
  return { kind: 'open', open: { version, asn, holdTime, identifier: dotted(identifier), capabilities } };
}

function decodeParameters(cursor: Cursor, into: Capability[]): SessionFault | undefined {
  let length = cursor.u8();
  const extended = length !== 0 && cursor.left() > 0 && cursor.bytes[cursor.at] === EXTENDED_PARAMETERS;
  if (extended) {
    if (!cursor.has(3))
      return malformed('The extended optional parameters of the OPEN are cut off before their length.');
    cursor.u8();
    length = cursor.u16();
  }
  if (length !== cursor.left())
    return malformed(`The OPEN says ${length} bytes of optional parameters and has ${cursor.left()}.`);
  const head = extended ? 3 : 2;
  while (cursor.left() > 0) {
    if (!cursor.has(head)) return malformed('An optional parameter of the OPEN is cut off before its length.');
    const type = cursor.u8();
    const size = extended ? cursor.u16() : cursor.u8();
    if (!cursor.has(size))
      return malformed(`Optional parameter ${type} of the OPEN says ${size} bytes, ${cursor.left()} are left.`);
    if (type !== CAPABILITIES_PARAMETER)
      return sessionFault(
        NOTIFICATION.unsupportedOptionalParameter,
        `The OPEN has optional parameter ${type}; only capabilities (2) are understood.`,
      );
    const cause = decodeCapabilities(cursor.sub(size), into);
    if (cause !== undefined) return malformed(cause);
  }
  return undefined;
}

/**
 * A complete message. The caller lists the four-octet AS capability; without it an AS of four bytes is sent as
 * AS_TRANS.
 */
export function encodeOpen({ version, asn, holdTime, identifier, capabilities }: Open): Uint8Array {
  const fixed = new Uint8Array(FIXED_LENGTH - 1);
  fixed[0] = version;
  putU16(fixed, 1, isTwoByteAsn(asn) ? asn : AS_TRANS);
  putU16(fixed, 3, holdTime);
  putU32(fixed, 5, dottedValue(identifier));
  const message = messageAround('open', concat([fixed, encodeParameters(encodeCapabilities(capabilities))]));
  if (message.length > MAX_MESSAGE_LENGTH) throw new Error(`BUG: an OPEN of ${message.length} bytes`);
  return message;
}

function encodeParameters(capabilities: Uint8Array): Uint8Array {
  const { length } = capabilities;
  if (length === 0) return Uint8Array.of(0);
  if (length <= 253) return concat([Uint8Array.of(length + 2, CAPABILITIES_PARAMETER, length), capabilities]);
  const all = length + 3;
  return concat([
    Uint8Array.of(
      EXTENDED_PARAMETERS,
      EXTENDED_PARAMETERS,
      all >> 8,
      all & 0xff,
      CAPABILITIES_PARAMETER,
      length >> 8,
      length & 0xff,
    ),
    capabilities,
  ]);
}

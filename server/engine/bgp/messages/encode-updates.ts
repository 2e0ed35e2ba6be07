/**
 * Encodes routes as complete UPDATE messages, filled up to the peer's maximum length. The attributes are encoded once
 * and copied into each. MP_REACH_NLRI comes first (RFC 7606 §5.1); inet routes are in the NLRI field, with NEXT_HOP.
 */

import { afiSafi } from '../../../model/bgp/family.ts';
import type { Label } from '../../../model/bgp/label.ts';
import type { NlriKey, RoutedFamily } from '../../../model/bgp/nlri.ts';
import type { PathAttributes } from '../../../model/bgp/path-attributes.ts';
import { MP_REACH_NLRI, MP_UNREACH_NLRI } from '../attributes/attribute-table.ts';
import { EXTENDED_LENGTH, OPTIONAL } from '../attributes/attribute.ts';
import { encodeAttributes } from '../attributes/encode-attributes.ts';
import { nextHopBytes } from '../attributes/mp-next-hop.ts';
import { nlriCodec } from '../nlri/families.ts';
import { labelField, WITHDRAWN_LABEL_FIELD } from '../nlri/vpn-nlri.ts';
import { putU16 } from '../wire/bytes.ts';
import { HEADER_LENGTH, messageAround, writeHeader } from '../wire/header.ts';

export interface Announcements {
  readonly family: RoutedFamily;
  readonly keys: readonly NlriKey[];
  /** One per key for the VPN families; empty for the others. */
  readonly labels: readonly Label[];
  readonly attributes: PathAttributes;
  readonly fourOctetAs: boolean;
  /** To an internal peer: with LOCAL_PREF (default 100), ORIGINATOR_ID and CLUSTER_LIST. */
  readonly internal: boolean;
  /** 4096, or 65535 with extended messages. */
  readonly maxLength: number;
}

export interface Withdrawals {
  readonly family: RoutedFamily;
  readonly keys: readonly NlriKey[];
  readonly maxLength: number;
}

/** Everything in a message except its routes. */
interface Envelope {
  /** From the end of the header to the start of the routes. */
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** Writes the lengths that depend on the end of the routes. */
  readonly close: (message: Uint8Array, routesAt: number, routesEnd: number) => void;
}

const EMPTY = new Uint8Array(0);

/**
 * Complete messages. Routes whose attributes leave no room in a message are withdrawn instead (RFC 8654 §4). Throws
 * `BUG:` for a next hop that the family cannot have.
 */
export function encodeAnnouncements({
  family,
  keys,
  labels,
  attributes,
  fourOctetAs,
  internal,
  maxLength,
}: Announcements): Uint8Array[] {
  const inet = family === 'inet';
  const block = encodeAttributes(attributes, { fourOctetAs, internal, nlriField: inet });
  const envelope = inet ? inetEnvelope(block) : mpReachEnvelope(family, attributes.nextHop, block);
  if (envelope.before.length + envelope.after.length + HEADER_LENGTH + nlriCodec(family).maxSize > maxLength)
    return encodeWithdrawals({ family, keys, maxLength });
  return packed(family, keys, labels, envelope, maxLength);
}

/** Complete messages. */
export function encodeWithdrawals({ family, keys, maxLength }: Withdrawals): Uint8Array[] {
  return packed(family, keys, undefined, family === 'inet' ? INET_WITHDRAWN : mpUnreachEnvelope(family), maxLength);
}

/** The complete End-of-RIB message (RFC 4724 §2). */
export function encodeEndOfRib(family: RoutedFamily): Uint8Array {
  if (family === 'inet') return messageAround('update', new Uint8Array(4));
  const { afi, safi } = afiSafi(family);
  return messageAround('update', Uint8Array.of(0, 0, 0, 6, OPTIONAL, MP_UNREACH_NLRI, 3, afi >> 8, afi & 0xff, safi));
}

function packed(
  family: RoutedFamily,
  keys: readonly NlriKey[],
  labels: readonly Label[] | undefined,
  { before, after, close }: Envelope,
  maxLength: number,
): Uint8Array[] {
  const codec = nlriCodec(family);
  if (codec.labelled && labels !== undefined && labels.length !== keys.length)
    throw new Error(`BUG: ${keys.length} routes of ${family} with ${labels.length} labels`);
  const routesAt = HEADER_LENGTH + before.length;
  const scratch = new Uint8Array(Math.min(maxLength, routesAt + keys.length * codec.maxSize + after.length));
  scratch.set(before, HEADER_LENGTH);
  const lastStart = scratch.length - after.length - codec.maxSize;
  const messages: Uint8Array[] = [];
  for (let next = 0; next < keys.length;) {
    let at = routesAt;
    while (next < keys.length && at <= lastStart) {
      at = codec.write(
        scratch,
        at,
        keys[next]!,
        labels === undefined ? WITHDRAWN_LABEL_FIELD : labelField(labels[next] ?? 0),
      );
      next++;
    }
    if (at === routesAt) throw new Error(`BUG: no route of ${family} fits a message of ${maxLength} bytes`);
    scratch.set(after, at);
    const message = scratch.slice(0, at + after.length);
    close(message, routesAt, at);
    writeHeader(message, 'update');
    messages.push(message);
  }
  return messages;
}

/** No withdrawn routes, attributes, routes. */
function inetEnvelope(block: Uint8Array): Envelope {
  const before = new Uint8Array(4 + block.length);
  putU16(before, 2, block.length);
  before.set(block, 4);
  return { before, after: EMPTY, close: () => undefined };
}

/** Withdrawn routes, no attributes. */
const INET_WITHDRAWN: Envelope = {
  before: new Uint8Array(2),
  after: new Uint8Array(2),
  close: (message, routesAt, routesEnd) => putU16(message, HEADER_LENGTH, routesEnd - routesAt),
};

function mpReachEnvelope(family: RoutedFamily, nextHop: string, block: Uint8Array): Envelope {
  const { afi, safi } = afiSafi(family);
  const address = nextHopBytes(family, nextHop);
  return mpEnvelope(MP_REACH_NLRI, Uint8Array.of(afi >> 8, afi & 0xff, safi, address.length, ...address, 0), block);
}

function mpUnreachEnvelope(family: RoutedFamily): Envelope {
  const { afi, safi } = afiSafi(family);
  return mpEnvelope(MP_UNREACH_NLRI, Uint8Array.of(afi >> 8, afi & 0xff, safi), EMPTY);
}

/** The MP attribute is first in the message but its length is known last; the length always has two bytes. */
function mpEnvelope(type: number, head: Uint8Array, block: Uint8Array): Envelope {
  const before = new Uint8Array(8 + head.length);
  before[4] = OPTIONAL | EXTENDED_LENGTH;
  before[5] = type;
  before.set(head, 8);
  return {
    before,
    after: block,
    close: (message, _routesAt, routesEnd) => {
      putU16(message, HEADER_LENGTH + 2, message.length - HEADER_LENGTH - 4);
      putU16(message, HEADER_LENGTH + 6, routesEnd - HEADER_LENGTH - 8);
    },
  };
}

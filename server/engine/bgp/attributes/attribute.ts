/**
 * The interface of a path attribute's codec. One file per attribute in this folder; `attribute-table.ts` lists them.
 */

import type { Asn } from '../../../model/bgp/asn.ts';
import type { LargeCommunity } from '../../../model/bgp/community.ts';
import type {
  AsPathSegment,
  ExtendedCommunityKey,
  OriginCode,
  PathAttributes,
  UnknownAttribute,
} from '../../../model/bgp/path-attributes.ts';
import type { AttributeError } from '../messages/message-types.ts';
import type { Cursor } from '../wire/cursor.ts';

export const OPTIONAL = 0x80;
export const TRANSITIVE = 0x40;
export const PARTIAL = 0x20;
export const EXTENDED_LENGTH = 0x10;

export const WELL_KNOWN = TRANSITIVE;
export const OPTIONAL_TRANSITIVE = OPTIONAL | TRANSITIVE;
export const OPTIONAL_NON_TRANSITIVE = OPTIONAL;

export interface Aggregator {
  readonly asn: Asn;
  readonly address: string;
}

/** The attributes of a message during decoding. */
export interface AttributesDraft {
  origin?: OriginCode;
  asPath?: readonly AsPathSegment[];
  nextHop?: string;
  med?: number;
  localPreference?: number;
  atomicAggregate?: true;
  aggregator?: Aggregator;
  communities?: readonly number[];
  extendedCommunities?: readonly ExtendedCommunityKey[];
  largeCommunities?: readonly LargeCommunity[];
  originatorId?: string;
  clusterList?: readonly string[];
  as4Path?: readonly AsPathSegment[];
  as4Aggregator?: Aggregator;
  unknown: UnknownAttribute[];
}

/** The negotiated settings that attributes depend on. */
export interface AttributeContext {
  readonly fourOctetAs: boolean;
  readonly internal: boolean;
}

export interface EncodeContext extends AttributeContext {
  /** The routes are in the NLRI field, so NEXT_HOP is required. */
  readonly nlriField: boolean;
}

export interface Attribute {
  readonly type: number;
  /** The name in the RFCs. */
  readonly name: string;
  /** Optional and Transitive bits. */
  readonly flags: number;
  /** What happens to the UPDATE if this attribute is malformed (RFC 7606 §7). */
  readonly malformed: AttributeError['action'];
  /** Only sent to and accepted from internal peers; from others it is discarded unread. */
  readonly internalOnly?: true;
  /** Decodes `value` to its end into the draft; returns a sentence if it is malformed, leaving the draft unchanged. */
  decode(value: Cursor, draft: AttributesDraft, context: AttributeContext): string | undefined;
  /** The value; undefined if it is not sent. */
  encode(attributes: PathAttributes, context: EncodeContext): Uint8Array | undefined;
}

/** For attributes of a fixed length. */
export function lengthFault(name: string, value: Cursor, wanted: number): string | undefined {
  return value.left() === wanted ? undefined : `${name} has ${value.left()} bytes, not ${wanted}.`;
}

/** For lists, which have at least one element (RFC 7606 §7.8, §7.10, §7.14; RFC 8092 §5). */
export function listFault(name: string, value: Cursor, element: number): string | undefined {
  return value.left() > 0 && value.left() % element === 0
    ? undefined
    : `${name} has ${value.left()} bytes, not a multiple of ${element}.`;
}

/** What a path attribute's codec does. One file an attribute in this folder; `attribute-table.ts` lists them. */

import type { Asn } from '../../../model/bgp/asn.ts';
import type { LargeCommunity } from '../../../model/bgp/community.ts';
import type {
  AsPathSegment,
  ExtendedCommunityKey,
  OriginCode,
  PathAttributes,
  UnknownAttribute,
} from '../../../model/bgp/path-attributes.ts';
import type { Mended } from '../messages/message-types.ts';
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

/** Attributes of a message while it is read. */
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

/** What was negotiated, as far as attributes depend on it. */
export interface AttributeContext {
  readonly fourOctetAs: boolean;
  readonly internal: boolean;
}

export interface EncodeContext extends AttributeContext {
  /** The routes stand in the NLRI field, so that NEXT_HOP is needed. */
  readonly nlriField: boolean;
}

export interface Attribute {
  readonly type: number;
  /** As the RFCs write it. */
  readonly name: string;
  /** Optional and Transitive bits. */
  readonly flags: number;
  /** What becomes of the UPDATE when this is malformed (RFC 7606 §7). */
  readonly malformed: Mended['action'];
  /** Only internal peers may send it; from others it is discarded unread, and they are not sent it. */
  readonly internalOnly?: true;
  /** Reads `value` to its end into the draft; a sentence if it is malformed, and then the draft is untouched. */
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

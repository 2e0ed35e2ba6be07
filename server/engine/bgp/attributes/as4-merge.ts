/**
 * Merges AS_PATH and AS4_PATH (RFC 6793 §4.2.3): speakers of two-byte numbers on the way prepended to AS_PATH only, so
 * the additional leading numbers of AS_PATH come first in the true path. An AGGREGATOR other than AS_TRANS proves that
 * such a speaker aggregated since, and both AS4 attributes are ignored.
 */

import { AS_TRANS } from '../../../model/bgp/asn.ts';
import type { AsPathSegment } from '../../../model/bgp/path-attributes.ts';
import { isConfederation } from './as-path-segments.ts';
import type { AttributesDraft } from './attribute.ts';

/** AS numbers of one segment: its length is one byte. */
const MAX_ASNS = 255;

/** Changes the draft of a session without four-octet AS numbers. */
export function mergeAs4(draft: AttributesDraft): void {
  if (draft.aggregator !== undefined && draft.aggregator.asn !== AS_TRANS) return;
  if (draft.aggregator !== undefined && draft.as4Aggregator !== undefined) draft.aggregator = draft.as4Aggregator;
  if (draft.asPath === undefined || draft.as4Path === undefined) return;
  const lead = pathLength(draft.asPath) - pathLength(draft.as4Path);
  if (lead >= 0) draft.asPath = joined([...leading(draft.asPath, lead), ...draft.as4Path]);
}

/** As the decision process counts: a set is one, confederation segments are none (RFC 4271 §9.1.2.2, RFC 5065 §5.3). */
function pathLength(segments: readonly AsPathSegment[]): number {
  let length = 0;
  for (const segment of segments)
    length += isConfederation(segment) ? 0 : segment.kind === 'set' ? 1 : segment.asns.length;
  return length;
}

/** The first `count` numbers of the path; confederation segments before them or directly after them are kept. */
function leading(segments: readonly AsPathSegment[], count: number): AsPathSegment[] {
  const lead: AsPathSegment[] = [];
  let left = count;
  for (const segment of segments) {
    if (isConfederation(segment)) {
      lead.push(segment);
      continue;
    }
    if (left <= 0) break;
    lead.push(
      segment.kind === 'sequence' && segment.asns.length > left
        ? { kind: segment.kind, asns: segment.asns.slice(0, left) }
        : segment,
    );
    left -= segment.kind === 'set' ? 1 : segment.asns.length;
  }
  return lead;
}

/** Adjacent sequences are joined where they fit. */
function joined(segments: readonly AsPathSegment[]): AsPathSegment[] {
  const result: AsPathSegment[] = [];
  for (const segment of segments) {
    const last = result.at(-1);
    if (
      last?.kind === 'sequence' &&
      segment.kind === 'sequence' &&
      last.asns.length + segment.asns.length <= MAX_ASNS
    ) {
      result[result.length - 1] = { kind: 'sequence', asns: [...last.asns, ...segment.asns] };
    } else result.push(segment);
  }
  return result;
}

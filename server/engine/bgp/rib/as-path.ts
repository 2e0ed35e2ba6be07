/** AS paths (RFC 4271 §5.1.2, RFC 6793): their length, and their changes on export. */

import type { Asn } from '../../../model/bgp/asn.ts';
import type { AsPathSegment, PathAttributes } from '../../../model/bgp/path-attributes.ts';

type AsPath = PathAttributes['asPath'];

/** A segment's length is one byte. */
const MAX_SEGMENT = 255;

/**
 * The length in the decision process (RFC 4271 §9.1.2.2 a, RFC 5065 §5.3): a set counts as one, confederation segments
 * as none.
 */
export function asPathLength(path: AsPath): number {
  let length = 0;
  for (const segment of path) {
    if (segment.kind === 'sequence') length += segment.asns.length;
    else if (segment.kind === 'set') length += 1;
  }
  return length;
}

/** The AS the route was learned from; 0 if it was originated inside our own. */
export function neighbourAs(path: AsPath): Asn {
  for (const segment of path) {
    if (segment.kind === 'sequence' || segment.kind === 'set') return segment.asns[0] ?? 0;
  }
  return 0;
}

/** How often the AS occurs in the path. */
export function countAs(path: AsPath, asn: Asn): number {
  let count = 0;
  for (const segment of path) for (const one of segment.asns) if (one === asn) count += 1;
  return count;
}

/** Prepends the AS; if the first sequence is full, a new one is prepended (RFC 4271 §5.1.2 b). */
export function prependAs(path: AsPath, asn: Asn): AsPath {
  const [first, ...rest] = path;
  if (first?.kind === 'sequence' && first.asns.length < MAX_SEGMENT)
    return [{ kind: 'sequence', asns: [asn, ...first.asns] }, ...rest];
  return [{ kind: 'sequence', asns: [asn] }, ...path];
}

/** AS override: replaces each occurrence of the AS by ours. */
export function overrideAs(path: AsPath, asn: Asn, ours: Asn): AsPath {
  return countAs(path, asn) === 0 ? path : mapAsns(path, (one) => (one === asn ? ours : one));
}

/** RFC 6996. */
function isPrivateAsn(asn: Asn): boolean {
  return (asn >= 64_512 && asn <= 65_534) || (asn >= 4_200_000_000 && asn <= 4_294_967_294);
}

/**
 * Removes private ASes before a route is sent to another AS. `remove`: those in front of the first public one.
 * `remove-all`: every one. `replace-all`: replaces every one by our AS. The peer's own AS always stays, because the
 * peer detects loops by it.
 */
export function hidePrivateAses(
  path: AsPath,
  action: 'remove' | 'remove-all' | 'replace-all',
  peer: Asn,
  ours: Asn,
): AsPath {
  const hidden = (asn: Asn): boolean => isPrivateAsn(asn) && asn !== peer;
  if (!path.some((segment) => segment.asns.some(hidden))) return path;
  if (action === 'replace-all') return mapAsns(path, (asn) => (hidden(asn) ? ours : asn));
  let leading = true;
  return withoutEmpty(
    path.map((segment) => ({
      kind: segment.kind,
      asns: segment.asns.filter((asn) => {
        if (!hidden(asn)) leading = false;
        return !(hidden(asn) && (leading || action === 'remove-all'));
      }),
    })),
  );
}

function mapAsns(path: AsPath, change: (asn: Asn) => Asn): AsPath {
  return path.map((segment): AsPathSegment => ({ kind: segment.kind, asns: segment.asns.map(change) }));
}

function withoutEmpty(path: AsPath): AsPath {
  return path.filter((segment) => segment.asns.length > 0);
}

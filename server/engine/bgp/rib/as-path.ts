/** AS paths (RFC 4271 §5.1.2, RFC 6793): counting, and what is done to them on the way out. */

import type { Asn } from '../../../model/bgp/asn.ts';
import type { AsPathSegment, PathAttributes } from '../../../model/bgp/path-attributes.ts';

type AsPath = PathAttributes['asPath'];

/** A segment's length is one byte. */
const MAX_SEGMENT = 255;

/**
 * As the decision process counts (RFC 4271 §9.1.2.2 a, RFC 5065 §5.3): a set is one, confederation segments are
 * none.
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

/** How often the AS stands in the path. */
export function countAs(path: AsPath, asn: Asn): number {
  let count = 0;
  for (const segment of path) for (const one of segment.asns) if (one === asn) count += 1;
  return count;
}

/** Puts the AS in front; a full first sequence gets a new one before it (RFC 4271 §5.1.2 b). */
export function prependAs(path: AsPath, asn: Asn): AsPath {
  const [first, ...rest] = path;
  if (first?.kind === 'sequence' && first.asns.length < MAX_SEGMENT)
    return [{ kind: 'sequence', asns: [asn, ...first.asns] }, ...rest];
  return [{ kind: 'sequence', asns: [asn] }, ...path];
}

/** AS override: wherever the AS stands, ours stands instead. */
export function overrideAs(path: AsPath, asn: Asn, ours: Asn): AsPath {
  return countAs(path, asn) === 0 ? path : mapAsns(path, (one) => (one === asn ? ours : one));
}

/** RFC 6996. */
function isPrivateAsn(asn: Asn): boolean {
  return (asn >= 64_512 && asn <= 65_534) || (asn >= 4_200_000_000 && asn <= 4_294_967_294);
}

/**
 * Private ASes before a route leaves for another AS. `remove`: those in front of the first public one. `remove-all`:
 * every one. `replace-all`: ours instead of every one. The peer's own AS always stays, for it finds loops by it.
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

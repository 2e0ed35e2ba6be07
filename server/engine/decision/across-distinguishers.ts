/**
 * The choice among routes of one prefix under different route distinguishers (RFC 4364 §4.3): on the wire they are
 * different routes, in a VRF that imports them they are several paths to one prefix.
 *
 * Compared, as far as all of them tell: fresh over stale (RFC 4724 §4.2), LOCAL_PREF, length of the AS path, ORIGIN,
 * MED among those of the same neighbour AS (RFC 4271 §9.1.2.2 a–c). What is equal up to there is used together (ECMP);
 * nothing below, such as router ids, says anything about how good a path is.
 */

import type { OriginCode, PathAttributes } from '../../model/bgp/path-attributes.ts';
import type { LearnedDecision } from '../../model/oper/route.ts';
import { asPathLength, neighbourAs } from '../bgp/rib/as-path.ts';

export interface Candidate {
  readonly attributes: PathAttributes;
  readonly stale: boolean;
}

export interface Chosen<T> {
  readonly path: T;
  readonly best: boolean;
  /** Of best paths the rule that the last other one lost by, of the others the rule that they lost by. */
  readonly decidedBy: LearnedDecision;
}

const ORIGIN_RANK: Readonly<Record<OriginCode, number>> = { igp: 0, egp: 1, incomplete: 2 };
/** Default where a path without it must be compared (RFC 4271 §9.1.1). */
const LOCAL_PREFERENCE = 100;

interface Step {
  readonly name: LearnedDecision;
  /** Less is better. */
  readonly metric: (candidate: Candidate) => number;
  /** Only candidates of one group are compared. */
  readonly group?: (candidate: Candidate) => number;
}

const STEPS: readonly Step[] = [
  { name: 'fresh-over-stale', metric: ({ stale }) => (stale ? 1 : 0) },
  { name: 'local-preference', metric: ({ attributes }) => -(attributes.localPreference ?? LOCAL_PREFERENCE) },
  { name: 'as-path-length', metric: ({ attributes }) => asPathLength(attributes.asPath) },
  { name: 'origin', metric: ({ attributes }) => ORIGIN_RANK[attributes.origin] },
  {
    name: 'med',
    metric: ({ attributes }) => attributes.med ?? 0,
    group: ({ attributes }) => neighbourAs(attributes.asPath),
  },
];

/** Best first; among equals in the given order. */
export function chooseAcrossDistinguishers<T>(
  paths: readonly T[],
  candidateOf: (path: T) => Candidate,
): readonly Chosen<T>[] {
  if (paths.length === 1) return [{ path: paths[0]!, best: true, decidedBy: 'only-path' }];
  let left = paths.map((path) => ({ path, candidate: candidateOf(path) }));
  let decidedBy: LearnedDecision = 'equal-paths';
  const lost: Chosen<T>[] = [];
  for (const { name, metric, group = () => 0 } of STEPS) {
    const least = new Map<number, number>();
    for (const { candidate } of left)
      least.set(group(candidate), Math.min(metric(candidate), least.get(group(candidate)) ?? Infinity));
    const beaten = left.filter(({ candidate }) => metric(candidate) > least.get(group(candidate))!);
    if (beaten.length === 0) continue;
    decidedBy = name;
    lost.unshift(...beaten.map(({ path }): Chosen<T> => ({ path, best: false, decidedBy: name })));
    left = left.filter((one) => !beaten.includes(one));
  }
  return [
    ...left.map(({ path }): Chosen<T> => ({
      path,
      best: true,
      decidedBy: left.length > 1 ? 'equal-paths' : decidedBy,
    })),
    ...lost,
  ];
}

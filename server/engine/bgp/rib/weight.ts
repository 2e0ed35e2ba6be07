/**
 * How much memory the routes of a peer hold, about, and how much they may. Routes themselves are small and share their
 * attributes, but an UPDATE of 64 KB may be one route with thousands of communities of its own, and a hundred thousand
 * of those would be the end of the process. So what is beyond the ordinary is counted, once for each peer that sent
 * it.
 */

import type { AttributeSet } from './attribute-sets.ts';
import type { Source } from './paths.ts';

/** Bytes of a route beside its attributes. */
const ROUTE = 128;
/** Bytes that the routes of one peer may hold: two million ordinary routes, or 300,000 route targets. */
const MOST = 256 * 1024 * 1024;

/** The source has a path more with this set. */
export function bear(source: Source, set: AttributeSet): void {
  if (set.weight === 0) return;
  const paths = source.heavy.get(set) ?? 0;
  source.heavy.set(set, paths + 1);
  if (paths === 0) source.weight += set.weight;
}

/** And a path less. */
export function relieve(source: Source, set: AttributeSet): void {
  if (set.weight === 0) return;
  const paths = (source.heavy.get(set) ?? 0) - 1;
  if (paths > 0) {
    source.heavy.set(set, paths);
    return;
  }
  source.heavy.delete(set);
  source.weight -= set.weight;
}

/** Number of routes of a peer that hold more than they may; undefined while they do not. */
export function tooHeavy({ counts, weight }: Source): number | undefined {
  let routes = 0;
  for (const { received } of counts) routes += received;
  return weight + routes * ROUTE > MOST ? routes : undefined;
}

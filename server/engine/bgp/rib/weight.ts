/**
 * Approximate memory of a peer's routes, and the limit. Routes are small and share their attributes, but an UPDATE of
 * 64 KB may contain one route with thousands of communities of its own, and a hundred thousand of those would exhaust
 * memory. So attribute sets of unusual size are counted, once for each peer that sent them.
 */

import type { AttributeSet } from './attribute-sets.ts';
import type { Source } from './paths.ts';

/** Bytes per route without its attributes. */
const ROUTE_BYTES = 128;
/** Memory limit for the routes of one peer: two million ordinary routes, or 300,000 route targets. */
const MAX_BYTES = 256 * 1024 * 1024;

/** Counts one more path of the source with these attributes. */
export function addPathWeight(source: Source, set: AttributeSet): void {
  if (set.weight === 0) return;
  const paths = source.heavy.get(set) ?? 0;
  source.heavy.set(set, paths + 1);
  if (paths === 0) source.weight += set.weight;
}

/** Counts one path less. */
export function removePathWeight(source: Source, set: AttributeSet): void {
  if (set.weight === 0) return;
  const paths = (source.heavy.get(set) ?? 0) - 1;
  if (paths > 0) {
    source.heavy.set(set, paths);
    return;
  }
  source.heavy.delete(set);
  source.weight -= set.weight;
}

/** The peer's number of routes if they exceed the memory limit of one peer; undefined otherwise. */
export function tooHeavy({ counts, weight }: Source): number | undefined {
  let routes = 0;
  for (const { received } of counts) routes += received;
  return weight + routes * ROUTE_BYTES > MAX_BYTES ? routes : undefined;
}

/** About how much memory one set of attributes holds: what `weight.ts` counts for a peer. */

/** Bytes below which an attribute set is not counted. */
const ORDINARY = 4096;
/** Bytes that a route target takes: several indexes have an entry for it. */
const TARGET = 800;
/** Bytes for each character of the attributes' text, including the decoded form. */
const CHARACTER = 4;

/** Bytes; 0 for an ordinary set. */
export function weightOfSet(key: string, targets: readonly string[]): number {
  const weight = key.length * CHARACTER + targets.length * TARGET;
  return weight <= ORDINARY ? 0 : weight;
}

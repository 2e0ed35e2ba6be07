/** About how much memory one set of attributes holds: what `weight.ts` counts for a peer. */

/** Bytes of a set that is not worth counting. */
const ORDINARY = 4096;
/** Bytes of a route target: it is found by it in several places. */
const TARGET = 800;
/** Bytes of a character of the attributes' text, with what it was read into. */
const CHARACTER = 4;

/** Bytes; 0 for an ordinary set. */
export function weightOfSet(key: string, targets: readonly string[]): number {
  const weight = key.length * CHARACTER + targets.length * TARGET;
  return weight <= ORDINARY ? 0 : weight;
}

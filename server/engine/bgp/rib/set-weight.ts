/** Approximate memory of one attribute set, which `weight.ts` counts for a peer. */

/** Bytes below which an attribute set is not counted. */
const ORDINARY = 4096;
/** Bytes per route target: several indexes have an entry for it. */
const TARGET = 800;
/** Bytes per character of the attributes' key, including the decoded form. */
const CHARACTER = 4;

/** Bytes; 0 for an ordinary set. */
export function weightOfSet(key: string, targets: readonly string[]): number {
  const weight = key.length * CHARACTER + targets.length * TARGET;
  return weight <= ORDINARY ? 0 : weight;
}

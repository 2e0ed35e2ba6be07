/**
 * The keys of a table in order, for pages. Tables are not kept in order while routes come and go: the first page sorts,
 * and from then on only what was added since is sorted and merged. Keys that went are skipped, and drop out at the next
 * merge.
 */

import type { NlriKey } from '../../../model/bgp/nlri.ts';

export interface KeyOrder {
  /** A key came that was not there. Nothing to do for one that goes. */
  added(key: NlriKey): void;
  /** In order, beyond `after`. */
  keysAfter(after: NlriKey | undefined): Iterable<NlriKey>;
}

export interface Keyed {
  readonly size: number;
  has(key: NlriKey): boolean;
  keys(): Iterable<NlriKey>;
}

export function createKeyOrder(table: Keyed): KeyOrder {
  let sorted: NlriKey[] | undefined;
  let added: NlriKey[] = [];

  const inOrder = (): readonly NlriKey[] => {
    if (sorted === undefined) sorted = [...table.keys()].sort();
    else if (added.length > 0 || sorted.length > 2 * table.size) sorted = merged(sorted, added.sort(), table);
    added = [];
    return sorted;
  };

  return {
    added(key) {
      if (sorted === undefined) return;
      added.push(key);
      // Nobody looks while much changes: start afresh when somebody does.
      if (added.length > table.size + 1000) {
        sorted = undefined;
        added = [];
      }
    },
    *keysAfter(after) {
      const keys = inOrder();
      for (let at = after === undefined ? 0 : firstBeyond(keys, after); at < keys.length; at += 1) {
        const key = keys[at];
        if (key !== undefined && table.has(key)) yield key;
      }
    },
  };
}

/** Both sorted; what is no longer in the table is left out, what is in both comes once. */
function merged(a: readonly NlriKey[], b: readonly NlriKey[], table: Keyed): NlriKey[] {
  const keys: NlriKey[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const x = a[i];
    const y = b[j];
    const key = y === undefined || (x !== undefined && x <= y) ? x : y;
    if (key === undefined) break;
    if (key === x) i += 1;
    else j += 1;
    if (keys.at(-1) !== key && table.has(key)) keys.push(key);
  }
  return keys;
}

/** Place of the first key greater than `after`. */
function firstBeyond(keys: readonly NlriKey[], after: NlriKey): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const key = keys[middle];
    if (key !== undefined && key <= after) low = middle + 1;
    else high = middle;
  }
  return low;
}

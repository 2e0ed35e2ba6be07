/**
 * The sorted keys of a table, for paging. Tables are not kept sorted while routes change: the first page sorts all
 * keys; after that only added keys are sorted and merged. Removed keys are skipped, and dropped by the next merge.
 */

import type { NlriKey } from '../../../model/bgp/nlri.ts';

export interface KeyOrder {
  /** A key was added. Removed keys need no call. */
  added(key: NlriKey): void;
  /** Sorted keys greater than `after`. */
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
      // Many changes and no reader: discard, and sort again for the next reader.
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

/** Merges two sorted lists, without duplicates and without keys that are no longer in the table. */
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

/** Index of the first key greater than `after`. */
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

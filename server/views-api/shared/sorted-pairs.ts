/** Values and keys in two parallel arrays, ordered by value and then by key. */

import { sortInTurns } from '../../http/in-turns.ts';
import type { LongTask } from '../../http/turn-budget.ts';
import { compare } from '../../model/order.ts';

export interface Pair<V extends string | number> {
  readonly value: V;
  readonly key: string;
}

const before = <V extends string | number>(value: V, key: string, otherValue: V, otherKey: string): boolean =>
  value < otherValue || (value === otherValue && key < otherKey);

export class SortedPairs<V extends string | number> {
  #values: V[] = [];
  #keys: string[] = [];

  /** Valid until the next change. */
  get values(): readonly V[] {
    return this.#values;
  }

  get keys(): readonly string[] {
    return this.#keys;
  }

  /** Rebuilds it. Equal values are grouped before anything is sorted: most columns have few. */
  fill(pairs: Iterable<Pair<V>>): void {
    const groups = new Map<V, string | string[]>();
    for (const { value, key } of pairs) {
      const group = groups.get(value);
      if (group === undefined) groups.set(value, key);
      else if (typeof group === 'string') groups.set(value, [group, key]);
      else group.push(key);
    }
    const distinct = [...groups.keys()];
    // The order of code units, which is that of `<`, is the default and the quickest for texts.
    if (typeof distinct[0] === 'string') (distinct as string[]).sort();
    else distinct.sort(compare);
    this.#values = [];
    this.#keys = [];
    for (const value of distinct) {
      const group = groups.get(value)!;
      if (typeof group === 'string') this.#push(value, group);
      else for (const key of group.sort()) this.#push(value, key);
    }
  }

  /** As `fill`, yielding in between. */
  static async filled<V extends string | number>(pairs: readonly Pair<V>[], task: LongTask): Promise<SortedPairs<V>> {
    const ordered = await sortInTurns(await sortInTurns(pairs, ({ key }) => key, task), ({ value }) => value, task);
    const made = new SortedPairs<V>();
    for (const { value, key } of ordered) made.#push(value, key);
    return made;
  }

  /** Puts one pair in its place. */
  add(value: V, key: string): void {
    const at = lowerBound(this.#values, this.#keys, value, key);
    this.#values.splice(at, 0, value);
    this.#keys.splice(at, 0, key);
  }

  /** False if the pair is not there. */
  remove(value: V, key: string): boolean {
    const at = lowerBound(this.#values, this.#keys, value, key);
    if (this.#keys[at] !== key) return false;
    this.#values.splice(at, 1);
    this.#keys.splice(at, 1);
    return true;
  }

  /** For an unknown value; scans all keys. */
  removeKey(key: string): void {
    const at = this.#keys.indexOf(key);
    if (at < 0) return;
    this.#values.splice(at, 1);
    this.#keys.splice(at, 1);
  }

  /** Removes the pairs of `removed` keys and adds the unsorted `added` ones in one pass. */
  merge(removed: { has(key: string): boolean }, added: readonly Pair<V>[]): void {
    const coming = [...added].sort((a, b) => (before(a.value, a.key, b.value, b.key) ? -1 : 1));
    const [values, keys] = [this.#values, this.#keys];
    this.#values = [];
    this.#keys = [];
    let next = 0;
    for (let at = 0; at < keys.length; at++) {
      const key = keys[at]!;
      if (removed.has(key)) continue;
      const value = values[at]!;
      for (; next < coming.length && before(coming[next]!.value, coming[next]!.key, value, key); next++)
        this.#push(coming[next]!.value, coming[next]!.key);
      this.#push(value, key);
    }
    for (; next < coming.length; next++) this.#push(coming[next]!.value, coming[next]!.key);
  }

  #push(value: V, key: string): void {
    this.#values.push(value);
    this.#keys.push(key);
  }
}

/** The first position that is not before (value, key). */
export function lowerBound(
  values: readonly (string | number)[],
  keys: readonly string[],
  value: string | number,
  key: string,
): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const here = values[middle]!;
    if (here < value || (here === value && keys[middle]! < key)) low = middle + 1;
    else high = middle;
  }
  return low;
}

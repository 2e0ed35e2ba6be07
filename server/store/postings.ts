/**
 * One secondary index: value → keys. A value under which one record is found (a uid, an fq-name) costs one map entry,
 * others a set. The order of a large value's keys is kept only once somebody pages through it.
 */

import { SortedKeys } from './sorted-keys.ts';

/** Keys up to which sorting on demand is cheaper than keeping them sorted. */
const WORTH_KEEPING_SORTED = 128;
const NONE: readonly string[] = [];

export class Postings {
  readonly #keys = new Map<string, string | Set<string>>();
  readonly #sorted = new Map<string, SortedKeys>();

  add(value: string, key: string): void {
    const found = this.#keys.get(value);
    if (found === undefined) this.#keys.set(value, key);
    else if (typeof found !== 'string') found.add(key);
    else if (found !== key) this.#keys.set(value, new Set([found, key]));
    if (this.#sorted.size > 0) this.#sorted.get(value)?.add(key);
  }

  delete(value: string, key: string): void {
    const found = this.#keys.get(value);
    if (found === undefined) return;
    if (typeof found === 'string') {
      if (found === key) this.#keys.delete(value);
      return;
    }
    found.delete(key);
    if (found.size === 0) {
      this.#keys.delete(value);
      this.#sorted.delete(value);
    } else if (this.#sorted.size > 0) this.#sorted.get(value)?.delete(key);
  }

  /** One key, several, or undefined: for lookups without an iterator. */
  found(value: string): string | ReadonlySet<string> | undefined {
    // A lookup hashes the value, which is slow for a string that was just concatenated.
    if (this.#keys.size === 0) return undefined;
    return this.#keys.get(value);
  }

  keys(value: string): Iterable<string> {
    const found = this.#keys.get(value);
    if (found === undefined) return NONE;
    return typeof found === 'string' ? [found] : found;
  }

  count(value: string): number {
    const found = this.#keys.get(value);
    if (found === undefined) return 0;
    return typeof found === 'string' ? 1 : found.size;
  }

  /** The keys under `value` strictly after `after`, in order. */
  after(value: string, after: string | undefined): Iterable<string> {
    const sorted = this.#sorted.get(value);
    if (sorted !== undefined) return sorted.after(after);
    if (this.count(value) <= WORTH_KEEPING_SORTED) {
      const keys = [...this.keys(value)].sort();
      return after === undefined ? keys : keys.filter((key) => key > after);
    }
    const built = new SortedKeys(this.keys(value));
    this.#sorted.set(value, built);
    return built.after(after);
  }

  /** Every value under which anything is found. */
  values(): Iterable<string> {
    return this.#keys.keys();
  }

  /** Number of values; 0 when nothing is indexed. */
  get size(): number {
    return this.#keys.size;
  }
}

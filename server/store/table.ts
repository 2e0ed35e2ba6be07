/** The records of one kind, by key and by secondary index. */

import type { Kind } from '../model/kinds.ts';
import { IndexSet } from './index-set.ts';
import { SortedKeys } from './sorted-keys.ts';
import type { Stored } from './store.ts';

export interface Within {
  readonly index: string;
  readonly value: string;
}

export interface KindTable {
  readonly size: number;
  get(key: string): Stored | undefined;
  values(): Iterable<Stored>;
  lookup(index: string, value: string): Iterable<Stored>;
  countIn(index: string, value: string): number;
  /** Records strictly after `after`, in key order. Not to be changed while iterating. */
  after(after: string | undefined, within: Within | undefined): Iterable<Stored>;
  /** Puts a record, or deletes it when `record` is undefined. */
  set(key: string, record: Stored | undefined): void;
}

const NONE: readonly Stored[] = [];

export class BaseTable implements KindTable {
  readonly #records = new Map<string, Stored>();
  readonly #indexes: IndexSet;
  /** Created when the kind is first paged through. */
  #sorted: SortedKeys | undefined;

  constructor(kind: Kind) {
    this.#indexes = new IndexSet(kind);
  }

  get size(): number {
    return this.#records.size;
  }

  get(key: string): Stored | undefined {
    return this.#records.get(key);
  }

  values(): Iterable<Stored> {
    return this.#records.values();
  }

  lookup(index: string, value: string): Iterable<Stored> {
    const found = this.#indexes.named(index).found(value);
    if (found === undefined) return NONE;
    return typeof found === 'string' ? [this.#records.get(found)!] : this.#each(found);
  }

  *#each(keys: Iterable<string>): Generator<Stored> {
    for (const key of keys) yield this.#records.get(key)!;
  }

  countIn(index: string, value: string): number {
    return this.#indexes.named(index).count(value);
  }

  *after(after: string | undefined, within: Within | undefined): Generator<Stored> {
    if (within === undefined) this.#sorted ??= new SortedKeys(this.#records.keys());
    const keys =
      within === undefined ? this.#sorted!.after(after) : this.#indexes.named(within.index).after(within.value, after);
    for (const key of keys) yield this.#records.get(key)!;
  }

  set(key: string, record: Stored | undefined): void {
    const old = this.#records.get(key);
    this.#indexes.replace(key, old, record);
    if (record === undefined) {
      this.#records.delete(key);
      this.#sorted?.delete(key);
    } else {
      this.#records.set(key, record);
      if (old === undefined) this.#sorted?.add(key);
    }
  }

  /** Adds a record at a start, when the key is free. */
  load(record: Stored): void {
    if (this.#records.size === 0) this.#indexes.load({ [Symbol.iterator]: () => this.#records.values() });
    this.#records.set(record.key, record);
  }

  /** Does the work that `load` has postponed, in small steps. */
  catchUp(): Iterable<number> {
    return this.#indexes.catchUp();
  }
}

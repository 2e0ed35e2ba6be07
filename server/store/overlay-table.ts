/**
 * A table that reads through to another one and takes writes without touching it.
 * It shows what the table below held when the overlay was made: when the table below changes a record, the overlay
 * takes the old one as its own (`belowChanged`).
 */

import type { Kind } from '../model/kinds.ts';
import { IndexSet } from './index-set.ts';
import { SortedKeys } from './sorted-keys.ts';
import type { Stored } from './store.ts';
import type { KindTable, Within } from './table.ts';

export class OverlayTable implements KindTable {
  readonly #below: KindTable;
  /** Own records; `undefined` = deleted here. An entry here hides the record below. */
  readonly #own = new Map<string, Stored | undefined>();
  readonly #indexes: IndexSet;
  /** How many records below are hidden, in all and per index value. */
  readonly #hidden = new Map<string, number>();
  #hiddenSize = 0;
  #ownSize = 0;
  #sorted: SortedKeys | undefined;

  constructor(kind: Kind, below: KindTable) {
    this.#below = below;
    this.#indexes = new IndexSet(kind);
  }

  get size(): number {
    return this.#below.size - this.#hiddenSize + this.#ownSize;
  }

  get(key: string): Stored | undefined {
    const own = this.#own.get(key);
    if (own !== undefined) return own;
    return this.#own.has(key) ? undefined : this.#below.get(key);
  }

  *values(): Generator<Stored> {
    for (const record of this.#own.values()) if (record !== undefined) yield record;
    for (const record of this.#below.values()) if (!this.#own.has(record.key)) yield record;
  }

  *lookup(index: string, value: string): Generator<Stored> {
    for (const key of this.#indexes.named(index).keys(value)) yield this.#own.get(key)!;
    for (const record of this.#below.lookup(index, value)) if (!this.#own.has(record.key)) yield record;
  }

  countIn(index: string, value: string): number {
    return (
      this.#below.countIn(index, value) -
      (this.#hidden.get(placeOf(index, value)) ?? 0) +
      this.#indexes.named(index).count(value)
    );
  }

  *after(after: string | undefined, within: Within | undefined): Generator<Stored> {
    if (within === undefined) this.#sorted ??= new SortedKeys(this.#own.keys());
    const keys =
      within === undefined ? this.#sorted!.after(after) : this.#indexes.named(within.index).after(within.value, after);
    const own = keys[Symbol.iterator]();
    let next = own.next();
    for (const record of this.#below.after(after, within)) {
      if (this.#own.has(record.key)) continue;
      for (; next.done !== true && next.value < record.key; next = own.next()) yield* this.#present(next.value);
      yield record;
    }
    for (; next.done !== true; next = own.next()) yield* this.#present(next.value);
  }

  set(key: string, record: Stored | undefined): void {
    const hides = !this.#own.has(key);
    this.#setOwn(key, record);
    if (hides) this.#hide(this.#below.get(key), 1);
  }

  /** The table below replaced `old` by `next`; this one keeps showing `old`. */
  belowChanged(key: string, old: Stored | undefined, next: Stored | undefined): void {
    if (!this.#own.has(key)) this.#setOwn(key, old);
    else this.#hide(old, -1);
    this.#hide(next, 1);
  }

  #setOwn(key: string, record: Stored | undefined): void {
    const old = this.#own.get(key);
    this.#indexes.replace(key, old, record);
    this.#own.set(key, record);
    this.#sorted?.add(key);
    this.#ownSize += (record === undefined ? 0 : 1) - (old === undefined ? 0 : 1);
  }

  #hide(record: Stored | undefined, by: 1 | -1): void {
    if (record === undefined) return;
    this.#hiddenSize += by;
    for (const { index, value } of this.#indexes.places(record)) {
      const place = placeOf(index, value);
      const count = (this.#hidden.get(place) ?? 0) + by;
      if (count === 0) this.#hidden.delete(place);
      else this.#hidden.set(place, count);
    }
  }

  *#present(key: string): Generator<Stored> {
    const record = this.#own.get(key);
    if (record !== undefined) yield record;
  }
}

function placeOf(index: string, value: string): string {
  return `${index}\n${value}`;
}

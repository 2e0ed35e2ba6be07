/**
 * The secondary indexes of one table. Add and remove stand side by side and use the same function of the schema.
 *
 * Records that are loaded at a start are not indexed then, but when an index is first asked for, or bit by bit before
 * that: most indexes are asked for only after the start, and some never.
 */

import type { Kind } from '../model/kinds.ts';
import { Postings } from './postings.ts';
import { INDEXED_PARTS, SCHEMA } from './schema.ts';
import type { Stored } from './store.ts';

type ValuesOf = (value: unknown, key: string) => readonly string[];
const NONE: readonly string[] = [];

interface Index {
  readonly name: string;
  readonly values: ValuesOf;
  readonly postings: Postings;
  /**
   * What was loaded and may not be found in it yet. A record that is put or deleted meanwhile is, or is not, in any
   * case.
   */
  left: Iterable<Stored> | undefined;
}

export class IndexSet {
  readonly #kind: Kind;
  readonly #parts: readonly string[];
  readonly #indexes: readonly Index[];

  constructor(kind: Kind) {
    const declared = SCHEMA.get(kind);
    if (declared === undefined) throw new Error(`BUG: the kind ${kind} is not in the store's schema.`);
    this.#kind = kind;
    this.#parts = INDEXED_PARTS.get(kind)!;
    this.#indexes = Object.entries(declared).map(([name, values]) => ({
      name,
      values: values as ValuesOf,
      postings: new Postings(),
      left: undefined,
    }));
  }

  /** There are records to be indexed. Gone through once, later, as they are then, while `replace` tells of what changes. */
  load(records: Iterable<Stored>): void {
    for (const index of this.#indexes) index.left = records;
  }

  named(name: string): Postings {
    for (const index of this.#indexes) {
      if (index.name !== name) continue;
      if (index.left !== undefined) {
        for (const record of index.left) enter(index, record);
        index.left = undefined;
      }
      return index.postings;
    }
    throw new Error(`BUG: the kind ${this.#kind} has no index ${name}.`);
  }

  /** Indexes what was loaded, a record and index a step. */
  *catchUp(): Generator<number, void, undefined> {
    for (const index of this.#indexes) {
      if (index.left === undefined) continue;
      // An iterator goes on where it was left.
      const left = index.left[Symbol.iterator]() as IterableIterator<Stored>;
      index.left = left;
      for (let next = left.next(); next.done !== true; next = left.next()) {
        enter(index, next.value);
        yield 1;
      }
      index.left = undefined;
    }
  }

  /** Moves a record from where `old` is found to where `next` is found. Throws before anything is changed. */
  replace(key: string, old: Stored | undefined, next: Stored | undefined): void {
    if (old !== undefined && next !== undefined && this.#standsAlike(old.value, next.value)) return;
    const moves = this.#indexes.map(({ values, postings }) => ({
      postings,
      before: old === undefined ? NONE : values(old.value, key),
      after: next === undefined ? NONE : values(next.value, key),
    }));
    for (const { postings, before, after } of moves) {
      if (same(before, after)) continue;
      const is = among(after);
      const was = among(before);
      for (const value of before) if (!is(value)) postings.delete(value, key);
      for (const value of after) if (!was(value)) postings.add(value, key);
    }
  }

  /** Whether all that the indexes read is the very same; what a record shares with the one before it need not be read. */
  #standsAlike(old: unknown, next: unknown): boolean {
    if (typeof old !== 'object' || typeof next !== 'object' || old === null || next === null) return false;
    for (const part of this.#parts)
      if (
        (old as { readonly [member: string]: unknown })[part] !== (next as { readonly [member: string]: unknown })[part]
      )
        return false;
    return true;
  }

  /** Each index and value under which the record is found, once. */
  *places(record: Stored): Generator<{ readonly index: string; readonly value: string }> {
    for (const { name, values } of this.#indexes)
      for (const value of new Set(values(record.value, record.key))) yield { index: name, value };
  }
}

function enter({ values, postings }: Index, { key, value }: Stored): void {
  for (const found of values(value, key)) postings.add(found, key);
}

/** Up to here, looking through a list costs less than making a set of it. */
const SHORT = 8;

/** Whether a value is in the list; asked for every value of another list. */
function among(values: readonly string[]): (value: string) => boolean {
  if (values.length <= SHORT) return (value) => values.includes(value);
  const set = new Set(values);
  return (value) => set.has(value);
}

function same(before: readonly string[], after: readonly string[]): boolean {
  return before.length === after.length && before.every((value, index) => value === after[index]);
}

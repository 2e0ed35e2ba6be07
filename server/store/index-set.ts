/**
 * The secondary indexes of one table. Adding and removing use the same function of the schema.
 *
 * Records that are loaded at a start are indexed when an index is first used, or in small steps before that: most
 * indexes are used only after the start, and some never. References have an index for each referenced type, so that a
 * uuid is looked up directly.
 */

import type { Kind } from '../model/kinds.ts';
import { Postings } from './postings.ts';
import { INDEXED_PARTS, refIndex, refListsOf, refers, SCHEMA, uuidsOf } from './schema.ts';
import type { Stored } from './store.ts';

type ValuesOf = (value: unknown, key: string) => readonly string[];
const NONE: readonly string[] = [];
const EMPTY = new Postings();

interface Index {
  readonly name: string;
  readonly values: ValuesOf;
  readonly postings: Postings;
  /** Loaded records that may not be indexed yet. Records that are put or deleted meanwhile are indexed at once. */
  left: Iterable<Stored> | undefined;
}

export class IndexSet {
  readonly #kind: Kind;
  readonly #parts: readonly string[];
  readonly #indexes: readonly Index[];
  readonly #byName: Map<string, Index>;
  readonly #refers: boolean;
  /** Those of references, by name; made when the first such reference comes. */
  readonly #ofRefs = new Map<string, Index>();
  /** What was loaded, until every reference of it is indexed. */
  #loaded: Iterable<Stored> | undefined;

  constructor(kind: Kind) {
    const declared = SCHEMA.get(kind);
    if (declared === undefined) throw new Error(`BUG: the kind ${kind} is not in the store's schema.`);
    this.#kind = kind;
    this.#parts = INDEXED_PARTS.get(kind)!;
    this.#refers = refers(kind);
    this.#indexes = Object.entries(declared).map(([name, values]) => ({
      name,
      values: values as ValuesOf,
      postings: new Postings(),
      left: undefined,
    }));
    this.#byName = new Map(this.#indexes.map((index) => [index.name, index]));
  }

  /** Sets the records that are to be indexed later; `replace` handles those that change before that. */
  load(records: Iterable<Stored>): void {
    for (const index of this.#indexes) index.left = records;
    this.#loaded = records;
  }

  named(name: string): Postings {
    const index = this.#byName.get(name) ?? this.#ofRefs.get(name);
    if (index !== undefined) return whole(index);
    if (!this.#refers || !name.startsWith('ref:')) throw new Error(`BUG: the kind ${this.#kind} has no index ${name}.`);
    return this.#loaded === undefined ? EMPTY : whole(this.#ofType(name.slice('ref:'.length)));
  }

  /** Indexes loaded records, one record and index in each step. */
  *catchUp(): Generator<number, void, undefined> {
    for (const index of this.#indexes) yield* catchUp(index);
    if (this.#loaded === undefined) return;
    if (this.#refers) {
      for (const { value } of this.#loaded) {
        for (const type of Object.keys(refListsOf(value))) this.#ofType(type);
        yield 1;
      }
      for (const index of this.#ofRefs.values()) yield* catchUp(index);
    }
    this.#loaded = undefined;
  }

  /** Moves a record from where `old` is found to where `next` is found. Throws before anything is changed. */
  replace(key: string, old: Stored | undefined, next: Stored | undefined): void {
    if (old !== undefined && next !== undefined && this.#standsAlike(old.value, next.value)) return;
    const moves = this.#indexes.map(({ values, postings }) => ({
      postings,
      before: old === undefined ? NONE : values(old.value, key),
      after: next === undefined ? NONE : values(next.value, key),
    }));
    for (const { postings, before, after } of moves) move(postings, key, before, after);
    if (this.#refers) this.#replaceRefs(key, old?.value, next?.value);
  }

  #replaceRefs(key: string, old: unknown, next: unknown): void {
    const before = refListsOf(old);
    const after = refListsOf(next);
    if (before === after) return;
    for (const type in before)
      if (before[type] !== after[type])
        move(this.#ofType(type).postings, key, uuidsOf(before[type]), uuidsOf(after[type]));
    for (const type in after)
      if (before[type] === undefined) move(this.#ofType(type).postings, key, NONE, uuidsOf(after[type]));
  }

  #ofType(type: string): Index {
    const name = refIndex(type);
    let index = this.#ofRefs.get(name);
    if (index === undefined) {
      const values: ValuesOf = (value) => uuidsOf(refListsOf(value)[type]);
      this.#ofRefs.set(name, (index = { name, values, postings: new Postings(), left: this.#loaded }));
    }
    return index;
  }

  /** Whether every part that the indexes read is the identical object in both. */
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
  *places({ value, key }: Stored): Generator<{ readonly index: string; readonly value: string }> {
    for (const { name, values } of this.#indexes)
      for (const found of new Set(values(value, key))) yield { index: name, value: found };
    if (!this.#refers) return;
    for (const [type, list] of Object.entries(refListsOf(value)))
      for (const found of new Set(uuidsOf(list))) yield { index: refIndex(type), value: found };
  }
}

function enter({ values, postings }: Index, { key, value }: Stored): void {
  for (const found of values(value, key)) postings.add(found, key);
}

/** The index, with all that was loaded. */
function whole(index: Index): Postings {
  if (index.left !== undefined) {
    for (const record of index.left) enter(index, record);
    index.left = undefined;
  }
  return index.postings;
}

function* catchUp(index: Index): Generator<number, void, undefined> {
  if (index.left === undefined) return;
  // The iterator continues where it stopped.
  const left = index.left[Symbol.iterator]() as IterableIterator<Stored>;
  index.left = left;
  for (let next = left.next(); next.done !== true; next = left.next()) {
    enter(index, next.value);
    yield 1;
  }
  index.left = undefined;
}

function move(postings: Postings, key: string, before: readonly string[], after: readonly string[]): void {
  if (same(before, after)) return;
  const is = among(after);
  const was = among(before);
  for (const value of before) if (!is(value)) postings.delete(value, key);
  for (const value of after) if (!was(value)) postings.add(value, key);
}

/** Keys up to which searching a list is cheaper than making a set. */
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

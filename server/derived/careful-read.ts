/**
 * Reading around malformed records, which only an older version can have left: a record that would not be put today is
 * as good as none, so that who refers to it goes on as with any dangling reference. Used for rows that could not be
 * worked out otherwise: every record that passes is judged, once.
 */

import type { Kind } from '../model/kinds.ts';
import type { Aggregate, Judge, Read, Stored } from '../store/store.ts';

/** A record that was left out, and why it cannot be read. */
export interface LeftOut {
  readonly record: Stored;
  readonly error: unknown;
}

const SOUND = Symbol('sound');

export class CarefulRead implements Read {
  readonly #read: Read;
  readonly #judge: Judge;
  readonly #verdicts = new WeakMap<object, unknown>();
  #leftOut = new Map<string, LeftOut>();

  constructor(read: Read, judge: Judge) {
    this.#read = read;
    this.#judge = judge;
  }

  /** What was left out since this was last asked. */
  take(): readonly LeftOut[] {
    const taken = [...this.#leftOut.values()];
    this.#leftOut = new Map();
    return taken;
  }

  get revision(): number {
    return this.#read.revision;
  }

  get<K extends Kind>(kind: K, key: string): Stored<K> | undefined {
    const record = this.#read.get(kind, key);
    return record === undefined || !this.#isSound(record) ? undefined : record;
  }

  *scan<K extends Kind>(kind: K): Generator<Stored<K>, void, undefined> {
    for (const record of this.#read.scan(kind)) if (this.#isSound(record)) yield record;
  }

  count(kind: Kind): number {
    return this.#read.count(kind);
  }

  *lookup<K extends Kind>(kind: K, index: string, value: string): Generator<Stored<K>, void, undefined> {
    for (const record of this.#read.lookup(kind, index, value)) if (this.#isSound(record)) yield record;
  }

  countIn(kind: Kind, index: string, value: string): number {
    return this.#read.countIn(kind, index, value);
  }

  page<K extends Kind>(kind: K, options: Parameters<Read['page']>[1]): readonly Stored<K>[] {
    return this.#read.page(kind, options).filter((record) => this.#isSound(record));
  }

  aggregate<S>(aggregate: Aggregate<S>): S {
    return this.#read.aggregate(aggregate);
  }

  #isSound(record: Stored): boolean {
    const value = record.value as object;
    let verdict = this.#verdicts.get(value);
    if (verdict === undefined) {
      verdict = SOUND;
      try {
        this.#judge(record.kind, record.key, value, undefined);
      } catch (error) {
        verdict = error;
      }
      this.#verdicts.set(value, verdict);
    }
    if (verdict === SOUND) return true;
    this.#leftOut.set(`${record.kind} ${record.key}`, { record, error: verdict });
    return false;
  }
}

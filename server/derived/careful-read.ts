/**
 * Reads that treat malformed records as absent, so that a reference to one is a dangling reference like any other.
 * Only an older version can have stored such records. Used for rows that cannot be computed otherwise; every record
 * that is read is validated, once.
 */

import type { Kind } from '../model/kinds.ts';
import { DelegatedRead } from '../store/delegated-read.ts';
import type { Index } from '../store/indexes.ts';
import type { ValidateRecord, PageOptions, Read, Stored } from '../store/store.ts';

/** A record that was treated as absent, and what is wrong with it. */
export interface LeftOut {
  readonly record: Stored;
  readonly error: unknown;
}

const SOUND = Symbol('sound');

export class CarefulRead extends DelegatedRead {
  protected readonly answering: Read;
  readonly #validate: ValidateRecord;
  readonly #verdicts = new WeakMap<object, unknown>();
  #leftOut = new Map<string, LeftOut>();

  constructor(read: Read, validate: ValidateRecord) {
    super();
    this.answering = read;
    this.#validate = validate;
  }

  /** The records that were left out since the last call. */
  take(): readonly LeftOut[] {
    const taken = [...this.#leftOut.values()];
    this.#leftOut = new Map();
    return taken;
  }

  override get<K extends Kind>(kind: K, key: string): Stored<K> | undefined {
    const record = this.answering.get(kind, key);
    return record === undefined || !this.#isSound(record) ? undefined : record;
  }

  override *scan<K extends Kind>(kind: K): Generator<Stored<K>, void, undefined> {
    for (const record of this.answering.scan(kind)) if (this.#isSound(record)) yield record;
  }

  override *lookup<K extends Kind, V>(index: Index<K, V>, asked: NoInfer<V>): Generator<Stored<K>, void, undefined> {
    for (const record of this.answering.lookup(index, asked)) if (this.#isSound(record)) yield record;
  }

  override page<K extends Kind, V>(kind: K, options: PageOptions<K, V>): readonly Stored<K>[] {
    return this.answering.page(kind, options).filter((record) => this.#isSound(record));
  }

  #isSound(record: Stored): boolean {
    const value = record.value as object;
    let verdict = this.#verdicts.get(value);
    if (verdict === undefined) {
      verdict = SOUND;
      try {
        this.#validate(record.kind, record.key, value, undefined);
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

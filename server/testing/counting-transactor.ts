/** A transactor that counts what is read through it and written to it: work in place of time, for tests. */

import type { Kind, ValueOf } from '../model/kinds.ts';
import { DelegatedRead } from '../store/delegated-read.ts';
import type { Index } from '../store/indexes.ts';
import type { PageOptions, Read, Stored, Transaction, Transactor } from '../store/store.ts';

interface Tally {
  /** Records given to who read, one by one. */
  records: number;
  /** Records put or deleted, one that is put twice in a transaction twice. */
  puts: number;
  /** Changes committed. */
  changes: number;
  /** Characters of the records committed, as JSON. */
  size: number;
}

abstract class CountedRead extends DelegatedRead {
  protected abstract override readonly answering: Read;
  protected abstract readonly tally: Tally;

  override get<K extends Kind>(kind: K, key: string): Stored<K> | undefined {
    this.tally.records++;
    return super.get(kind, key);
  }
  override scan<K extends Kind>(kind: K): Iterable<Stored<K>> {
    return this.#counted(super.scan(kind));
  }
  override lookup<K extends Kind, V>(index: Index<K, V>, asked: NoInfer<V>): Iterable<Stored<K>> {
    return this.#counted(super.lookup(index, asked));
  }
  override page<K extends Kind, V>(kind: K, options: PageOptions<K, V>): readonly Stored<K>[] {
    const page = super.page(kind, options);
    this.tally.records += page.length;
    return page;
  }

  *#counted<T>(records: Iterable<T>): Generator<T, void, undefined> {
    for (const record of records) {
      this.tally.records++;
      yield record;
    }
  }
}

export class CountingTransactor extends CountedRead implements Transactor, Tally {
  protected readonly answering: Transactor;
  protected readonly tally = this;
  records = 0;
  puts = 0;
  changes = 0;
  size = 0;

  constructor(answering: Transactor) {
    super();
    this.answering = answering;
  }
  transact: Transactor['transact'] = (origin, body) => {
    const committed = this.answering.transact(origin, (transaction) => body(new CountedTransaction(transaction, this)));
    this.changes += committed.changes.length;
    for (const { new: next } of committed.changes) this.size += JSON.stringify(next?.value ?? '').length;
    return committed;
  };
  onCommit: Transactor['onCommit'] = (listener) => this.answering.onCommit(listener);
  fork: Transactor['fork'] = () => this.answering.fork();
}

class CountedTransaction extends CountedRead implements Transaction {
  protected readonly answering: Transaction;
  protected readonly tally: Tally;

  constructor(answering: Transaction, tally: Tally) {
    super();
    this.answering = answering;
    this.tally = tally;
  }
  get origin(): Transaction['origin'] {
    return this.answering.origin;
  }
  get time(): string {
    return this.answering.time;
  }
  put<K extends Kind>(kind: K, key: string, value: ValueOf<K>): void {
    this.tally.puts++;
    this.answering.put(kind, key, value);
  }
  delete(kind: Kind, key: string): void {
    this.tally.puts++;
    this.answering.delete(kind, key);
  }
}

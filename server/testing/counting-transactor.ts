/** A transactor that counts what is read through it and written to it: work in place of time, for tests. */

import type { Change, Read, Transaction, Transactor } from '../store/store.ts';

export interface Counted extends Transactor {
  /** Records given to who read, one by one. */
  records: number;
  /** Records put or deleted, one that is put twice in a transaction twice. */
  puts: number;
  /** Changes committed. */
  changes: number;
  /** Characters of the records committed, as JSON. */
  size: number;
}

export function countingTransactor(inner: Transactor): Counted {
  const tally = { records: 0, puts: 0, changes: 0, size: 0 };
  function* counted<T>(records: Iterable<T>): Generator<T, void, undefined> {
    for (const record of records) {
      tally.records++;
      yield record;
    }
  }
  const reading = (read: Read): Omit<Read, 'revision'> => ({
    get: (kind, key) => {
      tally.records++;
      return read.get(kind, key);
    },
    scan: (kind) => counted(read.scan(kind)),
    count: (kind) => read.count(kind),
    lookup: (index, asked) => counted(read.lookup(index, asked)),
    countIn: (index, asked) => read.countIn(index, asked),
    page: (kind, options) => {
      const page = read.page(kind, options);
      tally.records += page.length;
      return page;
    },
    aggregate: (aggregate) => read.aggregate(aggregate),
  });
  const sizeOf = (changes: readonly Change[]): number =>
    changes.reduce((sum, { new: next }) => sum + JSON.stringify(next?.value ?? '').length, 0);
  return Object.assign(tally, {
    ...reading(inner),
    get revision() {
      return inner.revision;
    },
    transact: ((origin, body) => {
      const committed = inner.transact(origin, (transaction) =>
        body({
          ...reading(transaction),
          revision: transaction.revision,
          origin: transaction.origin,
          time: transaction.time,
          put: (kind, key, value) => {
            tally.puts++;
            transaction.put(kind, key, value);
          },
          delete: (kind, key) => {
            tally.puts++;
            transaction.delete(kind, key);
          },
        } satisfies Transaction),
      );
      tally.changes += committed.changes.length;
      tally.size += sizeOf(committed.changes);
      return committed;
    }) satisfies Transactor['transact'],
    onCommit: (listener: Parameters<Transactor['onCommit']>[0]) => inner.onCommit(listener),
    fork: () => inner.fork(),
  } as Omit<Transactor, 'revision'> & { readonly revision: number });
}

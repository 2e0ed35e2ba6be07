/**
 * Names that wait, after a failure or because they returned `waits`, with what they had read: a change of any of it
 * wakes them at once. Controllers need not declare what a name waits for.
 */

import { allToken, indexToken, lookupToken, recordToken } from '../../derived/calc-node.ts';
import { Dependents } from '../../derived/dependents.ts';
import { tokensOf } from '../../derived/scheduler.ts';
import type { Kind } from '../../model/kinds.ts';
import type { Index } from '../../store/indexes.ts';
import type { Aggregate, Change, Transaction } from '../../store/store.ts';

/** What was read, as tokens. */
export type Reads = ReadonlySet<string>;

export class Waiting {
  /** By place: the number of the lane and the name. */
  readonly #dependents = new Dependents();
  /** Indexes that waiting names have queried. */
  readonly #lookups = new Set<string>();
  readonly #aggregates = new Map<string, Aggregate<unknown>>();

  /** The name goes on waiting until something of this changes. */
  wait(lane: number, key: string, reads: Reads): void {
    this.#dependents.set(placeOf(lane, key), [...reads]);
  }

  forget(lane: number, key: string): void {
    if (this.#dependents.size > 0) this.#dependents.forget(placeOf(lane, key));
  }

  /** The names that a change may wake. Costs nothing while no name waits. */
  *wokenBy(change: Change): Generator<readonly [lane: number, key: string], void, undefined> {
    if (this.#dependents.size === 0) return;
    const tokens = [...tokensOf(change, this.#lookups)];
    for (const [name, { frees }] of this.#aggregates) if (frees?.(change) === true) tokens.push(aggregateToken(name));
    for (const token of tokens) {
      const places = this.#dependents.readersOf(token);
      for (const place of places === undefined ? [] : typeof places === 'string' ? [places] : [...places]) {
        const space = place.indexOf(' ');
        yield [Number(place.slice(0, space)), place.slice(space + 1)];
      }
    }
  }

  /** A transaction that records what is read through it. */
  noting(transaction: Transaction): { readonly transaction: Transaction; readonly reads: Reads } {
    const reads = new Set<string>();
    const note = <V>(index: Index<Kind, V>, asked: V): void => {
      this.#lookups.add(indexToken(index.kind, index.name));
      reads.add(lookupToken(index.kind, index.name, index.textOf(asked)));
    };
    return {
      reads,
      transaction: {
        revision: transaction.revision,
        origin: transaction.origin,
        time: transaction.time,
        get: (kind, key) => {
          reads.add(recordToken(kind, key));
          return transaction.get(kind, key);
        },
        scan: (kind) => {
          reads.add(allToken(kind));
          return transaction.scan(kind);
        },
        count: (kind) => {
          reads.add(allToken(kind));
          return transaction.count(kind);
        },
        lookup: (index, asked) => {
          note(index, asked);
          return transaction.lookup(index, asked);
        },
        countIn: (index, asked) => {
          note(index, asked);
          return transaction.countIn(index, asked);
        },
        page: (kind, options) => {
          if (options.within === undefined) reads.add(allToken(kind));
          else note(options.within.index, options.within.asked);
          return transaction.page(kind, options);
        },
        aggregate: (aggregate) => {
          if (aggregate.frees !== undefined) this.#aggregates.set(aggregate.name, aggregate as Aggregate<unknown>);
          reads.add(aggregateToken(aggregate.name));
          return transaction.aggregate(aggregate);
        },
        put: (kind, key, value) => transaction.put(kind, key, value),
        delete: (kind, key) => transaction.delete(kind, key),
      },
    };
  }
}

function placeOf(lane: number, key: string): string {
  return `${lane} ${key}`;
}

function aggregateToken(name: string): string {
  return `aggregate ${name}`;
}

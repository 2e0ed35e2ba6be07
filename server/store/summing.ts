/**
 * An aggregate that is being made, bit by bit, of what was loaded at a start, while records change. Each record is
 * taken once, as it stands by then: a change of one that is still to be taken is not told to the aggregate.
 */

import type { Kind } from '../model/kinds.ts';
import type { Aggregate, Change, Stored } from './store.ts';

export class Summing {
  readonly aggregate: Aggregate<unknown>;
  readonly state: unknown;
  /** Kinds whose records are still to be taken, the one under way first. */
  readonly #left: Kind[];
  readonly #recordsOf: (kind: Kind) => Iterable<Stored>;
  #records: Iterator<Stored> | undefined;
  /** Keys of the kind under way that were taken. */
  #taken = new Set<string>();

  /** `recordsOf` gives records that come later last, and each with its value when it is reached. */
  constructor(aggregate: Aggregate<unknown>, kinds: Iterable<Kind>, recordsOf: (kind: Kind) => Iterable<Stored>) {
    this.aggregate = aggregate;
    this.state = aggregate.create();
    this.#left = [...kinds];
    this.#recordsOf = recordsOf;
  }

  /** Takes the next record; false when none is left. */
  step(): boolean {
    const [kind] = this.#left;
    if (kind === undefined) return false;
    this.#records ??= this.#recordsOf(kind)[Symbol.iterator]();
    const next = this.#records.next();
    if (next.done === true) {
      this.#left.shift();
      this.#records = undefined;
      this.#taken = new Set();
      return this.step();
    }
    this.#taken.add(next.value.key);
    applied(this.aggregate, this.state, { kind, key: next.value.key, new: next.value });
    return true;
  }

  /** Takes note of a change; false when the aggregate cannot take it. */
  apply(change: Change): boolean {
    const { kind, key } = change;
    if (this.#left.includes(kind)) {
      if (kind !== this.#left[0] || !this.#taken.has(key)) return true;
      // If it comes again, it comes last.
      if (change.new === undefined) this.#taken.delete(key);
    }
    return applied(this.aggregate, this.state, change);
  }
}

/** Whether the aggregate could take the change. */
export function applied<S>(aggregate: Aggregate<S>, state: S, change: Change): boolean {
  try {
    aggregate.apply(state, change);
    return true;
  } catch {
    return false;
  }
}

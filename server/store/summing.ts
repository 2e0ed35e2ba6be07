/**
 * An aggregate that is computed in small steps from the records loaded at a start, while records change. Each record
 * is added once, as it is at that time: a change of a record that has not been added yet is not applied.
 */

import type { Kind } from '../model/kinds.ts';
import type { Aggregate, Change, Stored } from './store.ts';

export class Summing {
  readonly aggregate: Aggregate<unknown>;
  readonly state: unknown;
  /** Kinds whose records are still to be added, the current one first. */
  readonly #left: Kind[];
  readonly #recordsOf: (kind: Kind) => Iterable<Stored>;
  #records: Iterator<Stored> | undefined;
  /** Keys of the current kind that were added. */
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

  /** Applies a change; false if the aggregate cannot apply it. */
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

/** Whether the aggregate could apply the change. */
export function applied<S>(aggregate: Aggregate<S>, state: S, change: Change): boolean {
  try {
    aggregate.apply(state, change);
    return true;
  } catch {
    return false;
  }
}

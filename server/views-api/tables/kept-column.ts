/**
 * Caches of values computed from the rows of a table: the order by a column, and the values for filters and search. A
 * change invalidates only what it affects; a column that has not been used lately is dropped.
 */

import { LongTask } from '../../http/turn-budget.ts';
import type { Kind } from '../../model/kinds.ts';
import { SortedPairs, type Pair } from '../shared/sorted-pairs.ts';
import type { ViewContext } from '../shared/view-context.ts';
import { comparable, type SortValue } from './table.ts';

export interface KeptColumn {
  /** The row of this key has changed, appeared or gone. */
  touch(key: string): void;
  /** Clears the cache. */
  clear(): void;
}

/** Columns kept over all tables; each costs some 10 MB at 100,000 rows. */
const MAX_KEPT = 12;

/** The cached columns: when there are more than `MAX_KEPT`, the least recently used is cleared. */
export class ColumnsInUse {
  readonly #columns = new Set<KeptColumn>();

  use<C extends KeptColumn>(column: C): C {
    this.#columns.delete(column);
    this.#columns.add(column);
    if (this.#columns.size > MAX_KEPT) {
      const [oldest] = this.#columns;
      this.#columns.delete(oldest!);
      oldest!.clear();
    }
    return column;
  }
}

/**
 * The values for filters and search: a position for each row, and for each name the values by position, computed on
 * demand.
 */
export class RowValues<V> implements KeptColumn {
  readonly #places = new Map<string, number>();
  /** Free positions, of rows that have changed or are gone. */
  readonly #free: number[] = [];
  readonly #columns = new Map<string, (V | undefined)[]>();

  /** The values under a name; undefined ones are not computed yet, and the caller sets them. */
  column(name: string): (V | undefined)[] {
    let column = this.#columns.get(name);
    if (column === undefined)
      this.#columns.set(
        name,
        (column = Array.from({ length: this.#places.size + this.#free.length }, () => undefined)),
      );
    return column;
  }

  placeOf(key: string): number {
    let place = this.#places.get(key);
    if (place === undefined) this.#places.set(key, (place = this.#free.pop() ?? this.#places.size));
    return place;
  }

  get isEmpty(): boolean {
    return this.#places.size === 0;
  }

  touch(key: string): void {
    const place = this.#places.get(key);
    if (place === undefined) return;
    this.#places.delete(key);
    this.#free.push(place);
    for (const column of this.#columns.values()) column[place] = undefined;
  }

  clear(): void {
    this.#places.clear();
    this.#free.length = 0;
    this.#columns.clear();
  }
}

/** The fraction of the rows that may be pending (0 to 1); when more are, sorting again is cheaper than moving them. */
const MAX_WAITING = 0.25;

/** Nodes of work that computing the value of a row is estimated at. */
export const NODES_A_VALUE = 5;

/** Up to this many rows are moved one by one; more are merged in one pass. */
const FEW = 8;

/** Sort values of absent texts and numbers: they come last. */
const LAST_TEXT = '\uffff';
const LAST_NUMBER = Number.MAX_VALUE;

/** The keys of a kind in the order of a column. Changes are pending until the next read. */
export class ColumnOrder implements KeptColumn {
  readonly #kind: Kind;
  readonly #valueOf: (context: ViewContext, record: never) => SortValue;
  readonly #waiting = new Set<string>();
  #pairs: SortedPairs<string | number> | undefined;
  #last: string | number = LAST_TEXT;
  /** Set while the order is being built; keys touched meanwhile are in `#waiting`. */
  #making: Promise<void> | undefined;
  #cleared = 0;

  constructor(kind: Kind, valueOf: (context: ViewContext, record: never) => SortValue) {
    this.#kind = kind;
    this.#valueOf = valueOf;
  }

  touch(key: string): void {
    if (this.#pairs === undefined && this.#making === undefined) return;
    this.#waiting.add(key);
    if (
      this.#pairs !== undefined &&
      this.#waiting.size > 1_000 &&
      this.#waiting.size > this.#pairs.keys.length * MAX_WAITING
    )
      this.clear();
  }

  clear(): void {
    this.#cleared += 1;
    this.#pairs = undefined;
    this.#waiting.clear();
  }

  get isMade(): boolean {
    return this.#pairs !== undefined;
  }

  /** Builds the order if needed, yielding in between; concurrent callers wait for the same build. */
  async prepare(currentContext: () => ViewContext, task = new LongTask()): Promise<void> {
    if (this.#pairs !== undefined) return;
    this.#making ??= this.#makeInTurns(currentContext, task).finally(() => {
      this.#making = undefined;
    });
    return this.#making;
  }

  async #makeInTurns(currentContext: () => ViewContext, task: LongTask): Promise<void> {
    const cleared = this.#cleared;
    let context = currentContext();
    this.#waiting.clear();
    const found: { value: string | number | undefined; key: string }[] = [];
    let numbers = false;
    // The current records; any that change meanwhile are touched.
    for (const record of [...context.read.scan(this.#kind)]) {
      const value = comparable(this.#valueOf(context, record as never));
      numbers ||= typeof value === 'number';
      found.push({ value, key: record.key });
      if (!task.spend('nodes', NODES_A_VALUE)) continue;
      await task.nextTurn();
      if (this.#cleared !== cleared) return;
      context = currentContext();
    }
    const last = numbers ? LAST_NUMBER : LAST_TEXT;
    for (const pair of found) pair.value ??= last;
    const pairs = await SortedPairs.filled(found as Pair<string | number>[], task);
    if (this.#cleared !== cleared) return;
    this.#last = last;
    this.#pairs = pairs;
  }

  /** Values and keys in order, side by side. Valid until the next change. */
  rows(context: ViewContext): { readonly texts: readonly (string | number)[]; readonly keys: readonly string[] } {
    if (this.#pairs !== undefined && this.#waiting.size > 0) this.#mergeWaiting(context, this.#pairs);
    const pairs = this.#pairs ?? this.#make(context);
    return { texts: pairs.values, keys: pairs.keys };
  }

  #make(context: ViewContext): SortedPairs<string | number> {
    const found: { value: string | number | undefined; key: string }[] = [];
    let numbers = false;
    for (const record of context.read.scan(this.#kind)) {
      const value = comparable(this.#valueOf(context, record as never));
      numbers ||= typeof value === 'number';
      found.push({ value, key: record.key });
    }
    this.#last = numbers ? LAST_NUMBER : LAST_TEXT;
    for (const pair of found) pair.value ??= this.#last;
    this.#pairs = new SortedPairs();
    this.#pairs.fill(found as Pair<string | number>[]);
    this.#waiting.clear();
    return this.#pairs;
  }

  #mergeWaiting(context: ViewContext, pairs: SortedPairs<string | number>): void {
    const added: Pair<string | number>[] = [];
    for (const key of this.#waiting) {
      const record = context.read.get(this.#kind, key);
      if (record === undefined) continue;
      const value = comparable(this.#valueOf(context, record as never)) ?? this.#last;
      // The first number of a column that had none: absent values sort elsewhere from now on.
      if (typeof value !== typeof this.#last) return this.clear();
      added.push({ value, key });
    }
    if (this.#waiting.size > FEW) pairs.merge(this.#waiting, added);
    else {
      for (const key of this.#waiting) pairs.removeKey(key);
      for (const { value, key } of added) pairs.add(value, key);
    }
    this.#waiting.clear();
  }
}

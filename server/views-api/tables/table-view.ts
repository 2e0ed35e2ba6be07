/**
 * Answers queries of a table. The default order is always kept up to date; the order by another column, and the
 * values for filters and search, are computed on demand and cached while they are in use.
 */

import type { FaultyRow, RowBase, TablePage } from '../../contract/views/table-query.ts';
import { LongTask } from '../../http/turn-budget.ts';
import type { Kind } from '../../model/kinds.ts';
import { naturalOrder } from '../../model/natural-order.ts';
import type { Change, Read, Stored } from '../../store/store.ts';
import { nameOfObject } from '../shared/conditions.ts';
import { OrderedRows, type OrderText } from '../shared/ordered-rows.ts';
import { lowerBound } from '../shared/sorted-pairs.ts';
import type { Turns } from '../shared/turns.ts';
import type { ViewContext } from '../shared/view-context.ts';
import { containedTable, type ContainedTable } from './contained-table.ts';
import { ColumnOrder, NODES_A_VALUE, RowValues, type ColumnsInUse } from './kept-column.ts';
import { cursorOf, type ParsedTableQuery } from './read-query.ts';
import type { AnyTable } from './table.ts';

interface Order {
  readonly texts: readonly (string | number)[];
  readonly keys: readonly string[];
}

/** Rows that are checked before other requests may have a turn. */
const STEP = 200;

/** The project of a row that has none. */
const NO_PROJECT = '\u0000';

/** The rows of a table in its default order. */
function rowsOf(read: Read, { kind, order }: ContainedTable): OrderedRows<Kind> {
  return new OrderedRows(read, kind, order as OrderText<Kind>, naturalOrder);
}

export class TableView {
  readonly definition: ContainedTable;
  #rows: OrderedRows<Kind>;
  readonly #inUse: ColumnsInUse;
  readonly #orders = new Map<string, ColumnOrder>();
  /** Under `filter <column>`, `text` and `project`. */
  readonly #values = new RowValues<string | readonly string[]>();
  /** The revision for which cached columns are valid, for tables without `affectedBy`. */
  #revision = -1;

  constructor(context: ViewContext, noun: string, table: AnyTable, inUse: ColumnsInUse) {
    const definition = (this.definition = containedTable(noun, table));
    this.#inUse = inUse;
    this.#rows = rowsOf(context.read, definition);
  }

  /** Sorts the rows in turns, so that nobody has to wait for it. */
  prepare(task: LongTask): Promise<void> {
    return this.#rows.prepare(task);
  }

  /** Whether a change of this kind affects anything cached. */
  hears(kind: Kind): boolean {
    return (
      kind === this.definition.kind ||
      (this.definition.affectedBy !== undefined && (this.#orders.size > 0 || !this.#values.isEmpty))
    );
  }

  /** Applies a change of any kind; `read` is the state after it. */
  apply(read: Read, change: Change): void {
    const { kind, affectedBy } = this.definition;
    if (change.kind === kind) this.#rows.apply(change);
    if (affectedBy === undefined || (this.#orders.size === 0 && this.#values.isEmpty)) return;
    const touched = change.kind === kind ? [change.key] : (affectedBy[change.kind]?.(read, change) ?? []);
    for (const key of touched) {
      for (const order of this.#orders.values()) order.touch(key);
      this.#values.touch(key);
    }
  }

  /** Rebuilds everything from the store: for a view that may have missed a change. */
  rebuild(read: Read): void {
    this.#rows = rowsOf(read, this.definition);
    this.forget();
  }

  /** Something without a revision changed on which values may depend. */
  forget(): void {
    this.#revision = -1;
    for (const order of this.#orders.values()) order.clear();
    this.#values.clear();
  }

  /** Rows that the list shows by default. */
  count(context: ViewContext): number {
    const { excluded, hidden, kind } = this.definition;
    if (excluded === undefined && hidden === undefined) return context.read.count(kind);
    let count = 0;
    for (const record of context.read.scan(kind))
      if (!(excluded?.(context, record) ?? false) && !(hidden?.(context, record) ?? false)) count++;
    return count;
  }

  /** As `count`, yielding in between. */
  async countInTurns(turns: Turns): Promise<number> {
    const { excluded, hidden, kind } = this.definition;
    if (excluded === undefined && hidden === undefined) return turns.context.read.count(kind);
    let count = 0;
    for await (const record of turns.records(kind))
      if (!(excluded?.(turns.context, record) ?? false) && !(hidden?.(turns.context, record) ?? false)) count++;
    return count;
  }

  /** The row of one record, even if lists hide it by default; undefined if there is none. */
  row(context: ViewContext, key: string): RowBase | undefined {
    const record = context.read.get(this.definition.kind, key);
    return record === undefined || this.definition.excluded?.(context, record) === true
      ? undefined
      : this.definition.row(context, record);
  }

  /** Without yielding. */
  page(context: ViewContext, query: ParsedTableQuery, time: string): TablePage<RowBase> {
    const steps = this.#steps(() => context, query, time);
    for (;;) {
      const { done, value } = steps.next();
      if (done === true) return value;
    }
  }

  /**
   * Yields in between. The order is that of the revision in the answer; a row that changes meanwhile may be shown in
   * its later state.
   */
  async pageInTurns(
    currentContext: () => ViewContext,
    query: ParsedTableQuery,
    time: string,
    task = new LongTask(),
  ): Promise<TablePage<RowBase>> {
    const { definition } = this;
    let fresh: Order | undefined;
    if (query.column === definition.orderColumn) await this.#rows.prepare(task);
    else if (definition.affectedBy !== undefined)
      await this.#inUse.use(this.#ordered(query.column)).prepare(currentContext, task);
    else fresh = await this.#orderInTurns(currentContext, query.column, task);
    const steps = this.#steps(currentContext, query, time, fresh);
    for (;;) {
      const { done, value } = steps.next();
      if (done === true) return value;
      if (task.spend('nodes', value * NODES_A_VALUE)) await task.nextTurn();
    }
  }

  /** Yields the number of rows that were read since the last step; the event loop may be yielded after each. */
  *#steps(
    currentContext: () => ViewContext,
    query: ParsedTableQuery,
    time: string,
    made?: Order,
  ): Generator<number, TablePage<RowBase>, void> {
    const { definition } = this;
    let context = currentContext();
    const { revision } = context.read;
    this.#keepNothingOld(context);
    let order = made ?? this.#order(context, query.column);
    const length = order.keys.length;
    const step = query.descending ? -1 : 1;
    let at = query.descending ? length - 1 : 0;
    if (query.after !== undefined) {
      const found = lowerBound(order.texts, order.keys, query.after.value, query.after.key);
      const exact = order.keys[found] === query.after.key && order.texts[found] === query.after.value;
      at = query.descending ? found - 1 : exact ? found + 1 : found;
    }
    const rows: RowBase[] = [];
    const faulty: FaultyRow[] = [];
    let last: number | undefined;
    let next: string | undefined;
    const take = (position: number, record: Stored): void => {
      if (rows.length + faulty.length >= query.limit) {
        next = cursorOf(order.texts[last!]!, order.keys[last!]!);
        return;
      }
      const row = definition.row(context, record);
      if (row === undefined) faulty.push(faultyRow(context, record));
      else rows.push(row);
      last = position;
    };

    const simple =
      query.words.length === 0 &&
      query.filters.size === 0 &&
      query.project === undefined &&
      definition.hidden === undefined &&
      definition.excluded === undefined;
    if (simple) {
      for (; at >= 0 && at < length && next === undefined; at += step) {
        const record = context.read.get(definition.kind, order.keys[at]!);
        if (record !== undefined) take(at, record);
      }
      return {
        rows,
        total: length,
        matched: length,
        ...(faulty.length === 0 ? {} : { faulty }),
        ...(next === undefined ? {} : { next }),
        revision,
        time,
      };
    }

    let [total, matched, hidden, looked] = [0, 0, 0, 0];
    const start = at;
    let inProject = this.#inProject(context, query.project);
    let matches = this.#matcher(context, query);
    // The order itself is changed in place.
    const [texts, keys] = length > STEP ? [order.texts.slice(), order.keys.slice()] : [order.texts, order.keys];
    order = { texts, keys };
    for (let position = query.descending ? length - 1 : 0; position >= 0 && position < length; position += step) {
      if ((looked += 1) % STEP === 0) {
        yield STEP;
        context = currentContext();
        this.#keepNothingOld(context);
        inProject = this.#inProject(context, query.project);
        matches = this.#matcher(context, query);
      }
      const key = keys[position]!;
      if (
        (made !== undefined || context.read.revision !== revision) &&
        context.read.get(definition.kind, key) === undefined
      )
        continue;
      if (definition.excluded?.(context, recordOf(context, definition, key)) === true) continue;
      if (!inProject(key)) continue;
      if (!query.system && definition.hidden?.(context, recordOf(context, definition, key)) === true) {
        hidden++;
        continue;
      }
      total++;
      if (!matches(key)) continue;
      matched++;
      if (next === undefined && (query.descending ? position <= start : position >= start))
        take(position, recordOf(context, definition, key));
    }
    return {
      rows,
      total,
      matched,
      ...(faulty.length === 0 ? {} : { faulty }),
      ...(hidden === 0 ? {} : { hidden: { count: hidden, reason: definition.hiddenReason ?? 'system objects' } }),
      ...(next === undefined ? {} : { next }),
      revision,
      time,
    };
  }

  /** Whether a row is in the project. */
  #inProject(context: ViewContext, project: string | undefined): (key: string) => boolean {
    if (project === undefined) return () => true;
    const { definition } = this;
    const kept = this.#inUse.use(this.#values);
    const projects = kept.column('project');
    return (key) =>
      (projects[kept.placeOf(key)] ??=
        definition.project!(context, recordOf(context, definition, key)) ?? NO_PROJECT) === project;
  }

  /** Whether a row has one of the values of every filter, and every word in its text. */
  #matcher(context: ViewContext, { words, filters }: ParsedTableQuery): (key: string) => boolean {
    if (words.length === 0 && filters.size === 0) return () => true;
    const { definition } = this;
    const kept = this.#inUse.use(this.#values);
    const columns = [...filters].map(([name, wanted]) => ({
      wanted,
      valuesOf: definition.filter[name]!,
      column: kept.column(`filter ${name}`),
    }));
    const texts = kept.column('text');
    return (key) => {
      const place = kept.placeOf(key);
      for (const { wanted, valuesOf, column } of columns) {
        const values = (column[place] ??= lowered(valuesOf(context, recordOf(context, definition, key))));
        if (typeof values === 'string' ? !wanted.has(values) : !values.some((value) => wanted.has(value))) return false;
      }
      if (words.length === 0) return true;
      const text = (texts[place] ??= definition.text(context, recordOf(context, definition, key)).toLowerCase());
      return words.every((spellings) => spellings.some((spelling) => text.includes(spelling)));
    };
  }

  #order(context: ViewContext, column: string): Order {
    const { definition } = this;
    if (column === definition.orderColumn) return this.#rows.rows();
    return this.#inUse.use(this.#ordered(column)).rows(context);
  }

  /** For a table without `affectedBy`: cached if nothing was committed while it was built. */
  async #orderInTurns(currentContext: () => ViewContext, column: string, task: LongTask): Promise<Order> {
    this.#keepNothingOld(currentContext());
    const kept = this.#orders.get(column);
    if (kept?.isMade === true) return this.#inUse.use(kept).rows(currentContext());
    const order = new ColumnOrder(this.definition.kind, this.definition.sort[column]!);
    const { revision } = currentContext().read;
    await order.prepare(currentContext, task);
    const context = currentContext();
    if (context.read.revision === revision && this.#revision === revision)
      this.#orders.set(column, this.#inUse.use(order));
    return order.rows(context);
  }

  #ordered(column: string): ColumnOrder {
    let order = this.#orders.get(column);
    if (order === undefined)
      this.#orders.set(column, (order = new ColumnOrder(this.definition.kind, this.definition.sort[column]!)));
    return order;
  }

  #keepNothingOld({ read }: ViewContext): void {
    if (this.definition.affectedBy !== undefined || this.#revision === read.revision) return;
    this.forget();
    this.#revision = read.revision;
  }
}

function faultyRow(context: ViewContext, { kind, key }: Stored): FaultyRow {
  return {
    kind,
    key,
    name: nameOfObject(context.read, kind, key),
    message: context.faults.of(kind, key)[0]?.message ?? 'This object cannot be shown.',
  };
}

function recordOf(context: ViewContext, { kind }: Pick<AnyTable, 'kind'>, key: string): Stored {
  return context.read.get(kind, key)!;
}

/** Lower case; most rows have one value, which is kept without a list. */
function lowered(values: readonly (string | undefined)[]): string | readonly string[] {
  const found: string[] = [];
  for (const value of values) if (value !== undefined) found.push(value.toLowerCase());
  return found.length === 1 ? found[0]! : found;
}

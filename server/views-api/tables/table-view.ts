/**
 * A table at work: pages of it out of ordered rows. The default order is kept in step; the order by another column is
 * made when it is asked for, and kept until a kind on which it depends changes.
 */
import type { RowBase, TablePage } from '../../contract/views/table-query.ts';
import type { Kind } from '../../model/kinds.ts';
import type { Change, Stored } from '../../store/store.ts';
import type { World } from '../world.ts';
import { lowerBound, OrderedRows } from './ordered-rows.ts';
import { cursorOf, type Wish } from './read-query.ts';
import type { AnyTable, SortValue } from './table.ts';

interface Order {
  readonly texts: readonly (string | number)[];
  readonly keys: readonly string[];
}

/** What stands last: absent texts, and absent numbers. */
const LAST_TEXT = '\uffff';

export class TableView {
  readonly definition: AnyTable;
  readonly #rows: OrderedRows<Kind>;
  readonly #orders = new Map<string, { readonly stamp: string; readonly order: Order }>();

  constructor(world: World, definition: AnyTable) {
    this.definition = definition;
    this.#rows = new OrderedRows(world.read, definition.kind, definition.order as never);
  }

  apply(change: Change): void {
    this.#rows.apply(change);
  }

  /** Rows that the list shows by default. */
  count(world: World): number {
    const { excluded, hidden, kind } = this.definition;
    if (excluded === undefined && hidden === undefined) return world.read.count(kind);
    let count = 0;
    for (const record of world.read.scan(kind)) if (!(excluded?.(world, record) ?? false) && !(hidden?.(world, record) ?? false)) count++;
    return count;
  }

  page(world: World, wish: Wish, time: string): TablePage<RowBase> {
    const { definition } = this;
    const order = this.#order(world, wish.column);
    const length = order.keys.length;
    const step = wish.descending ? -1 : 1;
    let at = wish.descending ? length - 1 : 0;
    if (wish.after !== undefined) {
      const found = lowerBound(order.texts, order.keys, wish.after.value, wish.after.key);
      const exact = order.keys[found] === wish.after.key && order.texts[found] === wish.after.value;
      at = wish.descending ? found - 1 : exact ? found + 1 : found;
    }
    const rows: RowBase[] = [];
    let last: number | undefined;
    let next: string | undefined;
    const take = (position: number, record: Stored): void => {
      if (rows.length >= wish.limit) {
        next = cursorOf(order.texts[last!]!, order.keys[last!]!);
        return;
      }
      rows.push(definition.row(world, record));
      last = position;
    };

    const simple = wish.words.length === 0 && wish.filters.size === 0 && wish.project === undefined && definition.hidden === undefined && definition.excluded === undefined;
    if (simple) {
      for (; at >= 0 && at < length && next === undefined; at += step) take(at, world.read.get(definition.kind, order.keys[at]!)!);
      return { rows, total: length, matched: length, ...(next === undefined ? {} : { next }), revision: world.read.revision, time };
    }

    let [total, matched, hidden] = [0, 0, 0];
    const start = at;
    for (let position = wish.descending ? length - 1 : 0; position >= 0 && position < length; position += step) {
      const record = world.read.get(definition.kind, order.keys[position]!)!;
      if (definition.excluded?.(world, record) === true) continue;
      if (wish.project !== undefined && definition.project!(world, record) !== wish.project) continue;
      if (!wish.system && definition.hidden?.(world, record) === true) {
        hidden++;
        continue;
      }
      total++;
      if (!this.#matches(world, record, wish)) continue;
      matched++;
      if (next === undefined && (wish.descending ? position <= start : position >= start)) take(position, record);
    }
    return {
      rows, total, matched, ...(hidden === 0 ? {} : { hidden: { count: hidden, reason: definition.hiddenReason ?? 'system objects' } }), ...(next === undefined ? {} : { next }),
      revision: world.read.revision, time,
    };
  }

  #matches(world: World, record: Stored, { words, filters }: Wish): boolean {
    for (const [column, values] of filters) {
      const has = this.definition.filter[column]!(world, record);
      if (!has.some((value) => value !== undefined && values.has(value.toLowerCase()))) return false;
    }
    if (words.length === 0) return true;
    const text = this.definition.text(world, record).toLowerCase();
    return words.every((word) => text.includes(word));
  }

  #order(world: World, column: string): Order {
    const { definition } = this;
    if (column === definition.orderColumn) return this.#rows.rows();
    const stamp = world.stampOf([definition.kind, ...definition.joins]);
    const kept = this.#orders.get(column);
    if (kept?.stamp === stamp) return kept.order;
    const order = sorted(world, definition, column, kept?.order.keys ?? []);
    this.#orders.set(column, { stamp, order });
    return order;
  }
}

/** Begins in the order of before: sorting what is nearly sorted costs one pass. */
function sorted(world: World, definition: AnyTable, column: string, before: readonly string[]): Order {
  const valueOf = definition.sort[column]!;
  const entries: { value: SortValue; key: string }[] = [];
  const seen = new Set<string>();
  for (const key of before) {
    const record = world.read.get(definition.kind, key);
    if (record === undefined) continue;
    seen.add(key);
    entries.push({ value: valueOf(world, record), key });
  }
  for (const record of world.read.scan(definition.kind)) if (!seen.has(record.key)) entries.push({ value: valueOf(world, record), key: record.key });
  const last = entries.some((entry) => typeof entry.value === 'number') ? Number.MAX_VALUE : LAST_TEXT;
  for (const entry of entries) entry.value ??= last;
  const filled = entries as { value: string | number; key: string }[];
  filled.sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : a.key < b.key ? -1 : 1));
  return { texts: filled.map((entry) => entry.value), keys: filled.map((entry) => entry.key) };
}

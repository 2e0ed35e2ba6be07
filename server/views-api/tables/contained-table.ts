import type { RowBase } from '../../contract/views/table-query.ts';
import type { Stored } from '../../store/store.ts';
import { attempt } from '../shared/contained.ts';
import type { ViewContext } from '../shared/view-context.ts';
import type { AnyTable, SortValue } from './table.ts';

/**
 * A table whose functions do not throw: values that cannot be read from a record are absent, rows that cannot be
 * shown are undefined.
 */
export type ContainedTable = Omit<AnyTable, 'row'> & { row(context: ViewContext, record: Stored): RowBase | undefined };

export function containedTable(noun: string, table: AnyTable): ContainedTable {
  const by = `table ${noun}`;
  /** These are called for many rows: errors of `row` are enough for the log. */
  const otherwise =
    <A extends readonly unknown[], T>(read: (...asked: A) => T, absent: T) =>
    (...asked: A): T => {
      try {
        return read(...asked);
      } catch {
        return absent;
      }
    };
  const { hidden, excluded, project, order } = table;
  return {
    ...table,
    order: otherwise(order, ''),
    row: (context, record) => attempt(context, by, record, () => table.row(context, record)),
    sort: Object.fromEntries(
      Object.entries(table.sort).map(([column, valueOf]) => [
        column,
        otherwise<[ViewContext, Stored], SortValue>((context, record) => valueOf(context, record), undefined),
      ]),
    ),
    filter: Object.fromEntries(
      Object.entries(table.filter).map(([column, valuesOf]) => [
        column,
        otherwise<[ViewContext, Stored], readonly (string | undefined)[]>(
          (context, record) => valuesOf(context, record),
          [],
        ),
      ]),
    ),
    text: otherwise((context: ViewContext, record: Stored) => table.text(context, record), ''),
    ...(project === undefined
      ? {}
      : { project: otherwise((context: ViewContext, record: Stored) => table.project!(context, record), undefined) }),
    ...(hidden === undefined
      ? {}
      : { hidden: otherwise((context: ViewContext, record: Stored) => table.hidden!(context, record), false) }),
    ...(excluded === undefined
      ? {}
      : { excluded: otherwise((context: ViewContext, record: Stored) => table.excluded!(context, record), false) }),
  };
}

import type { RowBase } from '../../contract/views/table-query.ts';
import type { Stored } from '../../store/store.ts';
import { attempt } from '../shared/contained.ts';
import type { World } from '../shared/world.ts';
import type { AnyTable, SortValue } from './table.ts';

/**
 * A table whose rows cannot make it throw: what cannot be read off a record is absent, what cannot be shown is
 * undefined.
 */
export type ContainedTable = Omit<AnyTable, 'row'> & { row(world: World, record: Stored): RowBase | undefined };

export function containedTable(noun: string, table: AnyTable): ContainedTable {
  const by = `table ${noun}`;
  /** Every one of these is asked for many rows: what `row` says of a record is enough for the log. */
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
    row: (world, record) => attempt(world, by, record, () => table.row(world, record)),
    sort: Object.fromEntries(
      Object.entries(table.sort).map(([column, valueOf]) => [
        column,
        otherwise<[World, Stored], SortValue>((world, record) => valueOf(world, record), undefined),
      ]),
    ),
    filter: Object.fromEntries(
      Object.entries(table.filter).map(([column, valuesOf]) => [
        column,
        otherwise<[World, Stored], readonly (string | undefined)[]>((world, record) => valuesOf(world, record), []),
      ]),
    ),
    text: otherwise((world: World, record: Stored) => table.text(world, record), ''),
    ...(project === undefined
      ? {}
      : { project: otherwise((world: World, record: Stored) => table.project!(world, record), undefined) }),
    ...(hidden === undefined
      ? {}
      : { hidden: otherwise((world: World, record: Stored) => table.hidden!(world, record), false) }),
    ...(excluded === undefined
      ? {}
      : { excluded: otherwise((world: World, record: Stored) => table.excluded!(world, record), false) }),
  };
}

import type { TablePage, TableRow } from '../../../server/contract/views/table-query.ts';
import type { OWN_COLUMNS, OwnRow, RowByNoun, TableNoun } from '../../../server/contract/views/tables.ts';
import { get } from './client.ts';
import { everyRow, picked, reading, readingEveryRow, type Reading } from './reading.ts';
import { madeFrom, view, viewAddress, viewIfThere, type Asked } from './views.ts';

/**
 * A page of a list; a change of any kind that its rows are joined from reads it again. `query` is the result of
 * `tableQuery(table.state, { project: table.project })` in `ui/data-table/table-search.ts`.
 */
export const tableOf = <N extends TableNoun>(noun: N, query: Asked<'table'>): Reading<TablePage<RowByNoun[N]>> =>
  view('table', { noun }, query, { keep: true }) as unknown as Reading<TablePage<RowByNoun[N]>>;

/** The kind that is listed, which a table's declaration names first. */
const ofListed = (noun: TableNoun): readonly string[] => madeFrom('table', { noun }).slice(0, 1);

/** The number of rows in a list, with `query`; read again only when the listed kind changes. */
export const countOf = <N extends TableNoun>(noun: N, query: Asked<'table'>) =>
  picked(reading<TablePage<unknown>>(viewAddress('table', { noun }, query), ofListed(noun)), ({ total }) => total);

/** The row of one object, by its key in the store; null if there is none. */
export const rowQuery = <N extends TableNoun>(noun: N, object: string) =>
  picked(
    viewIfThere('row', { noun, id: object }, { object }) as unknown as Reading<TableRow<RowByNoun[N]> | null>,
    (answer) => answer?.row ?? null,
  );

/**
 * All rows of a list, with only the columns that depend on the listed kind alone: only its changes read the list again.
 */
export const everyRowOf = <N extends keyof typeof OWN_COLUMNS>(noun: N, query: Asked<'table'> = {}) =>
  readingEveryRow<OwnRow<N>>(viewAddress('table', { noun }, query), ofListed(noun));

/** Every matching row, page by page, for an export. */
export function allRowsOf<N extends TableNoun>(noun: N, query: URLSearchParams): Promise<readonly RowByNoun[N][]> {
  const asked = new URLSearchParams(query);
  asked.delete('limit');
  asked.delete('after');
  return everyRow(viewAddress('table', { noun }, asked));
}

/** The first row of a list, once. */
export async function firstRowOf<N extends TableNoun>(
  noun: N,
  query: Readonly<Record<string, string>>,
): Promise<RowByNoun[N] | undefined> {
  return (await get<TablePage<RowByNoun[N]>>(viewAddress('table', { noun }, { ...query, limit: '1' }))).rows[0];
}

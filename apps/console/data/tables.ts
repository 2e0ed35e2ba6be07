import type { TablePage, TableRow } from '../../../server/contract/views/table-query.ts';
import type { RowByNoun, TableNoun } from '../../../server/contract/views/tables.ts';
import { segment } from './client.ts';
import { everyRow, picked, reading, readingIfThere } from './reading.ts';

/**
 * A list of the server. `kinds` are the store kinds its rows are joined from: a change of any of them reads it again.
 * `query` is what `tableQuery(table.state, { project: table.project })` of `ui/data-table/table-search.ts` gives.
 */
export const tableOf = <N extends TableNoun>(noun: N, kinds: readonly string[], query: URLSearchParams) =>
  reading<TablePage<RowByNoun[N]>>(`/views/tables/${noun}?${query}`, kinds, { keep: true });

/** The row of one object, by its key in the store: null when there is none. */
export const rowQuery = <N extends TableNoun>(noun: N, kinds: readonly string[], object: string) =>
  picked(
    readingIfThere<TableRow<RowByNoun[N]>>(`/views/tables/${noun}/${segment(object)}`, kinds, { object }),
    (answer) => answer?.row ?? null,
  );

/** Every matching row, page by page, for an export. */
export function allRowsOf<N extends TableNoun>(noun: N, query: URLSearchParams): Promise<readonly RowByNoun[N][]> {
  const asked = new URLSearchParams(query);
  asked.delete('limit');
  asked.delete('after');
  return everyRow(`/views/tables/${noun}?${asked}`);
}

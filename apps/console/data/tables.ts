import type { TablePage } from '../../../server/contract/views/table-query.ts';
import type { RowByNoun, TableNoun } from '../../../server/contract/views/tables.ts';
import { everyRow, picked, reading } from './reading.ts';

/**
 * A list of the server. `kinds` are the store kinds its rows are joined from: a change of any of them reads it again.
 * `query` is what `tableQuery(table.state, { project: table.project })` of `ui/data-table/table-search.ts` gives.
 */
export const tableOf = <N extends TableNoun>(noun: N, kinds: readonly string[], query: URLSearchParams) =>
  reading<TablePage<RowByNoun[N]>>(`/views/tables/${noun}?${query}`, kinds, { keep: true });

/** The row of one object, by its key in the store: null when there is none. `q` finds it among the others. */
export const rowQuery = <N extends TableNoun>(noun: N, kinds: readonly string[], object: string, query: Record<string, string>, is: (row: RowByNoun[N]) => boolean) =>
  picked(reading<TablePage<RowByNoun[N]>>(`/views/tables/${noun}?${new URLSearchParams({ ...query, limit: '1000' })}`, kinds, { object }), ({ rows }) => rows.find(is) ?? null);

/** Every matching row, page by page, for an export. */
export function allRowsOf<N extends TableNoun>(noun: N, query: URLSearchParams): Promise<readonly RowByNoun[N][]> {
  const asked = new URLSearchParams(query);
  asked.delete('limit');
  asked.delete('after');
  return everyRow(`/views/tables/${noun}?${asked}`);
}

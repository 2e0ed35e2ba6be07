import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { TablePage } from '../../../server/contract/views/table-query.ts';
import type { RowByNoun, TableNoun } from '../../../server/contract/views/tables.ts';
import { get } from './client.ts';
import { liveKey } from './live-keys.ts';

/**
 * A list of the server. `kinds` are the store kinds its rows are joined from: a change of any of them reads it again.
 * `query` is what `tableQuery(table.state, { project: table.project })` of `ui/data-table/table-search.ts` gives.
 */
export const tableOf = <N extends TableNoun>(noun: N, kinds: readonly string[], query: URLSearchParams) => queryOptions({
  queryKey: liveKey(kinds, 'table', noun, query.toString()),
  queryFn: ({ signal }) => get<TablePage<RowByNoun[N]>>(`/views/tables/${noun}?${query}`, signal),
  placeholderData: keepPreviousData,
});

/** Every matching row, page by page, for an export or a picker. At most `most` rows. */
export async function allRowsOf<N extends TableNoun>(noun: N, query: URLSearchParams, most = 20_000): Promise<readonly RowByNoun[N][]> {
  const rows: RowByNoun[N][] = [];
  const asked = new URLSearchParams(query);
  asked.set('limit', '1000');
  asked.delete('after');
  while (rows.length < most) {
    const page = await get<TablePage<RowByNoun[N]>>(`/views/tables/${noun}?${asked}`);
    rows.push(...page.rows);
    if (page.next === undefined) break;
    asked.set('after', page.next);
  }
  return rows.slice(0, most);
}

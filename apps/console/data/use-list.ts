import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { TableNoun } from '../../../server/contract/views/tables.ts';
import { tableQuery } from '../ui/data-table/table-search.ts';
import { useTableState } from '../ui/data-table/use-table-state.ts';
import { listForms } from './commands.ts';
import { allRowsOf, tableOf } from './tables.ts';

/**
 * A list of the server tied to the address bar: the read, and its equivalent command. Sorted by `sort` unless the user
 * chooses. With `everywhere` it ignores the selected project.
 */
export function useListState<N extends TableNoun>(
  noun: N,
  { sort, everywhere = false }: { sort?: string; everywhere?: boolean } = {},
) {
  const table = useTableState(sort === undefined ? {} : { defaultSort: { id: sort, desc: false } });
  const project = everywhere ? undefined : table.project;
  const search = useMemo(() => tableQuery(table.state, { project }), [table.state, project]);
  return {
    id: noun,
    table,
    project,
    search,
    forms: listForms(noun, search),
    fetchAll: () => allRowsOf(noun, search),
  };
}

/** The same with its rows: `list` of `ListPage` and `ObjectTable`. */
export function useList<N extends TableNoun>(noun: N, options?: { sort?: string; everywhere?: boolean }) {
  const list = useListState(noun, options);
  return { ...list, query: useQuery(tableOf(noun, list.search)) };
}

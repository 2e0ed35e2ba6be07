import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useRef } from 'react';
import { useSearchText } from '../search.ts';
import { nextSort, readTableState, writeTableState, type TableSort, type TableState } from './table-search.ts';

export type TableControl = {
  state: TableState;
  /** The chosen project, from `?project=`; undefined is all projects. */
  project: string | undefined;
  setQ: (q: string) => void;
  sortBy: (id: string) => void;
  setFilter: (id: string, value: string | undefined) => void;
  clearFilters: () => void;
  showSystem: (shown: boolean) => void;
  toNext: (after: string) => void;
  toPrevious: () => void;
};

/**
 * Connects a list to the address bar. A new text, sort or filter returns to the first page. Typing replaces the history
 * entry; other changes add one.
 */
export function useTableState(options: { defaultSort?: TableSort } = {}): TableControl {
  const search = useSearchText();
  const navigate = useNavigate();
  const { id: sortId, desc } = options.defaultSort ?? {};
  const fallback = useMemo(
    () => (sortId === undefined ? undefined : { id: sortId, desc: desc === true }),
    [sortId, desc],
  );
  const state = useMemo(() => readTableState(search, fallback), [search, fallback]);
  const trail = useRef(new Map<number, string | undefined>([[1, undefined]]));
  trail.current.set(state.page, state.after);

  const go = useCallback(
    (next: TableState, replace = false) => {
      const fresh = writeTableState(next, fallback);
      void navigate({
        to: '.',
        replace,
        search: (now: Record<string, unknown>) => {
          const { q: _q, sort: _sort, filter: _filter, after: _after, page: _page, system: _system, ...rest } = now;
          return { ...rest, ...fresh };
        },
      } as Parameters<typeof navigate>[0]);
    },
    [navigate, fallback],
  );

  const project = typeof search['project'] === 'string' && search['project'] !== '' ? search['project'] : undefined;
  return useMemo(() => {
    const first = { after: undefined, page: 1 };
    return {
      state,
      project,
      setQ: (q) => go({ ...state, ...first, q }, true),
      sortBy: (id) => go({ ...state, ...first, sort: nextSort(state.sort, id) }),
      setFilter: (id, value) => {
        const { [id]: _old, ...others } = state.filters;
        go({ ...state, ...first, filters: value === undefined || value === '' ? others : { ...others, [id]: value } });
      },
      clearFilters: () => go({ ...state, ...first, q: '', filters: {} }),
      showSystem: (shown) => go({ ...state, ...first, system: shown }),
      toNext: (after) => go({ ...state, after, page: state.page + 1 }),
      toPrevious: () => {
        const page = trail.current.has(state.page - 1) ? state.page - 1 : 1;
        go({ ...state, page, after: trail.current.get(page) });
      },
    };
  }, [state, project, go]);
}

/** The query of the table of routes, from its state in the address. Pure. */

import type { TableState } from '../../ui/data-table/table-search.ts';

const FILTERS = ['table', 'family', 'protocol', 'peer'] as const;

/** Parameters of `GET /views/control-nodes/<id>/routes`. */
export function routesSearch(state: Pick<TableState, 'q' | 'filters' | 'after'>, limit = 100): URLSearchParams {
  const query = new URLSearchParams();
  if (state.q.trim() !== '') query.set('prefix', state.q.trim());
  for (const name of FILTERS) {
    const value = state.filters[name];
    if (value !== undefined) query.set(name, value);
  }
  if (state.after !== undefined) query.set('after', state.after);
  query.set('limit', String(limit));
  return query;
}

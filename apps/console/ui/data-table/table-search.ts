/**
 * The state of a list in the address: `?q=web&sort=-name&filter=state:Programmed,scope:Isolated&after=…&page=2`. Pure;
 * `use-table-state.ts` connects it to the router. `GET /views/tables/<noun>` has the same parameters.
 */
export type TableSort = { id: string; desc: boolean };
export type TableState = {
  q: string;
  sort: TableSort | undefined;
  /** One value per column. */
  filters: Readonly<Record<string, string>>;
  /** The cursor after which the page starts; undefined on the first page. */
  after: string | undefined;
  /** 1 for the first page. */
  page: number;
  /** Also shows rows that lists hide by default. */
  system: boolean;
};

export type TableSearch = {
  q?: string;
  sort?: string;
  filter?: string;
  after?: string;
  page?: string;
  system?: string;
};

/** `-name` is name, descending. */
export function parseSort(text: string | undefined): TableSort | undefined {
  if (text === undefined || text === '' || text === '-') return undefined;
  return text.startsWith('-') ? { id: text.slice(1), desc: true } : { id: text, desc: false };
}

const printSort = (sort: TableSort | undefined): string | undefined =>
  sort ? `${sort.desc ? '-' : ''}${sort.id}` : undefined;

/**
 * `state:Programmed,routeTarget:target:60100:100`: the first colon ends the column; in a value `%2C` stands for a
 * comma.
 */
export function parseFilters(text: string | undefined): Record<string, string> {
  const filters: Record<string, string> = {};
  for (const part of (text ?? '').split(',')) {
    const colon = part.indexOf(':');
    if (colon <= 0) continue;
    const value = part.slice(colon + 1).replaceAll(/%2c/gi, ',');
    if (value !== '') filters[part.slice(0, colon)] = value;
  }
  return filters;
}

export function printFilters(filters: Readonly<Record<string, string>>): string | undefined {
  const parts = Object.keys(filters)
    .sort()
    .filter((id) => filters[id] !== '')
    .map((id) => `${id}:${(filters[id] ?? '').replaceAll(',', '%2C')}`);
  return parts.length === 0 ? undefined : parts.join(',');
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Parses the address; unreadable parts count as absent. */
export function readTableState(search: Readonly<Record<string, unknown>>, fallbackSort?: TableSort): TableState {
  const page = Number(search['page']);
  const after = text(search['after']);
  return {
    q: text(search['q']) ?? '',
    sort: parseSort(text(search['sort'])) ?? fallbackSort,
    filters: parseFilters(text(search['filter'])),
    after,
    system: search['system'] === 'true',
    page: after !== undefined && Number.isInteger(page) && page > 1 ? page : after === undefined ? 1 : 2,
  };
}

/** The address of a state. The default sort and the first page are omitted. */
export function writeTableState(state: TableState, fallbackSort?: TableSort): TableSearch {
  const sort = printSort(state.sort);
  const filter = printFilters(state.filters);
  return {
    ...(state.q === '' ? {} : { q: state.q }),
    ...(sort === undefined || sort === printSort(fallbackSort) ? {} : { sort }),
    ...(filter === undefined ? {} : { filter }),
    ...(state.system ? { system: 'true' } : {}),
    ...(state.after === undefined ? {} : { after: state.after, page: String(state.page) }),
  };
}

/** The next sort when a column head is pressed: ascending, descending, default. */
export function nextSort(now: TableSort | undefined, id: string): TableSort | undefined {
  if (now?.id !== id) return { id, desc: false };
  return now.desc ? undefined : { id, desc: true };
}

/** The query of `GET /views/tables/<noun>`. */
export function tableQuery(
  state: TableState,
  more: { project?: string | undefined; limit?: number } = {},
): URLSearchParams {
  const query = new URLSearchParams();
  const put = (name: string, value: string | undefined) => {
    if (value !== undefined && value !== '') query.set(name, value);
  };
  put('q', state.q);
  put('sort', printSort(state.sort));
  put('filter', printFilters(state.filters));
  put('project', more.project);
  put('system', state.system ? 'true' : undefined);
  put('after', state.after);
  query.set('limit', String(more.limit ?? 100));
  return query;
}

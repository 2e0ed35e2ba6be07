/**
 * The explorer's state in the address:
 * `?form=vpn&family=inet6&source=leaked&prefix=10.0.0.5&route=…&after=…&page=2&tree=web`. Pure.
 */
export type RouteSourceFilter = 'own' | 'leaked' | 'bgp' | 'pod' | 'floating-ip' | 'service';

export const SOURCES: readonly { readonly value: RouteSourceFilter; readonly label: string }[] = [
  { value: 'own', label: 'Own' },
  { value: 'leaked', label: 'Leaked' },
  { value: 'bgp', label: 'BGP' },
  { value: 'pod', label: 'Pod' },
  { value: 'floating-ip', label: 'Floating IP' },
  { value: 'service', label: 'Service' },
];

export interface ExplorerState {
  readonly form: 'table' | 'vpn';
  readonly family: 'inet' | 'inet6' | undefined;
  readonly source: RouteSourceFilter | undefined;
  /** Address (longest match) or prefix (what it contains). */
  readonly prefix: string;
  readonly route: string | undefined;
  readonly after: string | undefined;
  readonly page: number;
  /** Filter of the tree. */
  readonly tree: string;
  readonly project: string | undefined;
  readonly system: boolean;
}

export type ExplorerSearch = {
  form?: string;
  family?: string;
  source?: string;
  prefix?: string;
  route?: string;
  after?: string;
  page?: string;
  tree?: string;
  system?: string;
};

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Anything unreadable counts as not said. */
export function readExplorerState(search: Readonly<Record<string, unknown>>): ExplorerState {
  const after = text(search['after']);
  const page = Number(search['page']);
  return {
    form: search['form'] === 'vpn' ? 'vpn' : 'table',
    family: search['family'] === 'inet' || search['family'] === 'inet6' ? search['family'] : undefined,
    source: SOURCES.find((one) => one.value === search['source'])?.value,
    prefix: text(search['prefix']) ?? '',
    route: text(search['route']),
    after,
    page: after === undefined ? 1 : Number.isInteger(page) && page > 1 ? page : 2,
    tree: text(search['tree']) ?? '',
    project: text(search['project']),
    system: search['system'] === 'true',
  };
}

/** The address for a state; the project belongs to the shell. */
export function writeExplorerState(state: ExplorerState): ExplorerSearch {
  return {
    ...(state.form === 'vpn' ? { form: 'vpn' } : {}),
    ...(state.family === undefined ? {} : { family: state.family }),
    ...(state.source === undefined ? {} : { source: state.source }),
    ...(state.prefix === '' ? {} : { prefix: state.prefix }),
    ...(state.route === undefined ? {} : { route: state.route }),
    ...(state.after === undefined ? {} : { after: state.after, page: String(state.page) }),
    ...(state.tree === '' ? {} : { tree: state.tree }),
    ...(state.system ? { system: 'true' } : {}),
  };
}

/** A change of what is listed goes back to the first page. */
export function changed(state: ExplorerState, part: Partial<ExplorerState>): ExplorerState {
  const listed = (['form', 'family', 'source', 'prefix'] as const).some(
    (name) => name in part && part[name] !== state[name],
  );
  return { ...state, ...(listed ? { after: undefined, page: 1, route: undefined } : {}), ...part };
}

/** Routes that one request asks for. */
export const PAGE_ROWS = 100;

/** Parameters of `…/routes`. */
export function routeParameters(state: ExplorerState): URLSearchParams {
  const query = new URLSearchParams();
  if (state.prefix.trim() !== '') query.set('prefix', state.prefix.trim());
  if (state.family !== undefined) query.set('family', state.family);
  if (state.source !== undefined) query.set('source', state.source);
  if (state.after !== undefined) query.set('after', state.after);
  query.set('limit', String(PAGE_ROWS));
  return query;
}

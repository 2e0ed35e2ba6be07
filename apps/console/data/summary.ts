import type { ProjectRow } from '../../../server/contract/views/rows/overlay-rows.ts';
import { tableOf } from './tables.ts';
import { view } from './views.ts';

/** Cluster, AS and the number of objects of each kind. */
export const summaryQuery = view('summary', {});

/** All projects, for the switcher. */
export const projectsQuery = tableOf('projects', { limit: '1000' });

/** Them as options of a form; `by` is what the form keeps. */
export const projectOptions = (projects: readonly ProjectRow[] | undefined, by: 'id' | 'name' | 'fqName') =>
  (projects ?? []).map((project) => ({
    value: project[by],
    label: project.name,
    detail: project.namespace === undefined ? undefined : `namespace ${project.namespace}`,
  }));

/** Matches names, addresses, prefixes, route targets, labels, uuids, MACs. Results are stale after two seconds. */
export const searchQuery = (typed: string) => ({
  ...view('search', typed.trim() === '' ? undefined : {}, { q: typed }),
  staleTime: 2000,
});

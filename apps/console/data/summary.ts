import { tableOf } from './tables.ts';
import { view } from './views.ts';

/** Cluster, AS and the number of objects of each kind. */
export const summaryQuery = view('summary', {});

/** All projects, for the switcher. */
export const projectsQuery = tableOf('projects', { limit: '1000' });

/** Matches names, addresses, prefixes, route targets, labels, uuids, MACs. Results are stale after two seconds. */
export const searchQuery = (typed: string) => ({
  ...view('search', typed.trim() === '' ? undefined : {}, { q: typed }),
  staleTime: 2000,
});

import { tableOf } from './tables.ts';
import { view } from './views.ts';

/** Cluster, AS and how many of each there are. */
export const summaryQuery = view('summary', {});

/** All projects, for the switcher. */
export const projectsQuery = tableOf('projects', { limit: '1000' });

/** Names, addresses, prefixes, route targets, labels, uuids, MACs. What was found is asked again after two seconds. */
export const searchQuery = (typed: string) => ({
  ...view('search', typed.trim() === '' ? undefined : {}, { q: typed }),
  staleTime: 2000,
});

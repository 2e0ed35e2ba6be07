import type { ProjectRow } from '../../../server/contract/views/rows/overlay-rows.ts';
import type { TablePage } from '../../../server/contract/views/table-query.ts';
import { reading } from './reading.ts';
import { views } from './views.ts';

/** Cluster, AS and how many of each there are. */
export const summaryQuery = views.summary();

/** All projects, for the switcher. */
export const projectsQuery = reading<TablePage<ProjectRow>>('/views/tables/projects?limit=1000', [
  'project',
  'kube/Namespace',
]);

/** Names, addresses, prefixes, route targets, labels, uuids, MACs. What was found is asked again after two seconds. */
export const searchQuery = (typed: string) => ({
  ...views.search({ query: { q: typed } }),
  enabled: typed.trim() !== '',
  staleTime: 2000,
});

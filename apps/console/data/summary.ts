import type { ProjectRow } from '../../../server/contract/views/rows/overlay-rows.ts';
import type { SearchAnswer, Summary } from '../../../server/contract/views/summary.ts';
import type { TablePage } from '../../../server/contract/views/table-query.ts';
import { reading } from './reading.ts';

/** Cluster, AS and how many of each there are. */
export const summaryQuery = reading<Summary>('/views/summary', [
  'kube/',
  'virtual-network',
  'floating-ip',
  'floating-ip-pool',
  'bgp-router',
  'routing-instance',
  'global-system-config',
  'project',
]);

/** All projects, for the switcher. */
export const projectsQuery = reading<TablePage<ProjectRow>>('/views/tables/projects?limit=1000', [
  'project',
  'kube/Namespace',
]);

/** Names, addresses, prefixes, route targets, labels, uuids, MACs. What was found is asked again after two seconds. */
export const searchQuery = (typed: string) => ({
  ...reading<SearchAnswer>(typed.trim() === '' ? undefined : `/views/search?q=${encodeURIComponent(typed)}`, []),
  staleTime: 2000,
});

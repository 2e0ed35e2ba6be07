import { queryOptions } from '@tanstack/react-query';
import type { ProjectRow } from '../../../server/contract/views/rows/overlay-rows.ts';
import type { TablePage } from '../../../server/contract/views/table-query.ts';
import type { SearchAnswer, Summary } from '../../../server/contract/views/summary.ts';
import { get } from './client.ts';
import { liveKey } from './live-keys.ts';

/** Cluster, AS and how many of each there are. */
export const summaryQuery = queryOptions({
  queryKey: liveKey(['kube/', 'virtual-network', 'floating-ip', 'floating-ip-pool', 'bgp-router', 'routing-instance', 'global-system-config', 'project'], 'summary'),
  queryFn: ({ signal }) => get<Summary>('/views/summary', signal),
});

/** All projects, for the switcher. */
export const projectsQuery = queryOptions({
  queryKey: liveKey(['project', 'kube/Namespace'], 'projects'),
  queryFn: ({ signal }) => get<TablePage<ProjectRow>>('/views/tables/projects?limit=1000', signal),
});

/** Names, addresses, prefixes, route targets, labels, uuids, MACs. */
export const searchQuery = (typed: string) => queryOptions({
  queryKey: ['search', typed],
  queryFn: ({ signal }) => get<SearchAnswer>(`/views/search?q=${encodeURIComponent(typed)}`, signal),
  enabled: typed.trim() !== '',
  staleTime: 2000,
});

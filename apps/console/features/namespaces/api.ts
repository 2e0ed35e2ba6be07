import { queryOptions } from '@tanstack/react-query';
import type { NamespaceRow, PodRow } from '../../../../server/contract/views/rows/workload-rows.ts';
import type { VirtualNetworkRow } from '../../../../server/contract/views/rows/overlay-rows.ts';
import type { TablePage } from '../../../../server/contract/views/table-query.ts';
import { get } from '../../data/client.ts';
import { detailKey, liveKey } from '../../data/live-keys.ts';
import { tableOf } from '../../data/tables.ts';

const KINDS = ['kube/Namespace', 'kube/Pod', 'kube/Deployment', 'virtual-network', 'floating-ip-pool', 'project', 'view/conditions'];

export const namespacesQuery = (query: URLSearchParams) => tableOf('namespaces', KINDS, query);

/** The namespace's row; undefined when there is none of that name. */
export const namespaceRowQuery = (name: string) => queryOptions({
  queryKey: detailKey(KINDS, name, 'namespace-row'),
  queryFn: async ({ signal }) => (await get<TablePage<NamespaceRow>>(`/views/tables/namespaces?q=${encodeURIComponent(name)}&limit=1000`, signal)).rows.find((row) => row.id === name) ?? null,
});

export const podsOfQuery = (namespace: string) => queryOptions({
  queryKey: liveKey(['kube/Pod', 'virtual-machine-interface', 'instance-ip', 'floating-ip'], 'namespace-pods', namespace),
  queryFn: ({ signal }) => get<TablePage<PodRow>>(`/views/tables/pods?namespace=${encodeURIComponent(namespace)}&limit=200`, signal),
});

/** Networks of the namespace's project, and the cluster's own. */
export const networksOfQuery = (projects: readonly string[]) => queryOptions({
  queryKey: liveKey(['virtual-network', 'virtual-machine-interface', 'floating-ip-pool'], 'namespace-networks', ...projects),
  queryFn: async ({ signal }) => {
    const pages = await Promise.all(projects.map((project) => get<TablePage<VirtualNetworkRow>>(`/views/tables/virtual-networks?project=${encodeURIComponent(project)}&limit=1000&system=true`, signal)));
    return pages.flatMap((page) => page.rows);
  },
  enabled: projects.length > 0,
});

import { queryOptions } from '@tanstack/react-query';
import type { DeploymentRow, PodRow } from '../../../../server/contract/views/rows/workload-rows.ts';
import type { TablePage } from '../../../../server/contract/views/table-query.ts';
import { get } from '../../data/client.ts';
import { detailKey } from '../../data/live-keys.ts';
import { tableOf } from '../../data/tables.ts';

const KINDS = ['kube/Deployment', 'kube/ReplicaSet', 'kube/Pod'];

export const deploymentsQuery = (query: URLSearchParams) => tableOf('deployments', KINDS, query);

/** The deployment's row; null when there is none. */
export const deploymentRowQuery = (namespace: string, name: string) => queryOptions({
  queryKey: detailKey(KINDS, `${namespace}/${name}`, 'deployment-row'),
  queryFn: async ({ signal }) => (await get<TablePage<DeploymentRow>>(`/views/tables/deployments?namespace=${encodeURIComponent(namespace)}&q=${encodeURIComponent(name)}&limit=1000`, signal)).rows.find((row) => row.name === name && row.namespace === namespace) ?? null,
});

/** Pods of the deployment, the first 200. */
export const podsOfQuery = (namespace: string, name: string) => queryOptions({
  queryKey: detailKey(['kube/Pod', 'instance-ip', 'floating-ip'], `${namespace}/${name}`, 'deployment-pods'),
  queryFn: ({ signal }) => get<TablePage<PodRow>>(`/views/tables/pods?namespace=${encodeURIComponent(namespace)}&filter=${encodeURIComponent(`owner:${name}`)}&limit=200`, signal),
});

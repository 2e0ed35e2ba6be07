import { queryOptions } from '@tanstack/react-query';
import type { PodRow } from '../../../../server/contract/views/rows/workload-rows.ts';
import type { PortRow } from '../../../../server/contract/views/rows/overlay-rows.ts';
import type { TablePage } from '../../../../server/contract/views/table-query.ts';
import { get } from '../../data/client.ts';
import { detailKey } from '../../data/live-keys.ts';
import { tableOf } from '../../data/tables.ts';

const KINDS = ['kube/Pod', 'virtual-machine-interface', 'instance-ip', 'floating-ip', 'view/conditions'];

export const podsQuery = (query: URLSearchParams) => tableOf('pods', KINDS, query);

/** The pod's row; null when there is none. */
export const podRowQuery = (namespace: string, name: string) => queryOptions({
  queryKey: detailKey(KINDS, `${namespace}/${name}`, 'pod-row'),
  queryFn: async ({ signal }) => (await get<TablePage<PodRow>>(`/views/tables/pods?namespace=${encodeURIComponent(namespace)}&q=${encodeURIComponent(name)}&limit=1000`, signal)).rows.find((row) => row.name === name && row.namespace === namespace) ?? null,
});

/** The pod's interfaces as ports, with node and label. */
export const portsOfPodQuery = (namespace: string, name: string) => queryOptions({
  queryKey: detailKey(['virtual-machine-interface', 'instance-ip', 'floating-ip', 'kube/Pod'], `${namespace}/${name}`, 'pod-ports'),
  queryFn: async ({ signal }) => (await get<TablePage<PortRow>>(`/views/tables/ports?filter=${encodeURIComponent(`pod:${namespace}/${name}`)}&system=true&limit=100`, signal)).rows,
});

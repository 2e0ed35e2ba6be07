import { queryOptions } from '@tanstack/react-query';
import type { KubeManagerAnswer } from '../../../../server/contract/views/pools.ts';
import type { VirtualRouterRow } from '../../../../server/contract/views/rows/infrastructure-rows.ts';
import type { TablePage } from '../../../../server/contract/views/table-query.ts';
import { get } from '../../data/client.ts';
import { liveKey } from '../../data/live-keys.ts';

export const kubeManagerQuery = queryOptions({
  queryKey: liveKey(['kube/ConfigMap', 'floating-ip-pool', 'virtual-network'], 'kube-manager'),
  queryFn: ({ signal }) => get<KubeManagerAnswer>('/views/kube-manager', signal),
});

export const computeNodesQuery = queryOptions({
  queryKey: liveKey(['virtual-router', 'kube/Node', 'kube/Pod', 'virtual-machine-interface'], 'compute-nodes'),
  queryFn: ({ signal }) => get<TablePage<VirtualRouterRow>>('/views/tables/virtual-routers?limit=1000', signal),
});

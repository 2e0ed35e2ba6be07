/** Which pools and networks there are, by name: for the preview of a pool's resolution. */
import { queryOptions } from '@tanstack/react-query';
import type { KubeManagerAnswer, PoolResolution } from '../../../server/contract/views/pools.ts';
import { get } from './client.ts';
import { detailKey, liveKey } from './live-keys.ts';
import { allRowsOf } from './tables.ts';

const KINDS = ['floating-ip-pool', 'virtual-network', 'kube/ConfigMap', 'kube/NetworkAttachmentDefinition'];

export const poolFactsQuery = queryOptions({
  queryKey: liveKey(KINDS, 'pool-facts'),
  queryFn: async ({ signal }) => {
    const [pools, networks, manager] = await Promise.all([
      allRowsOf('floating-ip-pools', new URLSearchParams()), allRowsOf('virtual-networks', new URLSearchParams({ system: 'true' })), get<KubeManagerAnswer>('/views/kube-manager', signal),
    ]);
    const line = (key: string) => manager.lines.find((one) => one.key === key)?.value;
    return { pools: pools.map((pool) => pool.fqName), networks: networks.map((network) => network.fqName), globalPool: line('public_fip_pool'), clusterName: line('cluster_name') ?? 'k8s' };
  },
});

/** Which pool applies in a namespace, scope by scope, as kube-manager decides it. */
export const poolResolutionQuery = (namespace: string) => queryOptions({
  queryKey: detailKey([...KINDS, 'kube/Namespace'], namespace, 'pool-resolution'),
  queryFn: ({ signal }) => get<PoolResolution>(`/views/pool-resolution?namespace=${encodeURIComponent(namespace)}`, signal),
});

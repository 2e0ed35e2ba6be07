/** Which pools and networks there are, by name: for the preview of a pool's resolution. */

import type { KubeManagerAnswer, PoolResolution } from '../../../server/contract/views/pools.ts';
import type { RowByNoun } from '../../../server/contract/views/tables.ts';
import { picked, reading, readingEveryRow, together } from './reading.ts';

const KINDS = ['floating-ip-pool', 'virtual-network', 'kube/ConfigMap', 'kube/NetworkAttachmentDefinition'];

export const poolFactsQuery = picked(
  together({
    pools: readingEveryRow<RowByNoun['floating-ip-pools']>('/views/tables/floating-ip-pools', KINDS),
    networks: readingEveryRow<RowByNoun['virtual-networks']>('/views/tables/virtual-networks?system=true', KINDS),
    manager: reading<KubeManagerAnswer>('/views/kube-manager', KINDS),
  }),
  ({ pools, networks, manager }) => {
    const line = (key: string) => manager.lines.find((one) => one.key === key)?.value;
    return {
      pools: pools.map((pool) => pool.fqName),
      networks: networks.map((network) => network.fqName),
      globalPool: line('public_fip_pool'),
      clusterName: line('cluster_name') ?? 'k8s',
    };
  },
);

/** Which pool applies in a namespace, scope by scope, as kube-manager decides it. */
export const poolResolutionQuery = (namespace: string) =>
  reading<PoolResolution>(
    `/views/pool-resolution?namespace=${encodeURIComponent(namespace)}`,
    [...KINDS, 'kube/Namespace'],
    { object: namespace },
  );

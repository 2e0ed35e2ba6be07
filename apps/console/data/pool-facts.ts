/** Which pools and networks there are, by name: for the preview of a pool's resolution. */

import type { RowByNoun } from '../../../server/contract/views/tables.ts';
import { picked, readingEveryRow, together } from './reading.ts';
import { views } from './views.ts';

const KINDS = ['floating-ip-pool', 'virtual-network', 'kube/ConfigMap', 'kube/NetworkAttachmentDefinition'];

export const poolFactsQuery = picked(
  together({
    pools: readingEveryRow<RowByNoun['floating-ip-pools']>('/views/tables/floating-ip-pools', KINDS),
    networks: readingEveryRow<RowByNoun['virtual-networks']>('/views/tables/virtual-networks?system=true', KINDS),
    manager: views.kubeManager(),
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
  views.poolResolution({ query: { namespace }, object: namespace });

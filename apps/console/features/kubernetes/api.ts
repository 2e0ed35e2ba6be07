import type { KubeManagerAnswer } from '../../../../server/contract/views/pools.ts';
import { reading } from '../../data/reading.ts';
import { tableOf } from '../../data/tables.ts';

export const kubeManagerQuery = reading<KubeManagerAnswer>('/views/kube-manager', [
  'kube/ConfigMap',
  'floating-ip-pool',
  'virtual-network',
]);

export const computeNodesQuery = tableOf(
  'virtual-routers',
  ['virtual-router', 'kube/Node', 'kube/Pod', 'virtual-machine-interface'],
  new URLSearchParams({ limit: '1000' }),
);

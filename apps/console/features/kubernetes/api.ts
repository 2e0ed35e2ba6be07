import { tableOf } from '../../data/tables.ts';
import { views } from '../../data/views.ts';

export const kubeManagerQuery = views.kubeManager();

export const computeNodesQuery = tableOf(
  'virtual-routers',
  ['virtual-router', 'kube/Node', 'kube/Pod', 'virtual-machine-interface'],
  new URLSearchParams({ limit: '1000' }),
);

/** Which pools and networks there are, by name: for the preview of a pool's resolution. */

import { picked, together } from './reading.ts';
import { everyRowOf } from './tables.ts';
import { view } from './views.ts';

export const poolFactsQuery = picked(
  together({
    pools: everyRowOf('floating-ip-pools'),
    networks: everyRowOf('virtual-networks', { system: 'true' }),
    manager: view('kubeManager', {}),
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
  view('poolResolution', {}, { namespace }, { object: namespace });

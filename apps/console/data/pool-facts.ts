/** Existing pools and networks by name, to preview which pool is used. */

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

/** The pool used in a namespace, with all scopes in order, as kube-manager resolves it. */
export const poolResolutionQuery = (namespace: string) =>
  view('poolResolution', {}, { namespace }, { object: namespace });

/** kube-manager's configuration as rows read it: names and the global pool. */

import { clusterNamesIn } from '../../engine/annotations/cluster-names.ts';
import type { ClusterNames } from '../../engine/naming/kube-names.ts';
import { kubeKey } from '../../model/kube/types.ts';
import type { Tracked } from '../calc-node.ts';

const CLUSTER_CONFIG_KEY = kubeKey('contrail', 'contrail-kubernetes-config');

export interface ClusterConfiguration {
  readonly names: ClusterNames;
  /** Dict string; `{}` is unset. */
  readonly publicFipPool: string | undefined;
}

export function clusterConfiguration(tracked: Pick<Tracked, 'record'>): ClusterConfiguration {
  const data = tracked.record('kube/ConfigMap', CLUSTER_CONFIG_KEY)?.value.data ?? {};
  return {
    names: clusterNamesIn(data),
    publicFipPool: data['KUBERNETES_PUBLIC_FIP_POOL'],
  };
}

/** The cluster's name, domain and single project, from kube-manager's configuration. */

import { clusterNamesIn } from '../engine/annotations/cluster-names.ts';
import { DEFAULT_CLUSTER_NAMES, type ClusterNames } from '../engine/naming/kube-names.ts';
import type { Read } from '../store/store.ts';

/** Store key of kube-manager's configuration. */
export const KUBERNETES_CONFIG = {
  namespace: 'contrail',
  name: 'contrail-kubernetes-config',
  key: 'contrail/contrail-kubernetes-config',
} as const;

export function clusterNames(read: Read): ClusterNames {
  const data = read.get('kube/ConfigMap', KUBERNETES_CONFIG.key)?.value.data;
  return data === undefined ? DEFAULT_CLUSTER_NAMES : namesIn(data);
}

const readings = new WeakMap<object, ClusterNames>();

/** The names of kube-manager's configuration; the same object for the same data. */
function namesIn(data: { readonly [key: string]: string }): ClusterNames {
  let names = readings.get(data);
  if (names === undefined) readings.set(data, (names = clusterNamesIn(data)));
  return names;
}

/** The cluster's name and domain, from kube-manager's configuration. */

import { DEFAULT_CLUSTER_NAMES, type ClusterNames } from '../engine/naming/kube-names.ts';
import type { Read } from '../store/store.ts';

/** Store key of kube-manager's configuration. */
export const KUBERNETES_CONFIG = {
  namespace: 'contrail',
  name: 'contrail-kubernetes-config',
  key: 'contrail/contrail-kubernetes-config',
} as const;

export function clusterNames(read: Read): ClusterNames {
  const clusterName = read.get('kube/ConfigMap', KUBERNETES_CONFIG.key)?.value.data?.['KUBERNETES_CLUSTER_NAME'];
  return clusterName === undefined || clusterName === ''
    ? DEFAULT_CLUSTER_NAMES
    : { ...DEFAULT_CLUSTER_NAMES, clusterName };
}

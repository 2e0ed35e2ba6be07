/** The names that follow from the data of kube-manager's ConfigMap. */

import { DEFAULT_CLUSTER_NAMES, type ClusterNames } from '../naming/kube-names.ts';
import { parseClusterProjectName } from './dict-string.ts';

/** `KUBERNETES_CLUSTER_PROJECT`: `{}` is unset, as in the original; what cannot be read is unset as well. */
export function clusterNamesIn(data: { readonly [key: string]: string }): ClusterNames {
  const clusterName = data['KUBERNETES_CLUSTER_NAME'] || DEFAULT_CLUSTER_NAMES.clusterName;
  const project = parseClusterProjectName(data['KUBERNETES_CLUSTER_PROJECT'] ?? '{}');
  return {
    ...DEFAULT_CLUSTER_NAMES,
    clusterName,
    ...(project.kind === 'name' ? { clusterProject: project.fqName } : {}),
  };
}

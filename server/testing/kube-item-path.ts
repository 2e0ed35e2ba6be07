/** The path of an object of the Kubernetes API, below the API's root. */

import { apiVersionOf, KUBE_RESOURCES } from '../model/kube/resources.ts';
import { parseKubeKey, type KubeKind } from '../model/kube/types.ts';

export function kubeItemPathOf(kind: KubeKind, key: string): string {
  const { plural } = KUBE_RESOURCES[kind];
  const version = apiVersionOf(kind);
  const root = version.includes('/') ? `/apis/${version}` : `/api/${version}`;
  const { namespace, name } = parseKubeKey(key);
  const within = namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`;
  return `${root}${within}/${plural}/${encodeURIComponent(name)}`;
}

/** Which floating-IP pool applies in a namespace, decided by the same rules as for its services. */

import { FIP_POOL } from '../../engine/annotations/annotation-keys.ts';
import { resolvePool, type PoolDecision } from '../../engine/floating-ip/pool-scope.ts';
import { KUBERNETES_CONFIG } from '../../kube/cluster-names.ts';
import { findNamed } from './links.ts';
import type { ViewContext } from './view-context.ts';

export function decidePool(context: ViewContext, namespace: string): PoolDecision {
  const { read, names } = context;
  return resolvePool(
    {
      requester: { kind: 'namespace-preview', namespace, name: namespace },
      objectAnnotation: undefined,
      namespaceAnnotation: read.get('kube/Namespace', namespace)?.value.metadata.annotations?.[FIP_POOL],
      globalPool: globalPool(context),
      names,
    },
    {
      poolByFqName: (pool) => findNamed(read, 'floating-ip-pool', pool)?.uuid,
      networkByFqName: (network) => findNamed(read, 'virtual-network', network)?.uuid,
    },
  );
}

/** The dict string of the cluster's global pool. */
export function globalPool({ read }: ViewContext): string | undefined {
  return read.get('kube/ConfigMap', KUBERNETES_CONFIG.key)?.value.data?.['KUBERNETES_PUBLIC_FIP_POOL'];
}

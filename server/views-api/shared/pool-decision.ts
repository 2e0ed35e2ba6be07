/** Which floating-IP pool applies, decided by the function that kube-manager uses. */

import { decidePool as decide, poolOfService, type PoolReads } from '../../derived/nodes/pool-decisions.ts';
import type { PoolDecision } from '../../engine/floating-ip/pool-scope.ts';
import { KUBERNETES_CONFIG } from '../../kube/cluster-names.ts';
import type { KubeObjectOf } from '../../model/kube/types.ts';
import type { ViewContext } from './view-context.ts';

/** For the services of a namespace that name no pool themselves. */
export function decidePool(context: ViewContext, namespace: string): PoolDecision {
  return decide(readsOf(context), { kind: 'namespace-preview', namespace, name: namespace }, undefined);
}

export function decidePoolOfService(context: ViewContext, service: KubeObjectOf<'Service'>): PoolDecision {
  return poolOfService(readsOf(context), service).decision;
}

function readsOf({ read }: ViewContext): PoolReads {
  return { record: (kind, key) => read.get(kind, key), lookup: (index, asked) => read.lookup(index, asked) };
}

/** The dict string of the cluster's global pool. */
export function globalPool({ read }: ViewContext): string | undefined {
  return read.get('kube/ConfigMap', KUBERNETES_CONFIG.key)?.value.data?.['KUBERNETES_PUBLIC_FIP_POOL'];
}

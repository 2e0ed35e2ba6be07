/** Questions about a pod that several controllers ask. */

import type { KubeObjectOf } from '../../model/kube/types.ts';

type Pod = KubeObjectOf<'Pod'>;

/** Whether it counts as a replica: it is not being deleted, and has not ended. */
export function isActive(pod: Pod): boolean {
  return (
    pod.metadata.deletionTimestamp === undefined && pod.status?.phase !== 'Succeeded' && pod.status?.phase !== 'Failed'
  );
}

export function isReady(pod: Pod): boolean {
  return (
    pod.status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') ?? false
  );
}

export function isBound(pod: Pod): boolean {
  return (pod.spec?.nodeName ?? '') !== '';
}

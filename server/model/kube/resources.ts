/** Kind → what is declared of it. A kind that `kinds.ts` leaves out does not compile. */

import * as kinds from './kinds.ts';
import type { DeclaredKube, KubeResource } from './kinds/kube-kind.ts';
import { KUBE_KINDS, type KubeKind } from './names.ts';

export type { KubeResource };

export const KUBE_RESOURCES: typeof kinds = { ...kinds };

const DECLARED: { readonly [K in KubeKind]: DeclaredKube<K> } = KUBE_RESOURCES;

/** What is declared of a kind, whichever it is. */
export function kubeKindOf(kind: KubeKind): DeclaredKube {
  return DECLARED[kind];
}

/** Kinds whose objects live in a namespace. */
export type NamespacedKind = {
  [K in KubeKind]: (typeof KUBE_RESOURCES)[K]['namespaced'] extends true ? K : never;
}[KubeKind];

/** The content of a namespace: what is named while it holds any, and deleted in this order. */
export const NAMESPACED_KINDS: readonly NamespacedKind[] = KUBE_KINDS.filter(
  (kind): kind is NamespacedKind => kubeKindOf(kind).namespaced,
).sort((one, other) => (kubeKindOf(one).emptied ?? Infinity) - (kubeKindOf(other).emptied ?? Infinity) || 0);

/** Whether its objects are terminated when they are deleted, and go with `finalize` once they are empty. */
export function isFinalized(kind: KubeKind): boolean {
  return kubeKindOf(kind).subresources.includes('finalize');
}

/** `v1`, `apps/v1`, … */
export function apiVersionOf(kind: KubeKind): string {
  const { group, version } = KUBE_RESOURCES[kind];
  return group === '' ? version : `${group}/${version}`;
}

/** `pods`, `deployments.apps`: how messages name the resource. */
export function qualifiedResource(kind: KubeKind): string {
  const { group, plural } = KUBE_RESOURCES[kind];
  return group === '' ? plural : `${plural}.${group}`;
}

/** `Pod`, `Deployment.apps`: how messages of invalid objects name the kind. */
export function qualifiedKind(kind: KubeKind): string {
  const { group } = KUBE_RESOURCES[kind];
  return group === '' ? kind : `${kind}.${group}`;
}

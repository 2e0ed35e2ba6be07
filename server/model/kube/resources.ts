/** Kind → its declaration. Does not compile if `kinds.ts` omits a kind. */

import * as kinds from './kinds.ts';
import type { DeclaredKube, KubeResource, SecondForm } from './kinds/kube-kind.ts';
import { KUBE_KINDS, type KubeKind } from './names.ts';

export type { KubeResource };

export const KUBE_RESOURCES: typeof kinds = { ...kinds };

const DECLARED: { readonly [K in KubeKind]: DeclaredKube<K> } = KUBE_RESOURCES;

/** The declaration of any kind. */
export function kubeKindOf(kind: KubeKind): DeclaredKube {
  return DECLARED[kind];
}

/** A resource as it is served: a kind in its own group, or (`renamed`) its second form in another. */
export type ServedResource = KubeResource & Partial<SecondForm>;

/** Everything that is served: the kinds, and the second forms of those that have one. */
export const SERVED_RESOURCES: readonly ServedResource[] = KUBE_KINDS.flatMap((kind) => {
  const resource = kubeKindOf(kind);
  return resource.also === undefined ? [resource] : [resource, { ...resource, ...resource.also }];
});

/** Kinds whose objects live in a namespace. */
export type NamespacedKind = {
  [K in KubeKind]: (typeof KUBE_RESOURCES)[K]['namespaced'] extends true ? K : never;
}[KubeKind];

/** The content of a namespace, in this order: listed while it holds any, and deleted. */
export const NAMESPACED_KINDS: readonly NamespacedKind[] = KUBE_KINDS.filter(
  (kind): kind is NamespacedKind => kubeKindOf(kind).namespaced && kubeKindOf(kind).apart !== true,
).sort((one, other) => (kubeKindOf(one).emptied ?? Infinity) - (kubeKindOf(other).emptied ?? Infinity) || 0);

/** Whether deleted objects are Terminating first, and removed by `finalize` once they are empty. */
export function isFinalized(kind: KubeKind): boolean {
  return kubeKindOf(kind).subresources.includes('finalize');
}

/** `v1`, `apps/v1`, … */
export function apiVersionOf(kind: KubeKind): string {
  return groupVersionOf(KUBE_RESOURCES[kind]);
}

/** The same of a resource. */
export function groupVersionOf({ group, version }: Pick<KubeResource, 'group' | 'version'>): string {
  return group === '' ? version : `${group}/${version}`;
}

/** `pods`, `deployments.apps`: the resource's name in messages. */
export function qualifiedResource(kind: KubeKind): string {
  const { group, plural } = KUBE_RESOURCES[kind];
  return group === '' ? plural : `${plural}.${group}`;
}

/** `Pod`, `Deployment.apps`: the kind's name in messages about invalid objects. */
export function qualifiedKind(kind: KubeKind): string {
  const { group } = KUBE_RESOURCES[kind];
  return group === '' ? kind : `${kind}.${group}`;
}

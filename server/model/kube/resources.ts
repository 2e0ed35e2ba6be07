/** The Kubernetes kinds: this file maps names to what is declared of them, a file per kind in `kinds`. */

import { configMapKind } from './kinds/config-map.ts';
import { deploymentKind } from './kinds/deployment.ts';
import type { DeclaredKube, KubeResource } from './kinds/kube-kind.ts';
import { namespaceKind } from './kinds/namespace.ts';
import { networkAttachmentDefinitionKind } from './kinds/network-attachment-definition.ts';
import { nodeKind } from './kinds/node.ts';
import { podKind } from './kinds/pod.ts';
import { replicaSetKind } from './kinds/replica-set.ts';
import { serviceKind } from './kinds/service.ts';
import { KUBE_KINDS, type KubeKind } from './names.ts';

export type { KubeResource };

export const KUBE_RESOURCES = {
  Namespace: namespaceKind,
  NetworkAttachmentDefinition: networkAttachmentDefinitionKind,
  Deployment: deploymentKind,
  ReplicaSet: replicaSetKind,
  Pod: podKind,
  Node: nodeKind,
  Service: serviceKind,
  ConfigMap: configMapKind,
} satisfies { readonly [K in KubeKind]: DeclaredKube<K> };

/** What is declared of a kind, whichever it is. */
export function kubeKindOf(kind: KubeKind): DeclaredKube {
  return KUBE_RESOURCES[kind];
}

/** Kinds whose objects live in a namespace. */
export type NamespacedKind = {
  [K in KubeKind]: (typeof KUBE_RESOURCES)[K]['namespaced'] extends true ? K : never;
}[KubeKind];

/** The content of a namespace: what is named while it holds any, and deleted in this order. */
export const NAMESPACED_KINDS: readonly NamespacedKind[] = KUBE_KINDS.filter(
  (kind): kind is NamespacedKind => kubeKindOf(kind).namespaced,
).sort((one, other) => (kubeKindOf(one).emptied ?? Infinity) - (kubeKindOf(other).emptied ?? Infinity) || 0);

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

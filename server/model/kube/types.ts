/** Kubernetes objects by kind, in their wire form. */

import type { ObjectIn } from './kinds/kube-kind.ts';
import { isKubeKind, KUBE_KINDS, type KubeKind } from './names.ts';
import type { KUBE_RESOURCES } from './resources.ts';

export { isKubeKind, KUBE_KINDS, type KubeKind };
export type {
  OwnerReference,
  ObjectMeta,
  Condition,
  LabelSelector,
  PodSpec,
  DeploymentSpec,
  ReplicaStatus,
} from './objects.ts';

type ObjectByKind = { readonly [K in KubeKind]: ObjectIn<(typeof KUBE_RESOURCES)[K]> };
export type KubeObjectOf<K extends KubeKind> = K extends KubeKind ? ObjectByKind[K] : never;
export type AnyKubeObject = KubeObjectOf<KubeKind>;

/** The key of an object in the store: `<namespace>/<name>`, or `<name>` for cluster-wide kinds. */
export function kubeKey(namespace: string | undefined, name: string): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** Its parts; `namespace` is undefined for cluster-wide kinds. */
export function parseKubeKey(key: string): { readonly namespace: string | undefined; readonly name: string } {
  const slash = key.indexOf('/');
  return { namespace: slash < 0 ? undefined : key.slice(0, slash), name: key.slice(slash + 1) };
}

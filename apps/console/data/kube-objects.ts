/** Objects of the Kubernetes API in wire format: paths, reading, and merge patches. */

import { KUBE_RESOURCES } from '../../../server/model/kube/resources.ts';
import { kubeKey, parseKubeKey, type KubeKind, type KubeObjectOf } from '../../../server/model/kube/types.ts';
import { picked, reading } from './reading.ts';
import type { Write } from './writes.ts';

/** The collection's path below `/kube`; without a namespace, that of all namespaces. */
export function kubeCollection(kind: KubeKind, namespace?: string): string {
  const { group, version, plural, namespaced } = KUBE_RESOURCES[kind];
  const root = group === '' ? `/kube/api/${version}` : `/kube/apis/${group}/${version}`;
  const within = namespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  return `${root}${within}/${plural}`;
}

export const kubePath = (kind: KubeKind, namespace: string | undefined, name: string): string =>
  `${kubeCollection(kind, namespace)}/${encodeURIComponent(name)}`;

/** The path of the object with this key in the store. */
export function kubePathOfKey(kind: KubeKind, key: string): string {
  const { namespace, name } = parseKubeKey(key);
  return kubePath(kind, namespace, name);
}

/** An object as read, with the version that a replace must still match. */
export type ReadKube<K extends KubeKind> = KubeObjectOf<K> & {
  readonly metadata: { readonly resourceVersion?: string };
};

/** One object, for its page and form. */
export const kubeObjectQuery = <K extends KubeKind>(kind: K, namespace: string | undefined, name: string) =>
  reading<ReadKube<K>>(kubePath(kind, namespace, name), [`kube/${kind}`], { object: kubeKey(namespace, name) });

/** All objects of a kind with few objects: nodes, definitions. */
export const kubeListQuery = <K extends KubeKind>(kind: K, namespace?: string) =>
  picked(
    reading<{ items: readonly ReadKube<K>[] }>(kubeCollection(kind, namespace), [`kube/${kind}`]),
    ({ items }) => items,
  );

/** A merge patch as writes that require this version of the object; empty without a patch. */
export const atVersion = (patch: Write | undefined, { metadata }: ReadKube<KubeKind>): readonly Write[] => {
  if (patch === undefined) return [];
  const body = patch.body as { readonly metadata?: object };
  return [{ ...patch, body: { ...body, metadata: { ...body.metadata, resourceVersion: metadata.resourceVersion } } }];
};

/** A merge patch (RFC 7396) as a write. */
export const mergePatch = (kind: KubeKind, namespace: string | undefined, name: string, body: object): Write => ({
  method: 'PATCH',
  path: kubePath(kind, namespace, name),
  body,
});

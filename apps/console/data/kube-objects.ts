/** Objects of the Kubernetes API in its wire form: addresses, reading, and writing as `kubectl` does. */

import { joined } from '../../../server/engine/quoting/quoted.ts';
import { shell } from '../../../server/engine/quoting/shell.ts';
import { KUBE_RESOURCES } from '../../../server/model/kube/resources.ts';
import { kubeKey, type KubeKind, type KubeObjectOf } from '../../../server/model/kube/types.ts';
import { ask } from './client.ts';
import { picked, reading } from './reading.ts';
import type { Write } from './writes.ts';

/** The collection's path below `/kube`; without a namespace the whole cluster's. */
export function kubeCollection(kind: KubeKind, namespace?: string): string {
  const { group, version, plural, namespaced } = KUBE_RESOURCES[kind];
  const root = group === '' ? `/kube/api/${version}` : `/kube/apis/${group}/${version}`;
  const within = namespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  return `${root}${within}/${plural}`;
}

export const kubePath = (kind: KubeKind, namespace: string | undefined, name: string): string =>
  `${kubeCollection(kind, namespace)}/${encodeURIComponent(name)}`;

/** An object as read: with the version that a replace must still find. */
export type ReadKube<K extends KubeKind> = KubeObjectOf<K> & {
  readonly metadata: { readonly resourceVersion?: string };
};

/** One object, for its page and its form. */
export const kubeObjectQuery = <K extends KubeKind>(kind: K, namespace: string | undefined, name: string) =>
  reading<ReadKube<K>>(kubePath(kind, namespace, name), [`kube/${kind}`], { object: kubeKey(namespace, name) });

/** All objects of a kind that stand in few: nodes, definitions. */
export const kubeListQuery = <K extends KubeKind>(kind: K, namespace?: string) =>
  picked(
    reading<{ items: readonly ReadKube<K>[] }>(kubeCollection(kind, namespace), [`kube/${kind}`]),
    ({ items }) => items,
  );

/** A merge patch (RFC 7396) as a write; alone it is sent with its own content type. */
export const mergePatch = (kind: KubeKind, namespace: string | undefined, name: string, body: object): Write => ({
  method: 'PATCH',
  path: kubePath(kind, namespace, name),
  body,
});

const MERGE = 'application/merge-patch+json';

/** Sends one write to the Kubernetes API. Throws `Problem`. */
export async function sendKube<T = unknown>({ method, path, body }: Write): Promise<T> {
  return (await ask<T>(path, { method, body, ...(method === 'PATCH' ? { type: MERGE } : {}) })).body;
}

/** The write as a command that does the same. */
export function kubeCurl(write: Write, origin: string): string {
  const pieces = [shell`curl -X ${write.method} ${`${origin}${write.path}`}`];
  if (write.body !== undefined)
    pieces.push(
      shell`-H ${`Content-Type: ${write.method === 'PATCH' ? MERGE : 'application/json'}`}`,
      shell`-d ${JSON.stringify(write.body, null, 2)}`,
    );
  return joined('shell', pieces, ' \\\n  ').text;
}

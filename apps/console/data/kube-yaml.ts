/** A Kubernetes object as the YAML that a user edits, and back. Pure. */

import { stringify } from 'yaml';
import type { AnyKubeObject, KubeKind, KubeObjectOf } from '../../../server/model/kube/types.ts';
import { kubeCollection, kubePath, type ReadKube } from './kube-objects.ts';
import { readManifest } from './manifest-documents.ts';
import type { Write } from './writes.ts';

/** The metadata without what the server writes: uid, versions, time. */
export function editableMetadata(metadata: AnyKubeObject['metadata']): Readonly<Record<string, unknown>> {
  const {
    uid: _uid,
    resourceVersion: _version,
    generation: _generation,
    creationTimestamp: _created,
    managedFields: _managed,
    ...rest
  } = metadata as typeof metadata & Readonly<Record<string, unknown>>;
  return rest;
}

/** Without what the server writes: status, uid, versions. */
export function editableYaml(object: AnyKubeObject): string {
  const { status: _status, metadata, ...rest } = object as AnyKubeObject & { readonly status?: unknown };
  const { apiVersion, kind, ...parts } = rest;
  return stringify({ apiVersion, kind, metadata: editableMetadata(metadata), ...parts });
}

type Expected = {
  readonly namespace: string;
  /** Its name, if it exists: it cannot be another one. */
  readonly name?: string | undefined;
};

/** The one object of this kind that the text is; otherwise why it is not. */
export function readYaml<K extends KubeKind>(
  kind: K,
  text: string,
  { namespace, name }: Expected,
):
  | { readonly object: KubeObjectOf<K> & { readonly metadata: { readonly namespace?: string } } }
  | { readonly fault: string } {
  const [entry, other] = readManifest(text, namespace);
  if (entry === undefined) return { fault: `Write one ${kind}.` };
  if (other !== undefined) return { fault: `Write one object; several are applied on the page Manifests.` };
  if (!entry.ok)
    return { fault: `Line ${entry.line}: ${entry.what === 'YAML' ? '' : `${entry.what}: `}${entry.fault}` };
  if (entry.kind !== kind) return { fault: `This page takes a ${kind}, and the text is a ${entry.kind}.` };
  if (name !== undefined && (entry.name !== name || entry.namespace !== namespace))
    return {
      fault: `metadata: it is ${namespace}/${name}, and the text says ${entry.namespace}/${entry.name}. Names stay.`,
    };
  return { object: entry.object as unknown as KubeObjectOf<K> };
}

export const createKube = (kind: KubeKind, object: AnyKubeObject): Write => ({
  method: 'POST',
  path: kubeCollection(kind, object.metadata.namespace),
  body: object,
});

/** Replaces the object, at the version that was read. */
export const replaceKube = <K extends KubeKind>(kind: K, object: AnyKubeObject, read: ReadKube<K>): Write => ({
  method: 'PUT',
  path: kubePath(kind, object.metadata.namespace, object.metadata.name),
  body: {
    ...object,
    metadata: { ...object.metadata, resourceVersion: (read as ReadKube<KubeKind>).metadata.resourceVersion },
  },
});

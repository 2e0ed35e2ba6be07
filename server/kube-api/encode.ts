/**
 * Objects as JSON text. Each record is serialised once and its text kept as long as the record lives, so that a list is a
 * join and a watch event costs nothing per watcher.
 */
import { apiVersionOf, KUBE_RESOURCES, type KubeResource } from '../model/kube/resources.ts';
import type { AnyKubeObject, KubeKind } from '../model/kube/types.ts';
import type { Stored } from '../store/store.ts';

/** A Kubernetes object as the store holds it. */
export interface KubeRecord {
  readonly key: string;
  readonly value: AnyKubeObject;
  readonly revision: number;
}

export function recordOf(stored: Stored<`kube/${KubeKind}`>): KubeRecord {
  return stored as KubeRecord;
}

const bodies = new WeakMap<KubeRecord, string>();

/** Everything but kind and apiVersion: how lists of built-in kinds carry their items. */
export function bodyText(record: KubeRecord): string {
  const known = bodies.get(record);
  if (known !== undefined) return known;
  const { kind: _kind, apiVersion: _apiVersion, metadata: _metadata, ...rest } = record.value as unknown as { readonly [field: string]: unknown };
  const text = JSON.stringify({ metadata: metadataOf(record), ...rest });
  bodies.set(record, text);
  return text;
}

/** The metadata with its resourceVersion, which is the record's revision. */
export function metadataOf(record: KubeRecord): { readonly [field: string]: unknown } {
  const { name, generateName, namespace, uid, ...rest } = record.value.metadata;
  return { name, ...(generateName === undefined ? {} : { generateName }), ...(namespace === undefined ? {} : { namespace }), uid, resourceVersion: String(record.revision), ...rest };
}

/** The whole object. */
export function objectText(record: KubeRecord): string {
  const kind = record.value.kind as KubeKind;
  return `{"kind":${JSON.stringify(kind)},"apiVersion":${JSON.stringify(apiVersionOf(kind))},${bodyText(record).slice(1)}`;
}

/** The object's metadata alone, as PartialObjectMetadata. */
export function partialText(record: KubeRecord): string {
  return JSON.stringify({ kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: metadataOf(record) });
}

export interface ListMeta {
  readonly resourceVersion: string;
  readonly continue?: string;
  readonly remainingItemCount?: number;
}

export function listText(resource: KubeResource, meta: ListMeta, records: readonly KubeRecord[], partial: boolean): string {
  const kind = partial ? 'PartialObjectMetadataList' : `${resource.kind}List`;
  const apiVersion = partial ? 'meta.k8s.io/v1' : apiVersionOf(resource.kind);
  const item = partial ? partialText : KUBE_RESOURCES[resource.kind].custom ? objectText : bodyText;
  return `{"kind":"${kind}","apiVersion":"${apiVersion}","metadata":${JSON.stringify(meta)},"items":[${records.map(item).join(',')}]}\n`;
}

/**
 * Objects as JSON text. Texts for watches are serialized once for all of them and cached for a while; lists, which may
 * be long, are not cached.
 */

import { joined } from '../http/pieces.ts';
import { groupVersionOf, kubeKindOf, type ServedResource } from '../model/kube/resources.ts';
import { parseKubeKey, type AnyKubeObject, type KubeKind } from '../model/kube/types.ts';
import type { Stored } from '../store/store.ts';
import { asServed } from './second-form.ts';

/** A Kubernetes object as the store holds it. */
export interface KubeRecord {
  readonly key: string;
  readonly value: AnyKubeObject;
  readonly revision: number;
}

/** Of an object that is not stored: what a dry run would have created. */
export const NO_REVISION = 0;

/** Prefix of Kubernetes kinds in the store. */
const KIND = 'kube/';

export function recordOf(stored: Stored<`kube/${KubeKind}`>): KubeRecord {
  const { value, kind } = stored as unknown as {
    readonly kind: string;
    readonly value: { readonly kind?: unknown; readonly metadata?: unknown };
  };
  if (value.kind === kind.slice(KIND.length) && typeof value.metadata === 'object' && value.metadata !== null)
    return stored as KubeRecord;
  // A malformed object left by an older version can be read and deleted: its identity comes from its key.
  const { namespace, name } = parseKubeKey(stored.key);
  const names = { name, ...(namespace === undefined ? {} : { namespace }), uid: '' };
  return {
    ...stored,
    value: {
      ...value,
      kind: kind.slice(KIND.length),
      metadata: { ...names, ...(typeof value.metadata === 'object' ? value.metadata : {}) },
    },
  } as unknown as KubeRecord;
}

/** Everything but kind and apiVersion: the form of items in lists of built-in kinds. */
function bodyText(record: KubeRecord, resource: ServedResource): string {
  const {
    kind: _kind,
    apiVersion: _apiVersion,
    metadata: _metadata,
    ...rest
  } = asServed(resource, record.value) as unknown as { readonly [field: string]: unknown };
  return JSON.stringify({ metadata: metadataOf(record), ...rest });
}

/** The metadata with its resourceVersion, which is the record's revision. */
export function metadataOf(record: KubeRecord): { readonly [field: string]: unknown } {
  const { name, generateName, namespace, uid, ...rest } = record.value.metadata;
  return {
    name,
    ...(generateName === undefined ? {} : { generateName }),
    ...(namespace === undefined ? {} : { namespace }),
    uid,
    ...(record.revision === NO_REVISION ? {} : { resourceVersion: String(record.revision) }),
    ...rest,
  };
}

/** The whole object, as the resource serves it. */
export function objectText(
  record: KubeRecord,
  resource: ServedResource = kubeKindOf(record.value.kind as KubeKind),
): string {
  const [kind, apiVersion] = [JSON.stringify(resource.kind), JSON.stringify(groupVersionOf(resource))];
  return `{"kind":${kind},"apiVersion":${apiVersion},${bodyText(record, resource).slice(1)}`;
}

/** Characters of encoded objects that are cached for watches. */
const SHARED = 16 * 1024 * 1024;
const shared = new Map<KubeRecord, string>();
let sharedLength = 0;

/** Like `objectText`, but cached for other readers of the same record. */
export function sharedText(record: KubeRecord, resource: ServedResource): string {
  if (resource.renamed !== undefined) return objectText(record, resource);
  const known = shared.get(record);
  if (known !== undefined) return known;
  const text = objectText(record, resource);
  shared.set(record, text);
  sharedLength += text.length;
  for (const [oldest, its] of shared) {
    if (sharedLength <= SHARED) break;
    shared.delete(oldest);
    sharedLength -= its.length;
  }
  return text;
}

/** Only the object's metadata, as PartialObjectMetadata. */
export function partialText(record: KubeRecord): string {
  return JSON.stringify({ kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: metadataOf(record) });
}

export interface ListMeta {
  readonly resourceVersion: string;
  readonly continue?: string;
  readonly remainingItemCount?: number;
}

/** A list of any length, generated while it is sent. */
export function listPieces(
  resource: ServedResource,
  meta: ListMeta,
  records: readonly KubeRecord[],
  partial: boolean,
): AsyncGenerator<string> {
  const kind = partial ? 'PartialObjectMetadataList' : `${resource.kind}List`;
  const apiVersion = partial ? 'meta.k8s.io/v1' : groupVersionOf(resource);
  const encode = resource.custom ? objectText : bodyText;
  const item = partial ? partialText : (record: KubeRecord) => encode(record, resource);
  const head = `{"kind":"${kind}","apiVersion":"${apiVersion}","metadata":${JSON.stringify(meta)},"items":[`;
  return joined(head, records, item, ']}\n');
}

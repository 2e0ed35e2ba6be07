/**
 * Objects as JSON text. Texts are serialized once for all watches and for lists that are not too long, and cached for a
 * while.
 */

import { joined } from '../http/pieces.ts';
import { groupVersionOf, kubeKindOf, type ServedResource } from '../model/kube/resources.ts';
import { parseKubeKey, type AnyKubeObject, type KubeKind } from '../model/kube/types.ts';
import type { Stored } from '../store/store.ts';
import { asServed } from './second-form.ts';
import { isShared, SharedForms } from './shared-forms.ts';

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
  return typeText(resource) + bodyText(record, resource).slice(1);
}

/** What the text of an object begins with. */
function typeText(resource: ServedResource): string {
  return `{"kind":${JSON.stringify(resource.kind)},"apiVersion":${JSON.stringify(groupVersionOf(resource))},`;
}

const objects = new SharedForms<string>(32 * 1024 * 1024);
const partials = new SharedForms<string>(16 * 1024 * 1024);

/** Like `objectText`, but cached for other readers of the same record. */
export function sharedText(record: KubeRecord, resource: ServedResource): string {
  if (resource.renamed !== undefined) return objectText(record, resource);
  return objects.of(record, () => objectText(record, resource));
}

/** Only the object's metadata, as PartialObjectMetadata. */
export function partialText(record: KubeRecord): string {
  return JSON.stringify({ kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: metadataOf(record) });
}

/** Like `partialText`, but cached for other readers of the same record. */
function sharedPartialText(record: KubeRecord): string {
  return partials.of(record, () => partialText(record));
}

export interface ListMeta {
  readonly resourceVersion: string;
  readonly continue?: string;
  readonly remainingItemCount?: number;
}

/** How the metadata of the items of such a list is written. */
export function partialTexts(records: readonly KubeRecord[]): (record: KubeRecord) => string {
  return isShared(records) ? sharedPartialText : partialText;
}

/** How the items of such a list are written: those of built-in kinds without kind and apiVersion. */
function itemTexts(resource: ServedResource, records: readonly KubeRecord[]): (record: KubeRecord) => string {
  const cached = isShared(records);
  if (resource.custom) return (record) => (cached ? sharedText : objectText)(record, resource);
  if (!cached || resource.renamed !== undefined) return (record) => bodyText(record, resource);
  const type = typeText(resource).length;
  return (record) => `{${sharedText(record, resource).slice(type)}`;
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
  const item = partial ? partialTexts(records) : itemTexts(resource, records);
  const head = `{"kind":"${kind}","apiVersion":"${apiVersion}","metadata":${JSON.stringify(meta)},"items":[`;
  return joined(head, records, item, ']}\n');
}

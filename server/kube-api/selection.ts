/** The objects of a collection that a request selects: by namespace, label selector and field selector. */

import type { ServedResource } from '../model/kube/resources.ts';
import type { AnyKubeObject, KubeKind } from '../model/kube/types.ts';
import { byNamespace, type Index } from '../store/indexes.ts';
import type { Read } from '../store/store.ts';
import { recordOf, type KubeRecord } from './encode.ts';
import { parseFieldSelector, type FieldSelector } from './field-selector.ts';
import { parseLabelSelector } from './label-selector.ts';
import { SERVED_KINDS } from './served-kinds.ts';

export interface Selection {
  readonly resource: ServedResource;
  readonly namespace?: string;
  /** Whether every object of the collection is selected, so that none needs to be checked. */
  readonly all: boolean;
  /** Equal for equal selections. */
  readonly text: string;
  matches(object: AnyKubeObject): boolean;
  /** Matching records in key order. */
  records(read: Read): KubeRecord[];
}

export function selectionOf(
  resource: ServedResource,
  namespace: string | undefined,
  query: URLSearchParams,
  name?: string,
): Selection {
  const labelText = query.get('labelSelector') ?? '';
  const fieldText = [query.get('fieldSelector') ?? '', ...(name === undefined ? [] : [`metadata.name=${name}`])]
    .filter((part) => part !== '')
    .join(',');
  const labels = labelText === '' ? undefined : parseLabelSelector(labelText);
  const fields = fieldText === '' ? undefined : parseFieldSelector(resource, fieldText);
  const inNamespace = (object: AnyKubeObject) => namespace === undefined || object.metadata.namespace === namespace;
  const matches = (object: AnyKubeObject) =>
    inNamespace(object) &&
    (labels === undefined || labels(object.metadata.labels)) &&
    (fields === undefined || fields.matches(object));
  const kind = `kube/${resource.kind}` as const;
  return {
    resource,
    ...(namespace === undefined ? {} : { namespace }),
    all: labels === undefined && fields === undefined,
    matches,
    text: JSON.stringify([resource.kind, namespace, labelText, fieldText]),
    records(read) {
      const wantedName = fields?.equal.get('metadata.name');
      const wantedNamespace = namespace ?? fields?.equal.get('metadata.namespace');
      if (wantedName !== undefined && (!resource.namespaced || wantedNamespace !== undefined)) {
        const found = read.get(kind, resource.namespaced ? `${wantedNamespace}/${wantedName}` : wantedName);
        return found !== undefined && matches(found.value) ? [recordOf(found)] : [];
      }
      const within =
        indexedIn(resource.kind, fields) ??
        (namespace === undefined ? undefined : { index: byNamespace(kind), asked: namespace });
      const found = read
        .page(kind, { limit: Number.MAX_SAFE_INTEGER, ...(within === undefined ? {} : { within }) })
        .map(recordOf);
      return labels === undefined && fields === undefined ? found : found.filter((record) => matches(record.value));
    },
  };
}

/** A selected field with an index in the store; the index omits objects without the field. */
function indexedIn(kind: KubeKind, fields: FieldSelector | undefined) {
  const indexes: { readonly [field: string]: Index<`kube/${KubeKind}`, string> } = SERVED_KINDS[kind].indexed ?? {};
  for (const [field, index] of Object.entries(indexes)) {
    const asked = fields?.equal.get(field);
    if (asked !== undefined && asked !== '') return { index, asked };
  }
  return undefined;
}

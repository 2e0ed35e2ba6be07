/** Which objects of a collection a request means: namespace, label selector and field selector together. */

import type { KubeResource } from '../model/kube/resources.ts';
import type { AnyKubeObject } from '../model/kube/types.ts';
import { byNamespace, byNode } from '../store/indexes.ts';
import type { Read } from '../store/store.ts';
import { recordOf, type KubeRecord } from './encode.ts';
import { parseFieldSelector } from './field-selector.ts';
import { parseLabelSelector } from './label-selector.ts';

export interface Selection {
  readonly resource: KubeResource;
  readonly namespace?: string;
  /** Whether every object of the collection is meant, so that nothing needs to be looked at one by one. */
  readonly all: boolean;
  /** The same for the same selection. */
  readonly text: string;
  matches(object: AnyKubeObject): boolean;
  /** Matching records in key order. */
  records(read: Read): KubeRecord[];
}

export function selectionOf(
  resource: KubeResource,
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
      const node = resource.kind === 'Pod' ? fields?.equal.get('spec.nodeName') : undefined;
      const within =
        namespace !== undefined
          ? { index: byNamespace(kind), asked: namespace }
          : node !== undefined && node !== ''
            ? { index: byNode('kube/Pod'), asked: node }
            : undefined;
      const found = read
        .page(kind, { limit: Number.MAX_SAFE_INTEGER, ...(within === undefined ? {} : { within }) })
        .map(recordOf);
      return labels === undefined && fields === undefined ? found : found.filter((record) => matches(record.value));
    },
  };
}

/** What tables of Kubernetes objects have in common that stand in a namespace. */

import { parseKubeKey, type AnyKubeObject } from '../../model/kube/types.ts';
import type { ViewContext } from '../shared/view-context.ts';

interface Keyed {
  readonly key: string;
}
interface KubeRecord extends Keyed {
  readonly value: AnyKubeObject;
  readonly revision: number;
}

export const nameOf = (key: string): string => parseKubeKey(key).name;
export const namespaceOf = (key: string): string => parseKubeKey(key).namespace ?? '';

/** Rows stand by name, in the project of their namespace. */
export const NAMESPACED = {
  order: (_value: unknown, key: string) => nameOf(key),
  orderColumn: 'name',
  project: (context: ViewContext, { key }: Keyed) => context.projectOf(namespaceOf(key)),
} as const;

export const namespacedColumns = (context: ViewContext, { key, value, revision }: KubeRecord) => ({
  id: key,
  name: nameOf(key),
  revision,
  namespace: namespaceOf(key),
  project: context.projectOf(namespaceOf(key)),
  created: value.metadata.creationTimestamp,
});

export const NAMESPACED_SORT = {
  namespace: (_context: ViewContext, { key }: Keyed) => key,
  created: (_context: ViewContext, { value }: KubeRecord) => value.metadata.creationTimestamp,
};

export const NAMESPACED_FILTER = {
  namespace: (_context: ViewContext, { key }: Keyed): readonly string[] => [namespaceOf(key)],
};

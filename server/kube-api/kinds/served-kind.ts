/** How a kind is served, in addition to its declaration (`model/kube/kinds`): one file per kind. */

import type { AnyKubeObject, KubeKind } from '../../model/kube/types.ts';
import type { Index } from '../../store/indexes.ts';
import type { Connect } from '../connect.ts';
import type { TableColumn } from '../table-columns.ts';

/** The value of a field for a field selector. */
export type FieldOf = (object: AnyKubeObject) => string;

export interface ServedKind<K extends KubeKind = KubeKind> {
  /** The columns of `kubectl get`. */
  readonly columns: readonly TableColumn[];
  /** Selectable fields besides `metadata.name` and `metadata.namespace`. */
  readonly fields?: { readonly [field: string]: FieldOf };
  /** Those of `fields` that the store has an index for. */
  readonly indexed?: { readonly [field: string]: Index<`kube/${K}`, string> };
  /** Its subresources that connect a client with a container. */
  readonly connects?: ReadonlyMap<string, Connect>;
}

/** A field of an object's spec or status; `otherwise` if it is absent. */
export function fieldOf(part: 'spec' | 'status', field: string, otherwise = ''): FieldOf {
  return (object) => {
    const value = (object[part] as { readonly [field: string]: unknown } | undefined)?.[field];
    return value === undefined || value === null ? otherwise : String(value);
  };
}

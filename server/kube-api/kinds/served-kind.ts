/** How a kind is served, beyond what is known of it (`model/kube/kinds`). One file per kind holds one of these. */

import type { AnyKubeObject, KubeKind } from '../../model/kube/types.ts';
import type { Index } from '../../store/indexes.ts';
import type { ProtobufFields } from '../protobuf-fields.ts';
import type { TableColumn } from '../table-columns.ts';

/** The value of a field, as a field selector compares it. */
export type FieldOf = (object: AnyKubeObject) => string;

export interface ServedKind<K extends KubeKind = KubeKind> {
  /** What `kubectl get` prints. */
  readonly columns: readonly TableColumn[];
  /** By which fields its objects are selected, besides `metadata.name` and `metadata.namespace`. */
  readonly fields?: { readonly [field: string]: FieldOf };
  /** Those of `fields` that the store has an index of. */
  readonly indexed?: { readonly [field: string]: Index<`kube/${K}`, string> };
  /** What `kubectl create` sends of it; absent: it sends JSON. */
  readonly protobuf?: ProtobufFields;
}

/** A field of an object's spec or status; what is absent is `otherwise`. */
export function fieldOf(part: 'spec' | 'status', field: string, otherwise = ''): FieldOf {
  return (object) => {
    const value = (object[part] as { readonly [field: string]: unknown } | undefined)?.[field];
    return value === undefined || value === null ? otherwise : String(value);
  };
}

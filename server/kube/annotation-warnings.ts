/**
 * Warnings about `opencontrail.org/*` annotations that are accepted but without the intended effect. They are returned
 * in the `Warning` header; the object's conditions say the same while the annotation stays as it is.
 */

import { unknownAnnotations } from '../engine/annotations/unknown-annotations.ts';
import type { AnyKubeObject, KubeKind } from '../model/kube/types.ts';
import { KIND_RULES } from './rule-table.ts';

/** `before` is the stored object, if there is one. */
export function annotationWarnings(kind: KubeKind, object: AnyKubeObject, before?: AnyKubeObject): readonly string[] {
  return [
    ...(KIND_RULES[kind].warnings?.(object, before) ?? []),
    ...unknownAnnotations(object.metadata.annotations, 'metadata.annotations'),
  ];
}

/**
 * Sentences about `opencontrail.org/*` annotations that are accepted but will not do what was meant. They go into the
 * `Warning` header of the reply; the object's conditions say the same as long as it stands so.
 */

import { unknownAnnotations } from '../engine/annotations/unknown-annotations.ts';
import type { AnyKubeObject, KubeKind } from '../model/kube/types.ts';
import { KIND_RULES } from './rule-table.ts';

/** `before` is the object as it stood, if it stood. */
export function annotationWarnings(kind: KubeKind, object: AnyKubeObject, before?: AnyKubeObject): readonly string[] {
  return [
    ...(KIND_RULES[kind].warnings?.(object, before) ?? []),
    ...unknownAnnotations(object.metadata.annotations, 'metadata.annotations'),
  ];
}

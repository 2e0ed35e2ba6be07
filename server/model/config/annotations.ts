/** Annotations of config objects. */

import type { KeyValuePairs } from './record.ts';

interface Annotated {
  readonly annotations?: KeyValuePairs;
}

/** The value of an annotation. */
export function annotationOf({ annotations }: Annotated, key: string): string | undefined {
  for (const pair of annotations?.key_value_pair ?? []) if (pair.key === key) return pair.value;
  return undefined;
}

/**
 * The place of an interface among those of its pod: 1 for the primary one. From the annotation `index` that
 * kube-manager writes, `1/2`; infinite without it.
 */
export function interfaceIndex(port: Annotated): number {
  const index = Number(annotationOf(port, 'index')?.split('/')[0] ?? Number.NaN);
  return Number.isNaN(index) ? Number.POSITIVE_INFINITY : index;
}

/** Under which texts objects are found by their labels: those that select, and those that may be adopted. */

import type { LabelSelector, ObjectMeta } from './objects.ts';

const NONE: readonly string[] = [];

/** Labels of an object up to which it is found under each; with more under `MANY`, as it may have thousands. */
const MOST_LABELS = 50;
const MANY = '**';

/** The labels, and `*`, under which an object is found that no controller owns: whoever selects it may adopt it. */
export function uncontrolledIn({ metadata }: { readonly metadata: ObjectMeta }): readonly string[] {
  if (metadata.ownerReferences?.some((owner) => owner.controller) === true) return NONE;
  const labels = Object.entries(metadata.labels ?? {});
  if (labels.length > MOST_LABELS) return [labelled(metadata.namespace, undefined), manyLabelled(metadata.namespace)];
  return [undefined, ...labels].map((label) => labelled(metadata.namespace, label));
}

/**
 * Under which label of an object in its namespace a selector is found: one that it asks for, or `*` when it names
 * none.
 */
export function selectedIn(namespace: string | undefined, selector: LabelSelector | undefined): readonly string[] {
  const [label] = Object.entries(selector?.matchLabels ?? {});
  return selector === undefined ? NONE : [labelled(namespace, label)];
}

/** The value of the index `uncontrolled` that has the objects with too many labels to be found under each. */
export function manyLabelled(namespace: string | undefined): string {
  return `${namespace ?? ''} ${MANY}`;
}

/** A value of the indexes `selects` and `uncontrolled`. */
export function labelled(namespace: string | undefined, label: readonly [string, string] | undefined): string {
  return `${namespace ?? ''} ${label === undefined ? '*' : `${label[0]}=${label[1]}`}`;
}

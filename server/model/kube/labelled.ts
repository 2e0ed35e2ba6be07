/** Index values by which objects are found by their labels: selecting objects, and those that they select. */

import { labelTagName, labelTagUuid } from '../naming/label-tag.ts';
import type { LabelSelector, ObjectMeta } from './objects.ts';

const NONE: readonly string[] = [];

/** Up to this many labels, an object is indexed under each; with more, which may be thousands, under `MANY`. */
export const MOST_LABELS = 50;
const MANY = '**';

/** The labels, and `*`, under which an object without a controller is found: an object that selects it may adopt it. */
export function uncontrolledIn(object: { readonly metadata: ObjectMeta }): readonly string[] {
  const { metadata } = object;
  if (metadata.ownerReferences?.some((owner) => owner.controller) === true) return NONE;
  return [labelled(metadata.namespace, undefined), ...labelsIn(object)];
}

/** The labels under which an object is found. */
export function labelsIn({ metadata }: { readonly metadata: ObjectMeta }): readonly string[] {
  const labels = Object.entries(metadata.labels ?? {});
  if (labels.length > MOST_LABELS) return [manyLabelled(metadata.namespace)];
  return labels.map((label) => labelled(metadata.namespace, label));
}

/**
 * The label, within its namespace, under which a selector is indexed: one that it requires, or `*` if it requires none.
 */
export function selectedIn(namespace: string | undefined, selector: LabelSelector | undefined): readonly string[] {
  const [label] = Object.entries(selector?.matchLabels ?? {});
  return selector === undefined ? NONE : [labelled(namespace, label)];
}

/** The value of the index `uncontrolled` for objects with too many labels to index each. */
export function manyLabelled(namespace: string | undefined): string {
  return `${namespace ?? ''} ${MANY}`;
}

/** A value of the indexes `selects`, `labels` and `uncontrolled`. */
export function labelled(namespace: string | undefined, label: readonly [string, string] | undefined): string {
  return `${namespace ?? ''} ${label === undefined ? '*' : `${label[0]}=${label[1]}`}`;
}

/**
 * The uuids of the tags of an object's labels: a value of the index `label-tag`. An object with very many labels is
 * found under `MANY_TAGS`.
 */
export function taggedIn({ metadata }: { readonly metadata: ObjectMeta }): readonly string[] {
  if (metadata.labels === undefined) return NONE;
  const uuids: string[] = [];
  let count = 0;
  for (const key in metadata.labels) {
    if (++count > MOST_LABELS) return MANY_TAGS_ONLY;
    const name = labelTagName(key, metadata.labels[key]!);
    if (name !== undefined) uuids.push(labelTagUuid(name));
  }
  return uuids;
}

export const MANY_TAGS = '**';
const MANY_TAGS_ONLY: readonly string[] = [MANY_TAGS];

/** The names of the tags of an object's labels. */
export function tagNamesOf(labels: ObjectMeta['labels']): readonly string[] {
  return Object.entries(labels ?? {}).flatMap(([key, value]) => labelTagName(key, value) ?? []);
}

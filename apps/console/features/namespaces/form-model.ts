/** The namespace form: a name, isolation, the default floating IP pool, labels. Pure. */

import { FIP_POOL, ISOLATION } from '../../../../server/engine/annotations/annotation-keys.ts';
import { readIsolation } from '../../../../server/engine/annotations/namespace-annotations.ts';
import { NAME_LABEL } from '../../../../server/model/kube/name-label.ts';
import type { KubeObjectOf } from '../../../../server/model/kube/types.ts';
import { mergePatch } from '../../data/kube-objects.ts';
import { nameFault, printLabels, readLabels } from '../../data/kube-text.ts';
import type { Write } from '../../data/writes.ts';
import {
  dictOf,
  NO_POOL,
  poolChoiceFaults,
  poolChoiceFrom,
  type PoolChoice,
} from '../../domain-ui/addresses/pool-choice.ts';

export type NamespaceForm = { name: string; isolated: boolean; pool: PoolChoice; labels: string };

/** Labels of the fields. */
export const FIELD_WORDS: Readonly<Record<keyof NamespaceForm, string>> = {
  name: 'Name',
  isolated: 'Isolated',
  pool: 'Default floating IP pool',
  labels: 'Labels',
};

export const blank = (): NamespaceForm => ({ name: '', isolated: false, pool: NO_POOL, labels: '' });

export function fromRecord({ metadata }: KubeObjectOf<'Namespace'>): NamespaceForm {
  // Set by Kubernetes itself; not for the form.
  const { [NAME_LABEL]: _own, ...labels } = metadata.labels ?? {};
  return {
    name: metadata.name,
    isolated: readIsolation(metadata.annotations, metadata.labels).isolation.kind === 'isolated',
    pool: poolChoiceFrom(metadata.annotations?.[FIP_POOL]),
    labels: printLabels(labels),
  };
}

export function faultsOf(form: NamespaceForm): Record<string, string> {
  const name = nameFault(form.name);
  const { fault } = readLabels(form.labels);
  return {
    ...(name === undefined ? {} : { name }),
    ...(fault === undefined ? {} : { labels: fault }),
    ...poolChoiceFaults(form.pool),
  };
}

/** The Namespace as kubectl would apply it. */
function toObject(form: NamespaceForm) {
  const pool = dictOf(form.pool);
  const annotations = {
    ...(form.isolated ? { [ISOLATION]: 'true' } : {}),
    ...(pool === undefined ? {} : { [FIP_POOL]: pool }),
  };
  const { labels } = readLabels(form.labels);
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: form.name.trim(),
      ...(Object.keys(labels).length === 0 ? {} : { labels }),
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    },
  };
}

export const toCreate = (form: NamespaceForm): Write => ({
  method: 'POST',
  path: '/kube/api/v1/namespaces',
  body: toObject(form),
});

/** Only changed annotations and labels; null removes one. */
export function toUpdate(form: NamespaceForm, was: NamespaceForm): Write | undefined {
  const annotations: Record<string, string | null> = {};
  if (form.isolated !== was.isolated) annotations[ISOLATION] = form.isolated ? 'true' : null;
  if (dictOf(form.pool) !== dictOf(was.pool)) annotations[FIP_POOL] = dictOf(form.pool) ?? null;
  const [now, then] = [readLabels(form.labels).labels, readLabels(was.labels).labels];
  const labels: Record<string, string | null> = {};
  for (const [key, value] of Object.entries(now)) if (then[key] !== value) labels[key] = value;
  for (const key of Object.keys(then)) if (!Object.hasOwn(now, key)) labels[key] = null;
  const metadata = {
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    ...(Object.keys(labels).length === 0 ? {} : { labels }),
  };
  return Object.keys(metadata).length === 0 ? undefined : mergePatch('Namespace', undefined, was.name, { metadata });
}

/** JSON pointers in a refusal, with their fields. */
export const problemFields: Readonly<Record<string, string>> = {
  '/metadata/name': 'name',
  '/metadata/labels': 'labels',
  '/metadata/annotations': 'pool.name',
};

/**
 * Applies one object as `kubectl apply` does: creates it if it does not exist, else patches it; a check writes nothing.
 */

import { deepEqual, isObject } from '../../../../server/model/json.ts';
import { KUBE_RESOURCES } from '../../../../server/model/kube/resources.ts';
import { ask } from '../../data/client.ts';
import { kubeCollection, kubePath } from '../../data/kube-objects.ts';
import { printedName, type ManifestObject } from '../../data/manifest-documents.ts';
import { Problem } from '../../data/problem.ts';

export type Verb = 'created' | 'configured' | 'unchanged' | 'refused';
export type Outcome = {
  readonly verb: Verb;
  /** As kubectl prints it, or why it was refused. */ readonly sentence: string;
  /** Members of the object that are, or would be, other than before. */ readonly changed?: readonly string[];
  /** Cannot be checked before it is applied. */ readonly unchecked?: true;
  /** What the server took and calls doubtful, such as a misspelt annotation. */ readonly warnings?: readonly string[];
};

type Versioned = { readonly metadata?: { readonly resourceVersion?: string } };

/** `pending`: namespaces that the same manifest creates first; a check cannot see them. */
export async function applyObject(
  entry: ManifestObject,
  { check, pending = new Set() }: { check: boolean; pending?: ReadonlySet<string> },
): Promise<Outcome> {
  const suffix = check ? '?dryRun=All' : '';
  const done = (
    verb: Exclude<Verb, 'refused'>,
    { warnings = [] }: { readonly warnings?: readonly string[] } = {},
  ): Outcome => ({
    ...(warnings.length > 0 && { warnings }),
    verb,
    sentence: `${printedName(entry)} ${verb}${check ? ' (server dry run)' : ''}`,
  });
  if (check && entry.namespace !== undefined && pending.has(entry.namespace))
    return {
      verb: 'created',
      unchecked: true,
      sentence:
        `${printedName(entry)} is made after its namespace ${entry.namespace}, which this manifest creates; ` +
        'checked when applied',
    };
  const path = kubePath(entry.kind, entry.namespace, entry.name);
  try {
    const before = await standing(entry);
    if (before === undefined) {
      return done(
        'created',
        await ask(`${kubeCollection(entry.kind, entry.namespace)}${suffix}`, { method: 'POST', body: entry.object }),
      );
    }
    const type = KUBE_RESOURCES[entry.kind].custom
      ? 'application/merge-patch+json'
      : 'application/strategic-merge-patch+json';
    const after = await ask<Versioned & Record<string, unknown>>(`${path}${suffix}`, {
      method: 'PATCH',
      body: entry.object,
      type,
    });
    return same(before, after.body)
      ? done('unchanged', after)
      : { ...done('configured', after), changed: changedMembers(before, after.body) };
  } catch (error) {
    if (error instanceof Problem) return { verb: 'refused', sentence: error.message };
    throw error;
  }
}

/** Read as a list of one, so that a missing object is a result and not an error. */
async function standing({ kind, namespace, name }: ManifestObject): Promise<Record<string, unknown> | undefined> {
  const { body } = await ask<{ items: readonly Record<string, unknown>[] }>(
    `${kubeCollection(kind, namespace)}?fieldSelector=${encodeURIComponent(`metadata.name=${name}`)}`,
  );
  const [found] = body.items;
  return found;
}

/**
 * Whether the write left the object unchanged. Its version is ignored, since a dry run may increase it; items of a list
 * have no kind.
 */
export function same(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): boolean {
  const part = (object: Readonly<Record<string, unknown>>): unknown => {
    const { status: _status, apiVersion: _api, kind: _kind, metadata, ...rest } = object;
    const {
      resourceVersion: _version,
      managedFields: _fields,
      generation: _generation,
      ...meta
    } = (metadata ?? {}) as Record<string, unknown>;
    return { ...rest, metadata: meta };
  };
  return deepEqual(part(before), part(after));
}

/**
 * Paths of the changed members, `spec.replicas`; for an added or removed one only its outermost path. Status and
 * versions are ignored.
 */
export function changedMembers(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): string[] {
  const found: string[] = [];
  const walk = (a: unknown, b: unknown, path: string): void => {
    if (/^(status|apiVersion|kind|metadata\.(resourceVersion|managedFields|generation))$/.test(path) || deepEqual(a, b))
      return;
    if (isObject(a) && isObject(b))
      for (const key of new Set([...Object.keys(a), ...Object.keys(b)]))
        walk(a[key], b[key], path === '' ? key : `${path}.${key}`);
    else found.push(path);
  };
  walk(before, after, '');
  return found;
}

/**
 * Which queries a change touches. A query says in the first element of its key, its scope, what it is made from.
 * A kind is a config type ("virtual-network"), a Kubernetes kind ("kube/Pod") or a view ("view/topology");
 * a kind that ends in "/" stands for all kinds that begin with it ("kube/"); `only` narrows a kind to one key.
 * A query for one object names it too.
 */

import { only } from '../../../server/contract/endpoint.ts';

/** `key` is `*` when everything of the kind may have changed. */
export type ChangedName = { kind: string; key: string; op: 'created' | 'changed' | 'deleted' };
export type LiveScope = { kinds: readonly string[]; object?: string };

/**
 * The scope of a list or view is refreshed a moment after a change, several changes at once; that of an object's page
 * at once when this object changes.
 */
export const liveScope = (kinds: readonly string[], object?: string): LiveScope => ({
  kinds,
  ...(object === undefined ? {} : { object }),
});

export type Touch = 'now' | 'soon' | undefined;

function covers(kind: string, { kind: changed, key }: ChangedName): boolean {
  if (kind === changed || (kind.endsWith('/') && changed.startsWith(kind))) return true;
  return kind.startsWith(`${changed} `) && (key === '*' || kind === only(changed, key));
}

/** Whether a query has to be read again after these changes, and how soon. */
export function touched(queryKey: readonly unknown[], changes: readonly ChangedName[]): Touch {
  const scope = queryKey[0];
  if (scope === null || typeof scope !== 'object' || !('kinds' in scope) || !Array.isArray(scope.kinds))
    return undefined;
  const kinds: readonly string[] = scope.kinds.filter((kind) => typeof kind === 'string');
  const object = 'object' in scope ? scope.object : undefined;
  let touch: Touch;
  for (const change of changes) {
    if (!kinds.some((kind) => covers(kind, change))) continue;
    if (object !== undefined && (change.key === object || change.key === '*')) return 'now';
    touch = 'soon';
  }
  return touch;
}

/** Reads an event's data; undefined if it is not what the stream promises. */
export function readChangeEvent(data: string): { revision: number; changes: ChangedName[] } | undefined {
  try {
    const parsed: unknown = JSON.parse(data);
    if (parsed === null || typeof parsed !== 'object' || !('changes' in parsed) || !Array.isArray(parsed.changes))
      return undefined;
    const revision = 'revision' in parsed && typeof parsed.revision === 'number' ? parsed.revision : 0;
    const changes = parsed.changes.filter(
      (one: unknown): one is ChangedName =>
        one !== null &&
        typeof one === 'object' &&
        'kind' in one &&
        typeof one.kind === 'string' &&
        'key' in one &&
        typeof one.key === 'string',
    );
    const wide =
      'wide' in parsed && Array.isArray(parsed.wide) ? parsed.wide.filter((kind) => typeof kind === 'string') : [];
    return { revision, changes: [...changes, ...wide.map((kind): ChangedName => ({ kind, key: '*', op: 'changed' }))] };
  } catch {
    return undefined;
  }
}

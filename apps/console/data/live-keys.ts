/**
 * Which queries a change affects. The first element of a query key, its scope, lists what the query depends on. A kind
 * is a config type ("virtual-network"), a Kubernetes kind ("kube/Pod") or a view ("view/topology"); a kind that ends in
 * "/" is a prefix ("kube/"); `only` limits a kind to one key. A query of one object names it as well.
 */

import { only } from '../../../server/contract/endpoint.ts';

/** `key` is `*` if everything of the kind may have changed. */
export type ChangedName = { kind: string; key: string; op: 'created' | 'changed' | 'deleted' };
export type LiveScope = { kinds: readonly string[]; object?: string };

/**
 * A list or view is refreshed a moment after a change, several changes at once; an object's page at once when its
 * object changes.
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

/** Whether a query must be read again after these changes, and how soon. */
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

/** Parses an event's data; undefined if it is invalid. */
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

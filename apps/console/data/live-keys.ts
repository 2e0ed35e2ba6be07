/**
 * Which queries a change touches. A query says in the first element of its key what it is made from:
 * `liveKey(['virtual-network', 'floating-ip-pool'], 'tables', 'virtual-networks', query)`.
 * A kind is a config type ("virtual-network"), a Kubernetes kind ("kube/Pod") or a view ("view/topology");
 * a kind that ends in "/" stands for all kinds that begin with it ("kube/").
 * A query for one object names it too: `liveKey(['virtual-network'], …).one(uuid)` is `detailKey(['virtual-network'], uuid, …)`.
 */
/** `key` is `*` when everything of the kind may have changed. */
export type Change = { kind: string; key: string; op: 'created' | 'changed' | 'deleted' };
export type LiveScope = { kinds: readonly string[]; object?: string };
export type LiveKey = readonly [LiveScope, ...unknown[]];

/** The key of a list or view: refreshed a moment after a change, several changes at once. */
export const liveKey = (kinds: readonly string[], ...rest: unknown[]): LiveKey => [{ kinds }, ...rest];

/** The key of one object's page: refreshed at once when this object changes, and like a list when others of the kinds do. */
export const detailKey = (kinds: readonly string[], object: string, ...rest: unknown[]): LiveKey => [{ kinds, object }, object, ...rest];

export type Touch = 'now' | 'soon' | undefined;

const covers = (kind: string, changed: string): boolean => kind === changed || (kind.endsWith('/') && changed.startsWith(kind));

/** Whether a query has to be read again after these changes, and how soon. */
export function touched(queryKey: readonly unknown[], changes: readonly Change[]): Touch {
  const scope = queryKey[0];
  if (scope === null || typeof scope !== 'object' || !('kinds' in scope) || !Array.isArray(scope.kinds)) return undefined;
  const kinds: readonly string[] = scope.kinds.filter((kind) => typeof kind === 'string');
  const object = 'object' in scope ? scope.object : undefined;
  let touch: Touch;
  for (const change of changes) {
    if (!kinds.some((kind) => covers(kind, change.kind))) continue;
    if (object !== undefined && (change.key === object || change.key === '*')) return 'now';
    touch = 'soon';
  }
  return touch;
}

/** Reads an event's data; undefined if it is not what the stream promises. */
export function readChangeEvent(data: string): { revision: number; changes: Change[] } | undefined {
  try {
    const parsed: unknown = JSON.parse(data);
    if (parsed === null || typeof parsed !== 'object' || !('changes' in parsed) || !Array.isArray(parsed.changes)) return undefined;
    const revision = 'revision' in parsed && typeof parsed.revision === 'number' ? parsed.revision : 0;
    const changes = parsed.changes.filter((one: unknown): one is Change => one !== null && typeof one === 'object' && 'kind' in one && typeof one.kind === 'string' && 'key' in one && typeof one.key === 'string');
    const wide = 'wide' in parsed && Array.isArray(parsed.wide) ? parsed.wide.filter((kind) => typeof kind === 'string') : [];
    return { revision, changes: [...changes, ...wide.map((kind): Change => ({ kind, key: '*', op: 'changed' }))] };
  } catch {
    return undefined;
  }
}

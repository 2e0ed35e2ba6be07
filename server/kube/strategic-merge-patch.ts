/**
 * Strategic merge patch, sent by `kubectl apply`, `edit` and `set` for built-in kinds: like a merge patch, but lists
 * with a merge key merge by it, with the directives `$patch`, `$retainKeys`, `$setElementOrder/<list>` and
 * `$deleteFromPrimitiveList/<list>` (k8s.io/apimachinery strategicpatch). Elements are looked up in a map of their
 * keys, so that the cost is linear in the sizes of patch and object.
 */

import { own } from '../model/own.ts';
import { isDraft, setField, type Draft, type DraftValue } from './draft.ts';

/** Merge key of each list that merges; `''` for lists of primitive values. All other lists are replaced. */
const MERGE_KEYS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    containers: 'name',
    initContainers: 'name',
    ephemeralContainers: 'name',
    env: 'name',
    volumes: 'name',
    volumeMounts: 'mountPath',
    volumeDevices: 'devicePath',
    imagePullSecrets: 'name',
    hostAliases: 'ip',
    topologySpreadConstraints: 'topologyKey',
    ownerReferences: 'uid',
    conditions: 'type',
    addresses: 'type',
    podIPs: 'ip',
    hostIPs: 'ip',
    finalizers: '',
    resourceClaims: 'name',
  }),
);

function mergeKeyOf(list: string, ...elements: readonly (readonly DraftValue[])[]): string | undefined {
  if (list !== 'ports') return MERGE_KEYS.get(list);
  // Service ports merge by `port`, container ports by `containerPort`.
  return elements.some((each) =>
    each.some((element) => isDraft(element) && own(element, 'containerPort') !== undefined),
  )
    ? 'containerPort'
    : 'port';
}

/**
 * The identity of a list element: its merge key, or the whole value in a list of primitives. Undefined if it has none.
 */
function identityOf(element: DraftValue, key: string): string | undefined {
  if (key === '') return JSON.stringify(element);
  const held = isDraft(element) ? own(element, key) : undefined;
  return held === undefined ? undefined : JSON.stringify(held);
}

export function strategicMergePatch(target: Draft, patch: Draft): Draft {
  if (patch['$patch'] === 'replace') return withoutDirectives(patch);
  if (patch['$patch'] === 'delete') return {};
  const merged: Draft = { ...target };
  for (const [field, value] of Object.entries(patch)) {
    if (field.startsWith('$')) continue;
    const held = own(merged, field);
    if (value === null || (isDraft(value) && value['$patch'] === 'delete')) delete merged[field];
    else if (Array.isArray(value)) setField(merged, field, mergeList(field, Array.isArray(held) ? held : [], value));
    else setField(merged, field, isDraft(value) ? strategicMergePatch(isDraft(held) ? held : {}, value) : value);
  }
  applyListDirectives(merged, patch);
  return retain(merged, patch['$retainKeys']);
}

function mergeList(field: string, elements: readonly DraftValue[], patch: readonly DraftValue[]): DraftValue[] {
  const key = mergeKeyOf(field, patch, elements);
  if (key === undefined || patch.some((element) => isDraft(element) && element['$patch'] === 'replace')) {
    return patch.filter((element) => !(isDraft(element) && element['$patch'] === 'replace')).map(cleaned);
  }
  return key === '' ? joined(elements, patch) : mergedByKey(elements, patch, key);
}

/** Primitive values: new ones are appended. */
function joined(elements: readonly DraftValue[], patch: readonly DraftValue[]): DraftValue[] {
  const known = new Set(elements.map((element) => identityOf(element, '')));
  return [...elements, ...patch.filter((value) => !known.has(identityOf(value, '')))];
}

function mergedByKey(elements: readonly DraftValue[], patch: readonly DraftValue[], key: string): DraftValue[] {
  const merged: (DraftValue | undefined)[] = [...elements];
  const places = new Map<string, number>();
  elements.forEach((element, index) => {
    const identity = identityOf(element, key);
    if (identity !== undefined && !places.has(identity)) places.set(identity, index);
  });
  for (const element of patch) {
    if (!isDraft(element)) continue;
    const identity = identityOf(element, key);
    const place = identity === undefined ? undefined : places.get(identity);
    if (element['$patch'] === 'delete') {
      if (place === undefined) continue;
      merged[place] = undefined;
      places.delete(identity!);
    } else if (place !== undefined) merged[place] = strategicMergePatch(merged[place] as Draft, element);
    else {
      if (identity !== undefined) places.set(identity, merged.length);
      merged.push(strategicMergePatch({}, element));
    }
  }
  return merged.filter((element) => element !== undefined);
}

function applyListDirectives(merged: Draft, patch: Draft): void {
  for (const [directive, value] of Object.entries(patch)) {
    const slash = directive.indexOf('/');
    if (slash < 0 || !Array.isArray(value)) continue;
    const list = directive.slice(slash + 1);
    const held = own(merged, list);
    if (!Array.isArray(held)) continue;
    if (directive.startsWith('$deleteFromPrimitiveList/')) {
      const gone = new Set(value.map((element) => identityOf(element, '')));
      merged[list] = held.filter((element) => !gone.has(identityOf(element, '')));
    } else if (directive.startsWith('$setElementOrder/')) merged[list] = ordered(list, held, value);
  }
}

/** Elements in the given order; the others keep their place after the element that preceded them. */
function ordered(list: string, elements: readonly DraftValue[], order: readonly DraftValue[]): DraftValue[] {
  const key = mergeKeyOf(list, elements, order) ?? '';
  const ranks = new Map<string, number>();
  order.forEach((item, index) => {
    const identity = identityOf(item, key);
    if (identity !== undefined && !ranks.has(identity)) ranks.set(identity, index);
  });
  const ranked = elements.map((element) => ({ element, rank: ranks.get(identityOf(element, key) ?? '') }));
  const named = ranked.filter(({ rank }) => rank !== undefined).sort((a, b) => a.rank! - b.rank!);
  let next = 0;
  return ranked.map(({ element, rank }) => (rank === undefined ? element : named[next++]!.element));
}

function retain(merged: Draft, keys: DraftValue | undefined): Draft {
  if (!Array.isArray(keys)) return merged;
  const kept = new Set<DraftValue>(keys);
  return Object.fromEntries(Object.entries(merged).filter(([field]) => kept.has(field)));
}

function cleaned(value: DraftValue): DraftValue {
  if (Array.isArray(value)) return value.map(cleaned);
  return isDraft(value) ? withoutDirectives(value) : value;
}

function withoutDirectives(patch: Draft): Draft {
  return Object.fromEntries(
    Object.entries(patch)
      .filter(([field]) => !field.startsWith('$'))
      .map(([field, value]) => [field, cleaned(value)]),
  );
}

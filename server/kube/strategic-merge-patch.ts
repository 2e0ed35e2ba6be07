/**
 * Strategic merge patch, as `kubectl apply`, `edit` and `set` send for built-in kinds: like a merge patch, but lists of
 * named things merge by their key, with the directives `$patch`, `$retainKeys`, `$setElementOrder/<list>` and
 * `$deleteFromPrimitiveList/<list>` (k8s.io/apimachinery strategicpatch).
 */
import { isDraft, sameJson, type Draft, type DraftValue } from './draft.ts';

/** Merge key of each list that merges; `''` for lists of plain values. All other lists are replaced. */
const MERGE_KEYS: { readonly [list: string]: string } = {
  containers: 'name', initContainers: 'name', ephemeralContainers: 'name', env: 'name', volumes: 'name', volumeMounts: 'mountPath',
  volumeDevices: 'devicePath', imagePullSecrets: 'name', hostAliases: 'ip', topologySpreadConstraints: 'topologyKey',
  ownerReferences: 'uid', conditions: 'type', addresses: 'type', podIPs: 'ip', hostIPs: 'ip', finalizers: '', resourceClaims: 'name',
};

function mergeKeyOf(list: string, elements: readonly DraftValue[]): string | undefined {
  // Service ports merge by `port`, container ports by `containerPort`.
  if (list === 'ports') return elements.some((element) => isDraft(element) && element['containerPort'] !== undefined) ? 'containerPort' : 'port';
  return MERGE_KEYS[list];
}

export function strategicMergePatch(target: Draft, patch: Draft): Draft {
  if (patch['$patch'] === 'replace') return withoutDirectives(patch);
  if (patch['$patch'] === 'delete') return {};
  const merged: Draft = { ...target };
  for (const [field, value] of Object.entries(patch)) {
    if (field.startsWith('$')) continue;
    if (value === null) delete merged[field];
    else if (Array.isArray(value)) merged[field] = mergeList(field, merged[field], value);
    else if (isDraft(value)) {
      const held = merged[field];
      if (value['$patch'] === 'delete') delete merged[field];
      else merged[field] = strategicMergePatch(isDraft(held) ? held : {}, value);
    } else merged[field] = value;
  }
  applyListDirectives(merged, patch);
  return retain(merged, patch['$retainKeys']);
}

function mergeList(field: string, held: DraftValue | undefined, patch: readonly DraftValue[]): DraftValue[] {
  const elements = Array.isArray(held) ? held : [];
  const key = mergeKeyOf(field, [...patch, ...elements]);
  if (key === undefined || patch.some((element) => isDraft(element) && element['$patch'] === 'replace')) {
    return patch.filter((element) => !(isDraft(element) && element['$patch'] === 'replace')).map(cleaned);
  }
  if (key === '') return [...elements, ...patch.filter((value) => !elements.some((element) => sameJson(element, value)))];
  const merged = [...elements];
  for (const element of patch) {
    if (!isDraft(element)) continue;
    const index = merged.findIndex((candidate) => isDraft(candidate) && sameJson(candidate[key], element[key]));
    if (element['$patch'] === 'delete') {
      if (index >= 0) merged.splice(index, 1);
    } else if (index >= 0) merged[index] = strategicMergePatch(merged[index] as Draft, element);
    else merged.push(strategicMergePatch({}, element));
  }
  return merged;
}

function applyListDirectives(merged: Draft, patch: Draft): void {
  for (const [directive, value] of Object.entries(patch)) {
    const slash = directive.indexOf('/');
    if (slash < 0 || !Array.isArray(value)) continue;
    const list = directive.slice(slash + 1);
    const held = merged[list];
    if (!Array.isArray(held)) continue;
    if (directive.startsWith('$deleteFromPrimitiveList/')) merged[list] = held.filter((element) => !value.some((gone) => sameJson(gone, element)));
    else if (directive.startsWith('$setElementOrder/')) merged[list] = ordered(list, held, value);
  }
}

/** Named elements in the order given; the others keep their place relative to the element before them. */
function ordered(list: string, elements: readonly DraftValue[], order: readonly DraftValue[]): DraftValue[] {
  const key = mergeKeyOf(list, [...elements, ...order]);
  const rank = (element: DraftValue): number => order.findIndex((item) => (key === '' || key === undefined ? sameJson(item, element) : isDraft(item) && isDraft(element) && sameJson(item[key], element[key])));
  const named = elements.filter((element) => rank(element) >= 0).sort((a, b) => rank(a) - rank(b));
  const result: DraftValue[] = [];
  for (const element of elements) result.push(rank(element) >= 0 ? named.shift()! : element);
  return result;
}

function retain(merged: Draft, keys: DraftValue | undefined): Draft {
  if (!Array.isArray(keys)) return merged;
  return Object.fromEntries(Object.entries(merged).filter(([field]) => keys.includes(field)));
}

function cleaned(value: DraftValue): DraftValue {
  if (Array.isArray(value)) return value.map(cleaned);
  return isDraft(value) ? withoutDirectives(value) : value;
}

function withoutDirectives(patch: Draft): Draft {
  return Object.fromEntries(Object.entries(patch).filter(([field]) => !field.startsWith('$')).map(([field, value]) => [field, cleaned(value)]));
}

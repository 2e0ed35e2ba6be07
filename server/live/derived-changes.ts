/** What changed in derived tables, as names for browsers. */
import type { LiveName } from '../contract/live/events.ts';
import type { Derived } from '../derived/derived.ts';
import type { ViewChanges } from './hub.ts';

/** Table → what of it a page shows; the VRF pages name a VRF by the uuid of its network. */
const TABLES: { readonly [node: string]: readonly LiveName['kind'][] } = {
  'routing-instances': ['view/vrf', 'view/topology'],
  'leaks': ['view/vrf', 'view/topology'],
  'ports': ['view/vrf', 'view/topology'],
  'pods': ['view/topology'],
  'peerings': ['view/topology'],
  'conditions': ['view/conditions', 'view/topology'],
};

/** Follows the drains of `derived`. */
export function derivedChanges(derived: Derived): ViewChanges {
  return (listener) => derived.onChange(({ revision, rows }) => {
    const names = new Map<string, LiveName>();
    for (const { node, key, old, new: next } of rows) {
      for (const kind of TABLES[node] ?? []) {
        const named = kind === 'view/conditions' || (kind === 'view/vrf' && node !== 'ports');
        const name: LiveName = { kind, key: named ? key : '*', op: !named ? 'changed' : old === undefined ? 'created' : next === undefined ? 'deleted' : 'changed' };
        names.set(`${name.kind} ${name.key}`, name);
      }
    }
    if (names.size > 0) listener(revision, [...names.values()]);
  });
}

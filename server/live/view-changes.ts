/** Which views a drained row of the derived tables belongs to, as names for browsers. */
import type { LiveName, LiveViewKind } from '../contract/live/events.ts';
import type { Derived } from '../derived/derived.ts';
import type { ViewChanges } from './hub.ts';

/** By the first word of a table's name: conditions have a table for each kind. */
const VIEWS: { readonly [node: string]: readonly LiveViewKind[] } = {
  'routing-instances': ['view/vrf', 'view/topology'],
  'leaks': ['view/vrf', 'view/topology'],
  'ports': ['view/vrf', 'view/topology'],
  'pods': ['view/topology'],
  'peerings': ['view/topology'],
  'conditions': ['view/conditions', 'view/topology'],
};

/** One name per view and drain: a view is read again as a whole, by those who show it. */
export function viewChangesOf(derived: Derived): ViewChanges {
  return (listener) => {
    const stops = [
      derived.onChange(({ revision, rows }) => {
        const kinds = new Set(rows.flatMap(({ node }) => VIEWS[node.split(' ', 1)[0]!] ?? []));
        const names = [...kinds].map((kind): LiveName => ({ kind, key: '*', op: 'changed' }));
        if (names.length > 0) listener(revision, names);
      }),
      derived.onLearned(() => listener(derived.revision, [{ kind: 'view/vrf', key: '*', op: 'changed' }])),
    ];
    return () => stops.forEach((stop) => stop());
  };
}

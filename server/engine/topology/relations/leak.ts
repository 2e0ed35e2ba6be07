import { vrfId } from '../ids.ts';
import type { Relation, RelationEdge } from './relation.ts';

/** Routes leak from one VRF into another through user-defined route targets. */
export const leak: Relation = {
  kind: 'leak',
  layer: 'overlay',
  expands: true,
  words: {
    name: 'Leak by route target',
    from: 'Routes of',
    to: 'Stand in',
    label: 'Route target',
    count: 'Bundles',
    seenFrom: (_edge, out) => (out ? 'Leaks to' : 'Leaks from'),
  },
  labelOnLine: true,
  edges: ({ facts }) =>
    facts.leaks
      .filter(({ routeTargets }) => routeTargets.length > 0)
      .map(({ from, to, routeTargets }): RelationEdge => ({ from: vrfId(from), to: vrfId(to), labels: routeTargets })),
  bundleLabel(labels) {
    const first = least(labels);
    return labels.size > 1 ? `${first} +${labels.size - 1}` : first;
  },
  idHasLabel: true,
};

/** The first few in order: a leak may have ten thousand route targets. */
function least(labels: ReadonlySet<string>): string | undefined {
  let first: string | undefined;
  for (const label of labels) if (first === undefined || label < first) first = label;
  return first;
}

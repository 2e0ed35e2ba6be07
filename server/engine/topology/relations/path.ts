import { counting, type Relation, type RelationEdge } from './relation.ts';

/** A step of the selected path without another edge. */
export const path: Relation = {
  kind: 'path',
  layer: undefined,
  expands: false,
  words: {
    name: 'Path',
    from: 'From',
    to: 'To',
    label: 'State',
    count: 'Bundles',
    seenFrom: () => 'On the path',
  },
  labelOnLine: true,
  edges: ({ ways }) =>
    ways.map(({ from, to, label, verdict, reason }): RelationEdge => ({
      from,
      to,
      label,
      health: verdict === 'cut' ? 'bad' : verdict === 'ok' ? 'ok' : 'unknown',
      reasons: reason === undefined ? [] : [reason],
    })),
  bundleLabel: counting('steps'),
  idHasLabel: false,
};

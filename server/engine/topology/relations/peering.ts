import { routerId } from '../ids.ts';
import { counting, type Relation, type RelationEdge } from './relation.ts';

/** Two BGP routers with a configured peering, and its live session if there is one. */
export const peering: Relation = {
  kind: 'peering',
  layer: 'control',
  expands: true,
  words: {
    name: 'BGP session',
    from: 'From',
    to: 'To',
    label: 'State',
    count: 'Bundles',
    seenFrom: () => 'BGP session',
  },
  labelOnLine: true,
  edges: ({ facts }) =>
    facts.peerings.map(({ a, b, label, health, reasons, session }): RelationEdge => ({
      from: routerId(a),
      to: routerId(b),
      label,
      health,
      reasons,
      ...(session === undefined ? {} : { single: session }),
    })),
  bundleLabel: counting('peerings'),
  idHasLabel: false,
};

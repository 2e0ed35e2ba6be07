import { computeNodeId, routerId } from '../ids.ts';
import { counting, type Relation, type RelationEdge } from './relation.ts';

/** A dynamic tunnel of a gateway to a compute node. */
export const tunnel: Relation = {
  kind: 'tunnel',
  layer: 'tunnels',
  expands: false,
  words: {
    name: 'Tunnel',
    from: 'From',
    to: 'To',
    label: undefined,
    count: 'Bundles',
    seenFrom: () => 'Tunnel',
  },
  labelOnLine: true,
  edges: ({ facts }) =>
    facts.tunnels.map(({ router, node, name, since, facts: told, health, reasons }): RelationEdge => ({
      from: routerId(router),
      to: computeNodeId(node),
      label: name,
      health,
      reasons,
      single: { facts: told, ...(since === undefined ? {} : { since }) },
    })),
  bundleLabel: counting('tunnels'),
  idHasLabel: false,
};

import { routerId, vrfId } from '../ids.ts';
import { counting, type Relation, type RelationEdge } from './relation.ts';

/** A VRF and a VRF of a gateway that actually exchange routes. */
export const exchange: Relation = {
  kind: 'exchange',
  layer: 'overlay',
  expands: true,
  words: {
    name: 'Gateway exchange',
    from: 'VRF',
    to: 'Gateway',
    label: 'Route target',
    count: 'Bundles',
    seenFrom: () => 'Exchanges with',
  },
  labelOnLine: true,
  edges: ({ facts }) =>
    facts.exchanges.map(({ vrf, router, routeTargets, facts: told, health, reasons }): RelationEdge => ({
      from: vrfId(vrf),
      to: routerId(router),
      label: routeTargets.length > 1 ? `${routeTargets[0]} +${routeTargets.length - 1}` : routeTargets[0],
      health,
      reasons,
      single: { facts: told },
    })),
  bundleLabel: counting('exchanges'),
  idHasLabel: false,
};

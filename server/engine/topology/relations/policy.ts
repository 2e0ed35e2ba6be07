import { vrfId } from '../ids.ts';
import { counting, type Relation, type RelationEdge } from './relation.ts';

/** Two VRFs connected by a network policy; if only one side has the policy, no routes pass. */
export const policy: Relation = {
  kind: 'policy',
  layer: 'policy',
  expands: true,
  words: {
    name: 'Policy connection',
    from: 'From',
    to: 'To',
    label: 'Policy',
    count: 'Bundles',
    seenFrom: ({ mutual }) => (mutual === false ? 'Policy on one side' : 'Policy, mutual'),
  },
  labelOnLine: false,
  edges: ({ facts }) =>
    facts.connections.map(({ a, b, mutual, policies }): RelationEdge => {
      const [first, second] = a <= b ? [a, b] : [b, a];
      const edge = { from: vrfId(first), to: vrfId(second), mutual, label: policies[0] };
      return mutual
        ? edge
        : {
            ...edge,
            health: 'warn',
            reasons: [`Only one side holds a policy between ${a} and ${b}: no routes pass.`],
          };
    }),
  bundleLabel: counting('policies'),
  idHasLabel: false,
};

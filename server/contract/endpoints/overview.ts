/** The whole system at a glance: counts, search, conditions, topology. */

import { answers } from '../endpoint.ts';
import type { ConditionsAnswer } from '../views/objects.ts';
import type { KnownHostsAnswer, SearchAnswer, Summary } from '../views/summary.ts';
import type { TopologyAnswer } from '../views/topology.ts';

export const OVERVIEW = {
  summary: answers<Summary>()({
    path: '/views/summary',
    summary: 'Cluster, autonomous system, and how many of each kind there are.',
    dependsOn: [
      'kube/',
      'virtual-network',
      'floating-ip',
      'floating-ip-pool',
      'bgp-router',
      'routing-instance',
      'global-system-config',
      'project',
    ],
  }),
  search: answers<SearchAnswer>()({
    path: '/views/search',
    summary: 'Objects by name, address, prefix, route target, label, uuid or MAC: the best 20.',
    query: { q: 'What is looked for.' },
    dependsOn: [],
  }),
  conditions: answers<ConditionsAnswer>()({
    path: '/views/conditions',
    summary: 'Everything that an operator should know, each with the way out.',
    dependsOn: ['view/conditions'],
  }),
  knownHosts: answers<KnownHostsAnswer>()({
    path: '/views/known-hosts',
    summary: 'Hosts of the lab that are, or may become, BGP routers.',
    dependsOn: ['bgp-router'],
  }),
  topology: answers<TopologyAnswer>()({
    path: '/views/topology',
    summary: 'Nodes, frames and edges of the topology at one level, at most 300 nodes.',
    query: {
      level: '`cluster`, `projects`, `vrfs` or `pods`.',
      project: 'Only this project.',
      focus: 'Id of a node that stays unfolded with its neighbours, or `fip:<uuid>`, whose path is drawn.',
      expand: 'Ids of aggregates to open, joined by commas.',
      q: 'What is found is never folded.',
      kinds: 'Only these kinds of nodes and edges, joined by commas.',
      system: '`true` includes what is hidden by default.',
      limit: 'The most nodes, 10 to 300.',
    },
    dependsOn: ['view/topology', 'view/gateway'],
  }),
};

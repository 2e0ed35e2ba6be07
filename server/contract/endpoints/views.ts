/**
 * All views. A new view needs an entry here and a handler (`views-api/views-api.ts`, which does not compile without
 * it); the console reads it by name (`apps/console/data/views.ts`). This file is part of the console's initial load, so
 * it has no schemas: those of queries are in `queries.ts`, those of answers in `answers.ts`.
 */

import { endpoint, only } from '../endpoint.ts';
import { isTableNoun, TABLES } from '../views/tables.ts';

const SESSIONS = ['view/bgp', 'bgp-router', 'global-system-config'] as const;
const GATEWAYS = ['view/bgp', 'view/gateway', 'bgp-router'] as const;
const POOL_RULES = [
  'floating-ip-pool',
  'virtual-network',
  'kube/ConfigMap',
  'kube/NetworkAttachmentDefinition',
] as const;

const OBJECT = {
  kind: 'Kind of the object: virtual-network, Pod',
  key: 'Its uuid or full name; of a Kubernetes object namespace/name',
} as const;
const VRF = { id: 'Full name of the VRF, its parts joined with colons' } as const;
const SESSION = {
  local: 'Uuid of the bgp-router of our control node',
  peer: "Uuid of the peer's bgp-router",
} as const;
const GATEWAY = { id: 'Name of the gateway, or the uuid of its bgp-router' } as const;

/** Store kinds of Kubernetes objects have the prefix `kube/`; in an address it is omitted. */
const kindsNamed = (kind: string): readonly string[] => [kind, `kube/${kind}`];

const madeFromTable = ({ noun }: { readonly noun: string }): readonly string[] =>
  isTableNoun(noun) ? TABLES[noun].madeFrom : [];

export const VIEWS = {
  table: endpoint({
    path: '/tables/:noun',
    summary: 'A page of a list, with search, sorting and filters',
    parameters: { noun: `What is listed: ${Object.keys(TABLES).join(', ')}` },
    madeFrom: madeFromTable,
  }),
  row: endpoint({
    path: '/tables/:noun/:id',
    summary: 'One row of a list',
    parameters: { noun: 'What is listed', id: 'The id of the row, or the full name of a config object' },
    madeFrom: madeFromTable,
  }),
  search: endpoint({
    path: '/search',
    summary: 'Objects found by name, address, prefix, route target, label, uuid or MAC address',
    parameters: {},
    madeFrom: () => [],
  }),
  summary: endpoint({
    path: '/summary',
    summary: 'The cluster: its AS, numbers of objects, resource limits and their use',
    parameters: {},
    madeFrom: () => [
      'kube/',
      'virtual-network',
      'floating-ip',
      'floating-ip-pool',
      'bgp-router',
      'routing-instance',
      'global-system-config',
      'project',
      'view/bgp',
    ],
  }),
  conditions: endpoint({
    path: '/conditions',
    summary: 'What is not as configured, object by object, and why',
    parameters: {},
    madeFrom: () => ['view/conditions'],
  }),
  knownHosts: endpoint({
    path: '/known-hosts',
    summary: 'Routers that the lab knows and that may become BGP routers',
    parameters: {},
    madeFrom: () => ['bgp-router'],
  }),
  vrfs: endpoint({
    path: '/vrfs',
    summary: 'VRFs as a tree of projects and networks',
    parameters: {},
    madeFrom: () => ['view/vrf', 'virtual-network', 'network-policy'],
  }),
  vrf: endpoint({
    path: '/vrfs/:id',
    summary: 'A VRF: route targets and why it has them, connections, leaks, gateways',
    parameters: VRF,
    madeFrom: ({ id }) => [
      only('view/vrf', id),
      'virtual-network',
      'routing-instance',
      'network-policy',
      'virtual-router',
      'bgp-router',
      'view/conditions',
      'view/bgp',
      'view/gateway',
    ],
  }),
  vrfRoutes: endpoint({
    path: '/vrfs/:id/routes',
    summary: "A VRF's table; an address finds its longest match",
    parameters: VRF,
    madeFrom: ({ id }) => [only('view/vrf', id)],
  }),
  vpnRoutes: endpoint({
    path: '/vrfs/:id/vpn-routes',
    summary: 'What a VRF announces: VPN routes with RD, label and route targets',
    parameters: VRF,
    madeFrom: ({ id }) => [only('view/vrf', id)],
  }),
  lineage: endpoint({
    path: '/floating-ips/:uuid/lineage',
    summary: "The path of a floating IP's route from its pod to the gateway's VRF, and where it is cut",
    parameters: { uuid: 'Uuid of the floating IP' },
    madeFrom: () => [
      'floating-ip',
      'floating-ip-pool',
      'virtual-network',
      'virtual-machine-interface',
      'instance-ip',
      'virtual-router',
      'bgp-router',
      'view/vrf',
      'view/conditions',
      'view/bgp',
      'view/gateway',
    ],
  }),
  history: endpoint({
    path: '/objects/:kind/:key/history',
    summary: 'Who changed the object when, newest first',
    parameters: OBJECT,
    madeFrom: ({ kind }) => kindsNamed(kind),
  }),
  dependents: endpoint({
    path: '/objects/:kind/:key/dependents',
    summary: 'What would be deleted together with the object, and what blocks its deletion',
    parameters: OBJECT,
    madeFrom: () => [],
  }),
  explain: endpoint({
    path: '/objects/:kind/:key/explain',
    summary: "The object's conditions, each with cause and fix",
    parameters: OBJECT,
    madeFrom: ({ kind }) => [...kindsNamed(kind), 'view/conditions'],
  }),
  poolResolution: endpoint({
    path: '/pool-resolution',
    summary: 'Which floating-IP pool applies in a namespace or to a service of it, scope by scope',
    parameters: {},
    madeFrom: () => [...POOL_RULES, 'kube/Namespace', 'kube/Service', 'project'],
  }),
  networkPolicy: endpoint({
    path: '/network-policies/:namespace/:name',
    summary: 'Which pods a NetworkPolicy selects, and the firewall policy, rules and tags that it became',
    parameters: { namespace: 'Namespace of the policy', name: 'Name of the policy' },
    madeFrom: () => ['kube/NetworkPolicy', 'kube/Pod', 'firewall-policy', 'firewall-rule', 'tag'],
  }),
  addressMap: endpoint({
    path: '/address-map/:network/:subnet',
    summary: "What a subnet's addresses are used for, and the next free one",
    parameters: { network: 'Uuid of the virtual network', subnet: 'Uuid of its subnet' },
    madeFrom: () => [
      'virtual-network',
      'network-ipam',
      'instance-ip',
      'virtual-machine-interface',
      'floating-ip',
      'kube/Service',
      'kube/Pod',
    ],
  }),
  kubeManager: endpoint({
    path: '/kube-manager',
    summary: 'The settings of kube-manager, where each comes from, and what they resolve to',
    parameters: {},
    madeFrom: () => POOL_RULES,
  }),
  comparison: endpoint({
    path: '/bgp-routers/:uuid/comparison',
    summary: 'Both ends of each peering of a BGP router, as they are configured',
    parameters: { uuid: 'Uuid of the bgp-router' },
    madeFrom: () => ['bgp-router', 'global-system-config'],
  }),
  sessions: endpoint({
    path: '/bgp/sessions',
    summary: 'BGP sessions of our control nodes: state, counts, findings',
    parameters: {},
    madeFrom: () => SESSIONS,
  }),
  session: endpoint({
    path: '/bgp/sessions/:local/:peer',
    summary: 'One session with both ends, its timeline, and why it is not Established',
    parameters: SESSION,
    madeFrom: () => SESSIONS,
  }),
  received: endpoint({
    path: '/bgp/sessions/:local/:peer/received',
    summary: "What the session's peer sent us",
    parameters: SESSION,
    madeFrom: () => SESSIONS,
  }),
  sent: endpoint({
    path: '/bgp/sessions/:local/:peer/sent',
    summary: "What was sent to the session's peer",
    parameters: SESSION,
    madeFrom: () => SESSIONS,
  }),
  controlNodes: endpoint({
    path: '/control-nodes',
    summary: 'Our control nodes and where they listen',
    parameters: {},
    madeFrom: () => [...SESSIONS, 'virtual-router'],
  }),
  controlNodeRoutes: endpoint({
    path: '/control-nodes/:id/routes',
    summary: "A control node's tables with all paths",
    parameters: { id: 'Name or uuid of the control node' },
    madeFrom: () => [...SESSIONS, 'view/vrf'],
  }),
  gateways: endpoint({
    path: '/gateways',
    summary: 'Gateways: the running one of the lab, and what is known of external routers',
    parameters: {},
    madeFrom: () => GATEWAYS,
  }),
  gateway: endpoint({
    path: '/gateways/:id',
    summary: 'A gateway: sessions, VRFs, tunnels',
    parameters: GATEWAY,
    madeFrom: () => GATEWAYS,
  }),
  gatewayRoutes: endpoint({
    path: '/gateways/:id/vrfs/:vrf/routes',
    summary: "A table of the gateway's VRF",
    parameters: { ...GATEWAY, vrf: "Name of the gateway's VRF" },
    madeFrom: () => GATEWAYS,
  }),
  show: endpoint({
    path: '/gateways/:id/show',
    summary: "What the router's own command prints",
    parameters: GATEWAY,
    madeFrom: () => GATEWAYS,
  }),
  topology: endpoint({
    path: '/topology',
    summary: 'The picture of the overlay at a level, collapsed to at most 300 nodes',
    parameters: {},
    madeFrom: () => ['view/topology', 'view/bgp', 'view/gateway'],
  }),
} as const;

export type Views = typeof VIEWS;
export type ViewName = keyof Views;

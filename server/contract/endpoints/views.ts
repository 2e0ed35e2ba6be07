/**
 * Every view there is. A view is added here and to the handlers (`views-api/views-api.ts`, which do not compile without
 * it); the console asks for it by its name (`apps/console/data/views.ts`). The console loads this file at once: schemas
 * of queries stand in `queries.ts`.
 */

import { endpoint, only } from '../endpoint.ts';
import type { BgpRoutesPage, ControlNodesAnswer, SessionDetail, SessionsAnswer } from '../views/bgp.ts';
import type { ComparisonAnswer } from '../views/comparison.ts';
import type { GatewayDetail, GatewayRoutesPage, GatewaysAnswer, ShowAnswer } from '../views/gateways.ts';
import type { ConditionsAnswer, DependentsTree, Explanation, HistoryPage } from '../views/objects.ts';
import type { AddressMap, KubeManagerAnswer, PoolResolution } from '../views/pools.ts';
import type { KnownHostsAnswer, SearchAnswer, Summary } from '../views/summary.ts';
import type { RowBase, TablePage, TableRow } from '../views/table-query.ts';
import { isTableNoun, TABLES } from '../views/tables.ts';
import type { TopologyAnswer } from '../views/topology.ts';
import type { Lineage, VpnRoutesPage, VrfDetail, VrfRoutesPage, VrfTree } from '../views/vrfs.ts';

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

/** Store kinds are Kubernetes kinds with `kube/` before them; an address has them without. */
const kindsNamed = (kind: string): readonly string[] => [kind, `kube/${kind}`];

const madeFromTable = ({ noun }: { readonly noun: string }): readonly string[] =>
  isTableNoun(noun) ? TABLES[noun].madeFrom : [];

export const VIEWS = {
  table: endpoint<TablePage<RowBase>>()({
    path: '/tables/:noun',
    tells: 'A page of a list: search, sort, filter, and go on behind `next`',
    parameters: { noun: `What is listed: ${Object.keys(TABLES).join(', ')}` },
    answer: 'TablePage',
    madeFrom: madeFromTable,
  }),
  row: endpoint<TableRow<RowBase>>()({
    path: '/tables/:noun/:id',
    tells: 'One row of a list',
    parameters: { noun: 'What is listed', id: 'The id of the row, or the full name of a config object' },
    answer: 'TableRow',
    madeFrom: madeFromTable,
  }),
  search: endpoint<SearchAnswer>()({
    path: '/search',
    tells: 'Objects found by name, address, prefix, route target, label, uuid or MAC address',
    parameters: {},
    answer: 'SearchAnswer',
    madeFrom: () => [],
  }),
  summary: endpoint<Summary>()({
    path: '/summary',
    tells: 'The cluster: its AS, how many of each there are, bounds and their use',
    parameters: {},
    answer: 'Summary',
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
  conditions: endpoint<ConditionsAnswer>()({
    path: '/conditions',
    tells: 'What is not as configured, object by object, and why',
    parameters: {},
    answer: 'ConditionsAnswer',
    madeFrom: () => ['view/conditions'],
  }),
  knownHosts: endpoint<KnownHostsAnswer>()({
    path: '/known-hosts',
    tells: 'Routers that the lab knows and that may become BGP routers',
    parameters: {},
    answer: 'KnownHostsAnswer',
    madeFrom: () => ['bgp-router'],
  }),
  vrfs: endpoint<VrfTree>()({
    path: '/vrfs',
    tells: 'VRFs as a tree of projects and networks',
    parameters: {},
    answer: 'VrfTree',
    madeFrom: () => ['view/vrf', 'virtual-network', 'network-policy'],
  }),
  vrf: endpoint<VrfDetail>()({
    path: '/vrfs/:id',
    tells: 'A VRF: route targets and why it has them, connections, leaks, gateways',
    parameters: VRF,
    answer: 'VrfDetail',
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
  vrfRoutes: endpoint<VrfRoutesPage>()({
    path: '/vrfs/:id/routes',
    tells: "A VRF's table; an address finds what would carry it",
    parameters: VRF,
    answer: 'VrfRoutesPage',
    madeFrom: ({ id }) => [only('view/vrf', id)],
  }),
  vpnRoutes: endpoint<VpnRoutesPage>()({
    path: '/vrfs/:id/vpn-routes',
    tells: 'What a VRF announces: VPN routes with RD, label and route targets',
    parameters: VRF,
    answer: 'VpnRoutesPage',
    madeFrom: ({ id }) => [only('view/vrf', id)],
  }),
  lineage: endpoint<Lineage>()({
    path: '/floating-ips/:uuid/lineage',
    tells: "The way of a floating IP from its pod to the gateway's VRF, and where it is cut",
    parameters: { uuid: 'Uuid of the floating IP' },
    answer: 'Lineage',
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
  history: endpoint<HistoryPage>()({
    path: '/objects/:kind/:key/history',
    tells: 'Who changed the object when, newest first',
    parameters: OBJECT,
    answer: 'HistoryPage',
    madeFrom: ({ kind }) => kindsNamed(kind),
  }),
  dependents: endpoint<DependentsTree>()({
    path: '/objects/:kind/:key/dependents',
    tells: 'What a delete of the object would take along, and what stands in its way',
    parameters: OBJECT,
    answer: 'DependentsTree',
    madeFrom: () => [],
  }),
  explain: endpoint<Explanation>()({
    path: '/objects/:kind/:key/explain',
    tells: "The object's conditions, each with cause and cure",
    parameters: OBJECT,
    answer: 'Explanation',
    madeFrom: ({ kind }) => [...kindsNamed(kind), 'view/conditions'],
  }),
  poolResolution: endpoint<PoolResolution>()({
    path: '/pool-resolution',
    tells: 'Which floating-IP pool applies in a namespace, scope by scope',
    parameters: {},
    answer: 'PoolResolution',
    madeFrom: () => [...POOL_RULES, 'kube/Namespace'],
  }),
  addressMap: endpoint<AddressMap>()({
    path: '/address-map/:network/:subnet',
    tells: "What a subnet's addresses are used for, and the next free one",
    parameters: { network: 'Uuid of the virtual network', subnet: 'Uuid of its subnet' },
    answer: 'AddressMap',
    madeFrom: () => ['virtual-network', 'network-ipam', 'instance-ip', 'floating-ip'],
  }),
  kubeManager: endpoint<KubeManagerAnswer>()({
    path: '/kube-manager',
    tells: 'What kube-manager is configured with, line by line, and what it comes to',
    parameters: {},
    answer: 'KubeManagerAnswer',
    madeFrom: () => POOL_RULES,
  }),
  comparison: endpoint<ComparisonAnswer>()({
    path: '/bgp-routers/:uuid/comparison',
    tells: 'Both ends of each peering of a BGP router, as they are configured',
    parameters: { uuid: 'Uuid of the bgp-router' },
    answer: 'ComparisonAnswer',
    madeFrom: () => ['bgp-router', 'global-system-config'],
  }),
  sessions: endpoint<SessionsAnswer>()({
    path: '/bgp/sessions',
    tells: 'BGP sessions of our control nodes: state, counts, findings',
    parameters: {},
    answer: 'SessionsAnswer',
    madeFrom: () => SESSIONS,
  }),
  session: endpoint<SessionDetail>()({
    path: '/bgp/sessions/:local/:peer',
    tells: 'One session with both ends, its life, and why it is not Established',
    parameters: SESSION,
    answer: 'SessionDetail',
    madeFrom: () => SESSIONS,
  }),
  received: endpoint<BgpRoutesPage>()({
    path: '/bgp/sessions/:local/:peer/received',
    tells: "What the session's peer sent us",
    parameters: SESSION,
    answer: 'BgpRoutesPage',
    madeFrom: () => SESSIONS,
  }),
  sent: endpoint<BgpRoutesPage>()({
    path: '/bgp/sessions/:local/:peer/sent',
    tells: "What was sent to the session's peer",
    parameters: SESSION,
    answer: 'BgpRoutesPage',
    madeFrom: () => SESSIONS,
  }),
  controlNodes: endpoint<ControlNodesAnswer>()({
    path: '/control-nodes',
    tells: 'Our control nodes and where they listen',
    parameters: {},
    answer: 'ControlNodesAnswer',
    madeFrom: () => [...SESSIONS, 'virtual-router'],
  }),
  controlNodeRoutes: endpoint<BgpRoutesPage>()({
    path: '/control-nodes/:id/routes',
    tells: "A control node's tables with all paths",
    parameters: { id: 'Name or uuid of the control node' },
    answer: 'BgpRoutesPage',
    madeFrom: () => [...SESSIONS, 'view/vrf'],
  }),
  gateways: endpoint<GatewaysAnswer>()({
    path: '/gateways',
    tells: 'Gateways: the running one of the lab, and routers of yours as far as they are known',
    parameters: {},
    answer: 'GatewaysAnswer',
    madeFrom: () => GATEWAYS,
  }),
  gateway: endpoint<GatewayDetail>()({
    path: '/gateways/:id',
    tells: 'A gateway: sessions, VRFs, tunnels',
    parameters: GATEWAY,
    answer: 'GatewayDetail',
    madeFrom: () => GATEWAYS,
  }),
  gatewayRoutes: endpoint<GatewayRoutesPage>()({
    path: '/gateways/:id/vrfs/:vrf/routes',
    tells: "A table of the gateway's VRF",
    parameters: { ...GATEWAY, vrf: "Name of the gateway's VRF" },
    answer: 'GatewayRoutesPage',
    madeFrom: () => GATEWAYS,
  }),
  show: endpoint<ShowAnswer>()({
    path: '/gateways/:id/show',
    tells: "What the router's own command prints",
    parameters: GATEWAY,
    answer: 'ShowAnswer',
    madeFrom: () => GATEWAYS,
  }),
  topology: endpoint<TopologyAnswer>()({
    path: '/topology',
    tells: 'The picture of the overlay at a level, folded to at most 300 nodes',
    parameters: {},
    answer: 'TopologyAnswer',
    madeFrom: () => ['view/topology', 'view/gateway'],
  }),
} as const;

export type Views = typeof VIEWS;
export type ViewName = keyof Views;

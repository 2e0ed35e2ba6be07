/** The tables: noun in the URL → row, and the columns by which it sorts and filters. */

import type { ROWS } from './rows/rows.ts';
import type { Shown } from './shown.ts';

/** The row of each table, as its schema has it. */
export type RowByNoun = { readonly [N in keyof typeof ROWS]: Shown<(typeof ROWS)[N]> };

export type TableNoun = keyof RowByNoun;

/**
 * `sort`: accepted in `sort=`; the first is the default. `filter`: accepted in `filter=column:value`. `madeFrom`: store
 * kinds and views (`contract/live`) from which rows are joined, the listed kind first.
 */
export const TABLES: {
  readonly [N in TableNoun]: {
    readonly sort: readonly string[];
    readonly filter: readonly string[];
    readonly madeFrom: readonly string[];
  };
} = {
  namespaces: {
    sort: ['name', 'project', 'isolated', 'phase', 'pods', 'networks', 'created'],
    filter: ['isolated', 'phase', 'label', 'state'],
    madeFrom: [
      'kube/Namespace',
      'kube/Pod',
      'kube/Deployment',
      'virtual-network',
      'floating-ip-pool',
      'project',
      'view/conditions',
    ],
  },
  pods: {
    sort: ['name', 'namespace', 'phase', 'node', 'address', 'owner', 'created'],
    filter: ['namespace', 'phase', 'node', 'network', 'label', 'owner', 'address'],
    madeFrom: ['kube/Pod', 'virtual-machine-interface', 'instance-ip', 'floating-ip', 'view/conditions'],
  },
  deployments: {
    sort: ['name', 'namespace', 'replicas', 'ready', 'created'],
    filter: ['namespace', 'state', 'label'],
    madeFrom: ['kube/Deployment', 'kube/ReplicaSet', 'kube/Pod'],
  },
  services: {
    sort: ['name', 'namespace', 'type', 'clusterIp', 'external', 'created'],
    filter: ['namespace', 'type', 'external'],
    madeFrom: [
      'kube/Service',
      'kube/Endpoints',
      'kube/Namespace',
      'kube/ConfigMap',
      'floating-ip',
      'floating-ip-pool',
      'virtual-network',
      'view/conditions',
    ],
  },
  endpoints: {
    sort: ['name', 'namespace', 'ready', 'created'],
    filter: ['namespace', 'keptBy', 'state'],
    madeFrom: ['kube/Endpoints', 'kube/Service'],
  },
  events: {
    sort: ['lastSeen', 'type', 'reason', 'object', 'namespace', 'count'],
    filter: ['namespace', 'type', 'reason', 'kind', 'object'],
    madeFrom: ['kube/Event', 'view/events'],
  },
  'network-attachments': {
    sort: ['name', 'namespace', 'cidr', 'network', 'pods', 'created'],
    filter: ['namespace', 'state'],
    madeFrom: ['kube/NetworkAttachmentDefinition', 'virtual-network', 'virtual-machine-interface', 'view/conditions'],
  },
  projects: {
    sort: ['name', 'namespace', 'networks', 'ports'],
    filter: ['isolated'],
    madeFrom: ['project', 'kube/Namespace'],
  },
  'virtual-networks': {
    sort: ['name', 'project', 'subnets', 'routeTargets', 'ports', 'pools', 'scopes', 'state', 'lastModified'],
    filter: ['scope', 'state', 'routeTarget', 'origin', 'policy', 'domain'],
    madeFrom: [
      'virtual-network',
      'network-ipam',
      'network-policy',
      'floating-ip-pool',
      'virtual-machine-interface',
      'project',
      'routing-instance',
      'kube/NetworkAttachmentDefinition',
      'view/conditions',
      'view/vrf',
    ],
  },
  'network-policies': {
    sort: ['name', 'project', 'rules', 'networks'],
    filter: ['network'],
    madeFrom: ['network-policy', 'virtual-network'],
  },
  'kubernetes-network-policies': {
    sort: ['name', 'namespace', 'ingressRules', 'egressRules', 'created'],
    filter: ['namespace', 'isolates', 'state'],
    madeFrom: ['kube/NetworkPolicy', 'firewall-policy', 'view/conditions'],
  },
  'route-tables': {
    sort: ['name', 'project', 'routes', 'networks'],
    filter: ['network'],
    madeFrom: ['route-table', 'virtual-network'],
  },
  ipams: {
    sort: ['name', 'project', 'method', 'networks'],
    filter: ['method'],
    madeFrom: ['network-ipam', 'virtual-network'],
  },
  ports: {
    sort: ['name', 'project', 'network', 'pod', 'address', 'mac', 'node', 'label'],
    filter: ['network', 'namespace', 'node', 'pod', 'address'],
    madeFrom: [
      'virtual-machine-interface',
      'instance-ip',
      'floating-ip',
      'kube/Pod',
      'virtual-router',
      'view/conditions',
    ],
  },
  'floating-ips': {
    sort: ['address', 'pod', 'fixedIp', 'node', 'label', 'direction', 'pool', 'project', 'state'],
    filter: ['pool', 'network', 'direction', 'state', 'node'],
    madeFrom: [
      'floating-ip',
      'floating-ip-pool',
      'virtual-network',
      'virtual-machine-interface',
      'instance-ip',
      'kube/Pod',
      'project',
      'view/conditions',
      'view/bgp',
    ],
  },
  'floating-ip-pools': {
    sort: ['name', 'network', 'project', 'used', 'capacity', 'state'],
    filter: ['network', 'state'],
    madeFrom: [
      'floating-ip-pool',
      'floating-ip',
      'virtual-network',
      'network-ipam',
      'project',
      'kube/Namespace',
      'kube/ConfigMap',
      'view/conditions',
    ],
  },
  'bgp-routers': {
    sort: ['name', 'address', 'type', 'vendor', 'asn', 'peers', 'state'],
    filter: ['type', 'state', 'family'],
    madeFrom: ['bgp-router', 'global-system-config', 'view/bgp'],
  },
  'virtual-routers': {
    sort: ['name', 'address', 'pods', 'vrfs'],
    filter: [],
    madeFrom: ['virtual-router', 'kube/Node', 'kube/Pod', 'virtual-machine-interface'],
  },
  vrfs: {
    sort: ['name', 'project', 'routes', 'imports', 'leaks'],
    filter: ['routeTarget', 'import', 'export'],
    madeFrom: ['view/vrf', 'virtual-network', 'network-policy', 'routing-instance'],
  },
};

/** Columns that depend only on the listed kind: a request for these alone is not invalidated by other kinds. */
export const OWN_COLUMNS = {
  'virtual-networks': ['id', 'name', 'fqName', 'project', 'networkId'],
  'floating-ip-pools': ['id', 'name', 'fqName'],
} as const satisfies { readonly [N in TableNoun]?: readonly (keyof RowByNoun[N])[] };

export type OwnRow<N extends keyof typeof OWN_COLUMNS> = Pick<
  RowByNoun[N],
  (typeof OWN_COLUMNS)[N][number] & keyof RowByNoun[N]
>;

/** Whether `text` is a table's noun. */
export function isTableNoun(text: string): text is TableNoun {
  return Object.hasOwn(TABLES, text);
}

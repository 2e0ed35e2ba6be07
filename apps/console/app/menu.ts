/**
 * The Main Menu as data. An entry is drawn only if the router has its page (`existing`).
 */

import type { TableNoun } from '../../../server/contract/views/tables.ts';
import type { PageId } from './paths.ts';

export type MenuIconName =
  | 'topology'
  | 'cluster'
  | 'control-node'
  | 'gateway'
  | 'config'
  | 'router'
  | 'network'
  | 'floating-ip'
  | 'route-table'
  | 'vrf'
  | 'namespace'
  | 'pod'
  | 'deployment'
  | 'service'
  | 'endpoints'
  | 'network-policy'
  | 'attachment'
  | 'event'
  | 'manifest'
  | 'api';
export type MenuEntry = {
  page: PageId;
  label: string;
  icon: MenuIconName;
  /** Its path inside the section, as Contrail Command has it: Cluster > Advanced. */
  trail?: readonly string[];
  /** Other names for it, which the search finds. */
  synonyms: readonly string[];
  /** The table whose number of rows is shown beside it. */
  count?: TableNoun | 'control-nodes' | 'gateways';
};
export type MenuSection = { id: string; label: string; entries: readonly MenuEntry[] };

export const menu: readonly MenuSection[] = [
  {
    id: 'monitoring',
    label: 'Monitoring',
    entries: [{ page: 'topology', label: 'Topology', icon: 'topology', synonyms: ['map', 'graph', 'picture', 'path'] }],
  },
  {
    id: 'infrastructure',
    label: 'Infrastructure',
    entries: [
      {
        page: 'gateways',
        label: 'Gateways',
        icon: 'gateway',
        synonyms: ['gateway', 'MX', 'SDN gateway', 'camaro', 'show', 'dynamic tunnels', 'GRE'],
        count: 'gateways',
      },
      {
        page: 'controlNodes',
        label: 'Control Nodes',
        icon: 'control-node',
        trail: ['Cluster'],
        synonyms: ['controller', 'BGP', 'peers', 'routes', 'RIB', 'sessions'],
        count: 'control-nodes',
      },
      {
        page: 'kubernetes',
        label: 'Kubernetes',
        icon: 'cluster',
        trail: ['Cluster'],
        synonyms: ['k8s', 'kubectl', 'kubeconfig', 'nodes', 'compute nodes'],
      },
      {
        page: 'globalConfig',
        label: 'Global Config',
        icon: 'config',
        trail: ['Cluster', 'Advanced'],
        synonyms: [
          'ASN',
          'AS',
          'autonomous system',
          'encapsulation',
          'tunnel',
          'GRE',
          'VXLAN',
          'graceful restart',
          'limits',
          'bounds',
          'connections',
          'streams',
        ],
      },
      {
        page: 'bgpRouters',
        label: 'BGP Routers',
        icon: 'router',
        trail: ['Cluster', 'Advanced'],
        synonyms: ['peer', 'peers', 'neighbor', 'gateway', 'SDN gateway', 'control node', 'session', 'MX'],
        count: 'bgp-routers',
      },
    ],
  },
  {
    id: 'overlay',
    label: 'Overlay',
    entries: [
      {
        page: 'virtualNetworks',
        label: 'Virtual Networks',
        icon: 'network',
        synonyms: ['VN', 'network', 'subnet', 'RT', 'route target', 'CIDR'],
        count: 'virtual-networks',
      },
      {
        page: 'floatingIps',
        label: 'Floating IP',
        icon: 'floating-ip',
        synonyms: ['FIP', 'public address', 'pool', 'NAT', 'associate'],
        count: 'floating-ips',
      },
      {
        page: 'routeTables',
        label: 'Route Tables',
        icon: 'route-table',
        synonyms: ['static routes', 'prefix', 'next hop'],
        count: 'route-tables',
      },
      {
        page: 'vrfExplorer',
        label: 'VRF Explorer',
        icon: 'vrf',
        synonyms: ['routing instance', 'RI', 'routes', 'table', 'prefix', 'label', 'RD', 'lineage'],
        count: 'vrfs',
      },
    ],
  },
  {
    id: 'workloads',
    label: 'Workloads',
    entries: [
      {
        page: 'namespaces',
        label: 'Namespaces',
        icon: 'namespace',
        synonyms: ['NS', 'project', 'tenant', 'isolation'],
        count: 'namespaces',
      },
      {
        page: 'pods',
        label: 'Pods',
        icon: 'pod',
        synonyms: ['workload', 'container', 'VMI', 'port', 'instance'],
        count: 'pods',
      },
      {
        page: 'deployments',
        label: 'Deployments',
        icon: 'deployment',
        synonyms: ['replicas', 'scale', 'workload'],
        count: 'deployments',
      },
      {
        page: 'services',
        label: 'Services',
        icon: 'service',
        synonyms: ['load balancer', 'ClusterIP', 'VIP', 'endpoints', 'svc'],
        count: 'services',
      },
      {
        page: 'endpointsList',
        label: 'Endpoints',
        icon: 'endpoints',
        synonyms: ['ep', 'backends', 'subsets', 'addresses behind a service'],
        count: 'endpoints',
      },
      {
        page: 'networkAttachments',
        label: 'Network Attachments',
        icon: 'attachment',
        synonyms: ['NAD', 'net-attach-def', 'multus', 'NetworkAttachmentDefinition'],
        count: 'network-attachments',
      },
      {
        page: 'events',
        label: 'Events',
        icon: 'event',
        synonyms: ['kubectl get events', 'describe', 'warnings', 'scheduled', 'why'],
        count: 'events',
      },
      { page: 'manifests', label: 'Manifests', icon: 'manifest', synonyms: ['YAML', 'apply', 'kubectl'] },
    ],
  },
  {
    id: 'security',
    label: 'Security',
    entries: [
      {
        page: 'kubernetesNetworkPolicies',
        label: 'Kubernetes Network Policies',
        icon: 'network-policy',
        synonyms: ['netpol', 'NetworkPolicy', 'firewall', 'isolation', 'ingress', 'egress', 'allow', 'deny'],
        count: 'kubernetes-network-policies',
      },
    ],
  },
  {
    id: 'help',
    label: 'Help',
    entries: [{ page: 'apiReference', label: 'API', icon: 'api', synonyms: ['OpenAPI', 'REST', 'curl', 'endpoints'] }],
  },
];

/** The menu with only those entries whose page exists. */
export function existing(sections: readonly MenuSection[], pages: ReadonlySet<PageId>): MenuSection[] {
  return sections
    .map((section) => ({ ...section, entries: section.entries.filter((entry) => pages.has(entry.page)) }))
    .filter((section) => section.entries.length > 0);
}

/** Entries whose label, trail, section or synonyms have words that begin with each typed word. */
export function findEntries(sections: readonly MenuSection[], typed: string): MenuSection[] {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return [...sections];
  return sections
    .map((section) => ({
      ...section,
      entries: section.entries.filter((entry) => {
        const known = [section.label, entry.label, ...(entry.trail ?? []), ...entry.synonyms]
          .flatMap((text) => [text, ...text.split(/[\s-]+/)])
          .map((text) => text.toLowerCase());
        return words.every((word) => known.some((text) => text.startsWith(word)));
      }),
    }))
    .filter((section) => section.entries.length > 0);
}

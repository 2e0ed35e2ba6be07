/** The tables: noun in the URL → row, and the columns by which it sorts and filters. */

import type { FloatingIpPoolRow, FloatingIpRow } from './rows/floating-ip-rows.ts';
import type { BgpRouterRow, VirtualRouterRow } from './rows/infrastructure-rows.ts';
import type { IpamRow, NetworkPolicyRow, PortRow, ProjectRow, VirtualNetworkRow } from './rows/overlay-rows.ts';
import type { DeploymentRow, NamespaceRow, NetworkAttachmentRow, PodRow, ServiceRow } from './rows/workload-rows.ts';
import type { VrfRow } from './vrfs.ts';

export interface RowByNoun {
  namespaces: NamespaceRow;
  pods: PodRow;
  deployments: DeploymentRow;
  services: ServiceRow;
  'network-attachments': NetworkAttachmentRow;
  projects: ProjectRow;
  'virtual-networks': VirtualNetworkRow;
  'network-policies': NetworkPolicyRow;
  ipams: IpamRow;
  ports: PortRow;
  'floating-ips': FloatingIpRow;
  'floating-ip-pools': FloatingIpPoolRow;
  'bgp-routers': BgpRouterRow;
  'virtual-routers': VirtualRouterRow;
  vrfs: VrfRow;
}

export type TableNoun = keyof RowByNoun;

/** `sort`: accepted in `sort=`; the first is the default. `filter`: accepted in `filter=column:value`. */
export const TABLES: {
  readonly [N in TableNoun]: { readonly sort: readonly string[]; readonly filter: readonly string[] };
} = {
  namespaces: {
    sort: ['name', 'project', 'isolated', 'phase', 'pods', 'networks', 'created'],
    filter: ['isolated', 'phase', 'label', 'state'],
  },
  pods: {
    sort: ['name', 'namespace', 'phase', 'node', 'address', 'owner', 'created'],
    filter: ['namespace', 'phase', 'node', 'network', 'label', 'owner', 'address'],
  },
  deployments: { sort: ['name', 'namespace', 'replicas', 'ready', 'created'], filter: ['namespace', 'state', 'label'] },
  services: { sort: ['name', 'namespace', 'type', 'clusterIp', 'created'], filter: ['namespace', 'type'] },
  'network-attachments': {
    sort: ['name', 'namespace', 'cidr', 'network', 'pods', 'created'],
    filter: ['namespace', 'state'],
  },
  projects: { sort: ['name', 'namespace', 'networks', 'ports'], filter: ['isolated'] },
  'virtual-networks': {
    sort: ['name', 'project', 'subnets', 'routeTargets', 'ports', 'pools', 'scopes', 'state', 'lastModified'],
    filter: ['scope', 'state', 'routeTarget', 'origin', 'policy', 'domain'],
  },
  'network-policies': { sort: ['name', 'project', 'rules', 'networks'], filter: ['network'] },
  ipams: { sort: ['name', 'project', 'method', 'networks'], filter: ['method'] },
  ports: {
    sort: ['name', 'project', 'network', 'pod', 'address', 'mac', 'node', 'label'],
    filter: ['network', 'namespace', 'node', 'pod', 'address'],
  },
  'floating-ips': {
    sort: ['address', 'pod', 'fixedIp', 'node', 'label', 'direction', 'pool', 'project', 'state'],
    filter: ['pool', 'network', 'direction', 'state', 'node'],
  },
  'floating-ip-pools': {
    sort: ['name', 'network', 'project', 'used', 'capacity', 'state'],
    filter: ['network', 'state'],
  },
  'bgp-routers': {
    sort: ['name', 'address', 'type', 'vendor', 'asn', 'peers', 'state'],
    filter: ['type', 'state', 'family'],
  },
  'virtual-routers': { sort: ['name', 'address', 'pods', 'vrfs'], filter: [] },
  vrfs: { sort: ['name', 'project', 'routes', 'imports', 'leaks'], filter: ['routeTarget', 'import', 'export'] },
};

/** Whether `text` is a table's noun. */
export function isTableNoun(text: string): text is TableNoun {
  return Object.hasOwn(TABLES, text);
}

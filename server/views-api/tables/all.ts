/** Noun in the URL → table. */

import type { TableNoun } from '../../contract/views/tables.ts';
import { deployments } from './deployments.ts';
import { endpoints } from './endpoints.ts';
import { events } from './events.ts';
import { floatingIpPools } from './floating-ip-pools.ts';
import { floatingIps } from './floating-ips.ts';
import { bgpRouters, virtualRouters } from './infrastructure.ts';
import { kubernetesNetworkPolicies } from './kubernetes-network-policies.ts';
import { namespaces } from './namespaces.ts';
import { networkAttachments } from './network-attachments.ts';
import { ipams, networkPolicies, projects } from './overlay.ts';
import { pods } from './pods.ts';
import { ports } from './ports.ts';
import { routeTables } from './route-tables.ts';
import { services } from './services.ts';
import type { AnyTable } from './table.ts';
import { virtualNetworks } from './virtual-networks.ts';
import { vrfs } from './vrfs.ts';

export const ALL_TABLES: { readonly [N in TableNoun]: AnyTable } = {
  namespaces: namespaces,
  pods: pods,
  deployments: deployments,
  services,
  endpoints,
  events,
  'network-attachments': networkAttachments,
  projects: projects,
  'virtual-networks': virtualNetworks,
  'network-policies': networkPolicies,
  'kubernetes-network-policies': kubernetesNetworkPolicies,
  'route-tables': routeTables,
  ipams: ipams,
  ports: ports,
  'floating-ips': floatingIps,
  'floating-ip-pools': floatingIpPools,
  'bgp-routers': bgpRouters,
  'virtual-routers': virtualRouters,
  vrfs: vrfs,
};

/** The schema of each table's rows, by the table's noun. */

import { vrfRow } from '../vrfs.ts';
import { floatingIpPoolRow, floatingIpRow } from './floating-ip-rows.ts';
import { bgpRouterRow, virtualRouterRow } from './infrastructure-rows.ts';
import { ipamRow, networkPolicyRow, portRow, projectRow, routeTableRow, virtualNetworkRow } from './overlay-rows.ts';
import { kubernetesNetworkPolicyRow } from './security-rows.ts';
import {
  deploymentRow,
  endpointsRow,
  eventRow,
  namespaceRow,
  networkAttachmentRow,
  podRow,
  serviceRow,
} from './workload-rows.ts';

export const ROWS = {
  namespaces: namespaceRow,
  pods: podRow,
  deployments: deploymentRow,
  events: eventRow,
  services: serviceRow,
  endpoints: endpointsRow,
  'network-attachments': networkAttachmentRow,
  projects: projectRow,
  'virtual-networks': virtualNetworkRow,
  'network-policies': networkPolicyRow,
  'kubernetes-network-policies': kubernetesNetworkPolicyRow,
  'route-tables': routeTableRow,
  ipams: ipamRow,
  ports: portRow,
  'floating-ips': floatingIpRow,
  'floating-ip-pools': floatingIpPoolRow,
  'bgp-routers': bgpRouterRow,
  'virtual-routers': virtualRouterRow,
  vrfs: vrfRow,
};

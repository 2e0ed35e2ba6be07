import { lazyPage, type LazyPage } from './lazy-page.tsx';
import type { PageId } from './paths.ts';

/**
 * THE MAP OF THE PRODUCT. One line a page: its id (its address stands in `paths.ts`, its place in `menu.ts` and
 * `crumbs.ts`), the file, and the export: what `page()` of `page.tsx` made, or a component. A page that is not here is
 * neither in the menu nor reachable.
 */
export const pages: { readonly [P in PageId]?: LazyPage<P> } = {
  topology: lazyPage(() => import('../features/topology/topology-page.tsx'), 'TopologyPage'),
  virtualNetworks: lazyPage(() => import('../features/virtual-networks/list-page.tsx'), 'VirtualNetworksPage'),
  createVirtualNetwork: lazyPage(
    () => import('../features/virtual-networks/create-page.tsx'),
    'CreateVirtualNetworkPage',
  ),
  virtualNetwork: lazyPage(() => import('../features/virtual-networks/detail-page.tsx'), 'VirtualNetworkPage'),
  editVirtualNetwork: lazyPage(() => import('../features/virtual-networks/edit-page.tsx'), 'EditVirtualNetworkPage'),
  floatingIps: lazyPage(() => import('./floating-ips-page.tsx'), 'FloatingIpsPage'),
  createFloatingIp: lazyPage(() => import('./create-floating-ip-page.tsx'), 'CreateFloatingIpPage'),
  floatingIp: lazyPage(() => import('../features/floating-ips/detail-page.tsx'), 'FloatingIpPage'),
  floatingIpPool: lazyPage(() => import('../features/floating-ip-pools/detail-page.tsx'), 'FloatingIpPoolPage'),
  editFloatingIpPool: lazyPage(() => import('../features/floating-ip-pools/edit-page.tsx'), 'EditFloatingIpPoolPage'),
  routeTables: lazyPage(() => import('../features/route-tables/list-page.tsx'), 'RouteTablesPage'),
  createRouteTable: lazyPage(() => import('../features/route-tables/form-page.tsx'), 'CreateRouteTablePage'),
  routeTable: lazyPage(() => import('../features/route-tables/detail-page.tsx'), 'RouteTablePage'),
  editRouteTable: lazyPage(() => import('../features/route-tables/form-page.tsx'), 'EditRouteTablePage'),
  vrfExplorer: lazyPage(() => import('../features/vrf-explorer/explorer-page.tsx'), 'VrfExplorerPage'),
  vrf: lazyPage(() => import('../features/vrf-explorer/explorer-page.tsx'), 'VrfPage'),
  bgpRouters: lazyPage(() => import('../features/bgp-routers/list-page.tsx'), 'BgpRoutersPage'),
  createBgpRouter: lazyPage(() => import('../features/bgp-routers/create-page.tsx'), 'CreateBgpRouterPage'),
  bgpRouter: lazyPage(() => import('../features/bgp-routers/detail-page.tsx'), 'BgpRouterPage'),
  editBgpRouter: lazyPage(() => import('../features/bgp-routers/edit-page.tsx'), 'EditBgpRouterPage'),
  controlNodes: lazyPage(() => import('../features/control-nodes/list-page.tsx'), 'ControlNodesPage'),
  controlNode: lazyPage(() => import('../features/control-nodes/detail-page.tsx'), 'ControlNodePage'),
  gateways: lazyPage(() => import('../features/gateways/list-page.tsx'), 'GatewaysPage'),
  gateway: lazyPage(() => import('../features/gateways/detail-page.tsx'), 'GatewayPage'),
  globalConfig: lazyPage(() => import('../features/global-config/global-config-page.tsx'), 'GlobalConfigPage'),
  namespaces: lazyPage(() => import('../features/namespaces/list-page.tsx'), 'NamespacesPage'),
  createNamespace: lazyPage(() => import('../features/namespaces/form-page.tsx'), 'CreateNamespacePage'),
  namespace: lazyPage(() => import('../features/namespaces/detail-page.tsx'), 'NamespacePage'),
  editNamespace: lazyPage(() => import('../features/namespaces/form-page.tsx'), 'EditNamespacePage'),
  pods: lazyPage(() => import('../features/pods/list-page.tsx'), 'PodsPage'),
  createPod: lazyPage(() => import('../features/pods/create-page.tsx'), 'CreatePodPage'),
  pod: lazyPage(() => import('../features/pods/detail-page.tsx'), 'PodPage'),
  deployments: lazyPage(() => import('../features/deployments/list-page.tsx'), 'DeploymentsPage'),
  createDeployment: lazyPage(() => import('../features/deployments/form-page.tsx'), 'CreateDeploymentPage'),
  deployment: lazyPage(() => import('../features/deployments/detail-page.tsx'), 'DeploymentPage'),
  editDeployment: lazyPage(() => import('../features/deployments/form-page.tsx'), 'EditDeploymentPage'),
  services: lazyPage(() => import('../features/services/list-page.tsx'), 'ServicesPage'),
  service: lazyPage(() => import('../features/services/detail-page.tsx'), 'ServicePage'),
  endpointsList: lazyPage(() => import('../features/endpoints/list-page.tsx'), 'EndpointsListPage'),
  createEndpoints: lazyPage(() => import('../features/endpoints/form-page.tsx'), 'CreateEndpointsPage'),
  endpoints: lazyPage(() => import('../features/endpoints/detail-page.tsx'), 'EndpointsPage'),
  editEndpoints: lazyPage(() => import('../features/endpoints/form-page.tsx'), 'EditEndpointsPage'),
  kubernetesNetworkPolicies: lazyPage(
    () => import('../features/network-policies/list-page.tsx'),
    'KubernetesNetworkPoliciesPage',
  ),
  createKubernetesNetworkPolicy: lazyPage(
    () => import('../features/network-policies/form-page.tsx'),
    'CreateKubernetesNetworkPolicyPage',
  ),
  kubernetesNetworkPolicy: lazyPage(
    () => import('../features/network-policies/detail-page.tsx'),
    'KubernetesNetworkPolicyPage',
  ),
  editKubernetesNetworkPolicy: lazyPage(
    () => import('../features/network-policies/form-page.tsx'),
    'EditKubernetesNetworkPolicyPage',
  ),
  networkAttachments: lazyPage(() => import('../features/network-attachments/list-page.tsx'), 'NetworkAttachmentsPage'),
  createNetworkAttachment: lazyPage(
    () => import('../features/network-attachments/create-page.tsx'),
    'CreateNetworkAttachmentPage',
  ),
  networkAttachment: lazyPage(() => import('../features/network-attachments/detail-page.tsx'), 'NetworkAttachmentPage'),
  events: lazyPage(() => import('../features/events/list-page.tsx'), 'EventsPage'),
  manifests: lazyPage(() => import('../features/manifests/manifests-page.tsx'), 'ManifestsPage'),
  kubernetes: lazyPage(() => import('../features/kubernetes/kubernetes-page.tsx'), 'KubernetesPage'),
  apiReference: lazyPage(() => import('../features/api-reference/api-page.tsx'), 'ApiPage'),
};

export const existingPages: ReadonlySet<PageId> = new Set(Object.keys(pages) as PageId[]);

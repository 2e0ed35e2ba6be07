import { lazyRouteComponent } from '@tanstack/react-router';
import type { PageId } from './paths.ts';

/**
 * THE MAP OF THE PRODUCT. One line a page: its id (its address stands in `paths.ts`, its place in `menu.ts` and `crumbs.ts`),
 * the file, and the component's export. A page that is not here is neither in the menu nor reachable.
 */
export const pages: Partial<Record<PageId, ReturnType<typeof lazyRouteComponent>>> = {
  topology: lazyRouteComponent(() => import('../features/topology/topology-page.tsx'), 'TopologyPage'),
  virtualNetworks: lazyRouteComponent(() => import('../features/virtual-networks/list-page.tsx'), 'VirtualNetworksPage'),
  createVirtualNetwork: lazyRouteComponent(() => import('../features/virtual-networks/create-page.tsx'), 'CreateVirtualNetworkPage'),
  virtualNetwork: lazyRouteComponent(() => import('../features/virtual-networks/detail-page.tsx'), 'VirtualNetworkPage'),
  editVirtualNetwork: lazyRouteComponent(() => import('../features/virtual-networks/edit-page.tsx'), 'EditVirtualNetworkPage'),
  floatingIps: lazyRouteComponent(() => import('./floating-ips-page.tsx'), 'FloatingIpsPage'),
  createFloatingIp: lazyRouteComponent(() => import('./create-floating-ip-page.tsx'), 'CreateFloatingIpPage'),
  floatingIp: lazyRouteComponent(() => import('../features/floating-ips/detail-page.tsx'), 'FloatingIpPage'),
  floatingIpPool: lazyRouteComponent(() => import('../features/floating-ip-pools/detail-page.tsx'), 'FloatingIpPoolPage'),
  editFloatingIpPool: lazyRouteComponent(() => import('../features/floating-ip-pools/edit-page.tsx'), 'EditFloatingIpPoolPage'),
  vrfExplorer: lazyRouteComponent(() => import('../features/vrf-explorer/explorer-page.tsx'), 'VrfExplorerPage'),
  vrf: lazyRouteComponent(() => import('../features/vrf-explorer/explorer-page.tsx'), 'VrfPage'),
  bgpRouters: lazyRouteComponent(() => import('../features/bgp-routers/list-page.tsx'), 'BgpRoutersPage'),
  createBgpRouter: lazyRouteComponent(() => import('../features/bgp-routers/create-page.tsx'), 'CreateBgpRouterPage'),
  bgpRouter: lazyRouteComponent(() => import('../features/bgp-routers/detail-page.tsx'), 'BgpRouterPage'),
  editBgpRouter: lazyRouteComponent(() => import('../features/bgp-routers/edit-page.tsx'), 'EditBgpRouterPage'),
  controlNodes: lazyRouteComponent(() => import('../features/control-nodes/list-page.tsx'), 'ControlNodesPage'),
  controlNode: lazyRouteComponent(() => import('../features/control-nodes/detail-page.tsx'), 'ControlNodePage'),
  gateways: lazyRouteComponent(() => import('../features/gateways/list-page.tsx'), 'GatewaysPage'),
  gateway: lazyRouteComponent(() => import('../features/gateways/detail-page.tsx'), 'GatewayPage'),
  globalConfig: lazyRouteComponent(() => import('../features/global-config/global-config-page.tsx'), 'GlobalConfigPage'),
  namespaces: lazyRouteComponent(() => import('../features/namespaces/list-page.tsx'), 'NamespacesPage'),
  createNamespace: lazyRouteComponent(() => import('../features/namespaces/form-page.tsx'), 'CreateNamespacePage'),
  namespace: lazyRouteComponent(() => import('../features/namespaces/detail-page.tsx'), 'NamespacePage'),
  editNamespace: lazyRouteComponent(() => import('../features/namespaces/form-page.tsx'), 'EditNamespacePage'),
  pods: lazyRouteComponent(() => import('../features/pods/list-page.tsx'), 'PodsPage'),
  createPod: lazyRouteComponent(() => import('../features/pods/create-page.tsx'), 'CreatePodPage'),
  pod: lazyRouteComponent(() => import('../features/pods/detail-page.tsx'), 'PodPage'),
  deployments: lazyRouteComponent(() => import('../features/deployments/list-page.tsx'), 'DeploymentsPage'),
  createDeployment: lazyRouteComponent(() => import('../features/deployments/form-page.tsx'), 'CreateDeploymentPage'),
  deployment: lazyRouteComponent(() => import('../features/deployments/detail-page.tsx'), 'DeploymentPage'),
  editDeployment: lazyRouteComponent(() => import('../features/deployments/form-page.tsx'), 'EditDeploymentPage'),
  networkAttachments: lazyRouteComponent(() => import('../features/network-attachments/list-page.tsx'), 'NetworkAttachmentsPage'),
  createNetworkAttachment: lazyRouteComponent(() => import('../features/network-attachments/create-page.tsx'), 'CreateNetworkAttachmentPage'),
  networkAttachment: lazyRouteComponent(() => import('../features/network-attachments/detail-page.tsx'), 'NetworkAttachmentPage'),
  manifests: lazyRouteComponent(() => import('../features/manifests/manifests-page.tsx'), 'ManifestsPage'),
  kubernetes: lazyRouteComponent(() => import('../features/kubernetes/kubernetes-page.tsx'), 'KubernetesPage'),
};

export const existingPages: ReadonlySet<PageId> = new Set(Object.keys(pages) as PageId[]);

import type { Crumb } from '../ui/breadcrumb.tsx';
import { menu, type MenuEntry, type MenuSection } from './menu.ts';
import { patterns, pathTo, type PageId } from './paths.ts';

/** Pages below another page: the label of the breadcrumb, or the parameter that names the object. */
const below: Partial<Record<PageId, { under: PageId; label: string } | { under: PageId; object: string }>> = {
  createNamespace: { under: 'namespaces', label: 'Create' },
  namespace: { under: 'namespaces', object: 'name' },
  editNamespace: { under: 'namespace', label: 'Edit' },
  createPod: { under: 'pods', label: 'Create' },
  pod: { under: 'pods', object: 'name' },
  createDeployment: { under: 'deployments', label: 'Create' },
  deployment: { under: 'deployments', object: 'name' },
  editDeployment: { under: 'deployment', label: 'Edit' },
  service: { under: 'services', object: 'name' },
  createEndpoints: { under: 'endpointsList', label: 'Create' },
  endpoints: { under: 'endpointsList', object: 'name' },
  editEndpoints: { under: 'endpoints', label: 'Edit' },
  createKubernetesNetworkPolicy: { under: 'kubernetesNetworkPolicies', label: 'Create' },
  kubernetesNetworkPolicy: { under: 'kubernetesNetworkPolicies', object: 'name' },
  editKubernetesNetworkPolicy: { under: 'kubernetesNetworkPolicy', label: 'Edit' },
  createNetworkAttachment: { under: 'networkAttachments', label: 'Create' },
  networkAttachment: { under: 'networkAttachments', object: 'name' },
  createVirtualNetwork: { under: 'virtualNetworks', label: 'Create' },
  virtualNetwork: { under: 'virtualNetworks', object: 'fqName' },
  editVirtualNetwork: { under: 'virtualNetwork', label: 'Edit' },
  createFloatingIp: { under: 'floatingIps', label: 'Create' },
  floatingIp: { under: 'floatingIps', object: 'address' },
  floatingIpPool: { under: 'floatingIps', object: 'fqName' },
  editFloatingIpPool: { under: 'floatingIpPool', label: 'Edit' },
  createRouteTable: { under: 'routeTables', label: 'Create' },
  routeTable: { under: 'routeTables', object: 'fqName' },
  editRouteTable: { under: 'routeTable', label: 'Edit' },
  vrf: { under: 'vrfExplorer', object: 'fqName' },
  createBgpRouter: { under: 'bgpRouters', label: 'Create' },
  bgpRouter: { under: 'bgpRouters', object: 'name' },
  editBgpRouter: { under: 'bgpRouter', label: 'Edit' },
  controlNode: { under: 'controlNodes', object: 'name' },
  gateway: { under: 'gateways', object: 'name' },
};

/** The menu entry under which a page stands. */
export function placeOf(page: PageId): { section: MenuSection; entry: MenuEntry } | undefined {
  let at: PageId = page;
  for (let up = below[at]; up !== undefined; up = below[at]) at = up.under;
  for (const section of menu) for (const entry of section.entries) if (entry.page === at) return { section, entry };
  return undefined;
}

/**
 * Section first, the page itself last. `objectName` is the name that the page gives its object. Only pages that exist
 * become links.
 */
export function crumbsOf(
  page: PageId,
  params: Readonly<Record<string, string>>,
  pages: ReadonlySet<PageId>,
  objectName?: string,
): Crumb[] {
  const crumbs: Crumb[] = [];
  let at: PageId = page;
  for (let up = below[at]; up !== undefined; up = below[at]) {
    const own = 'label' in up ? up.label : (objectName ?? lastSegment(params[up.object] ?? ''));
    crumbs.unshift({ label: own, to: pages.has(at) ? linkTo(at, params) : undefined });
    at = up.under;
  }
  const place = placeOf(page);
  if (!place) return crumbs;
  return [
    { label: place.section.label },
    ...(place.entry.trail ?? []).map((label) => ({ label })),
    { label: place.entry.label, to: pages.has(at) ? linkTo(at, params) : undefined },
    ...crumbs,
  ];
}

const lastSegment = (text: string): string => text.slice(text.lastIndexOf(':') + 1);
const linkTo = (page: PageId, params: Readonly<Record<string, string>>): string =>
  (pathTo as (page: PageId, params: Readonly<Record<string, string>>) => string)(page, params);

/** The page id of a route's full path. */
export function pageOf(fullPath: string): PageId | undefined {
  return (Object.keys(patterns) as PageId[]).find((page) => patterns[page] === fullPath);
}

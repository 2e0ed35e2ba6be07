/**
 * The only file with URLs of the console. Every state that somebody may want to link to is in the address: the project
 * as `?project=`, a list's text, sort, filters and page as in `ui/data-table/table-search.ts`, a tab as `?tab=`.
 * `$fqName` is colon-joined (`default-domain:k8s-ns-user-1:net`); a uuid in its place works as well. A console has one
 * cluster, so it is not in the address. This file imports nothing, so features and domain-ui may import it.
 */
export const patterns = {
  namespaces: '/workloads/namespaces',
  createNamespace: '/workloads/namespaces/create',
  namespace: '/workloads/namespaces/$name',
  editNamespace: '/workloads/namespaces/$name/edit',
  pods: '/workloads/pods',
  createPod: '/workloads/pods/create',
  pod: '/workloads/pods/$namespace/$name',
  deployments: '/workloads/deployments',
  createDeployment: '/workloads/deployments/create',
  deployment: '/workloads/deployments/$namespace/$name',
  editDeployment: '/workloads/deployments/$namespace/$name/edit',
  services: '/workloads/services',
  service: '/workloads/services/$namespace/$name',
  endpointsList: '/workloads/endpoints',
  createEndpoints: '/workloads/endpoints/create',
  endpoints: '/workloads/endpoints/$namespace/$name',
  editEndpoints: '/workloads/endpoints/$namespace/$name/edit',
  networkAttachments: '/workloads/network-attachments',
  createNetworkAttachment: '/workloads/network-attachments/create',
  networkAttachment: '/workloads/network-attachments/$namespace/$name',
  events: '/workloads/events',
  manifests: '/workloads/manifests',
  virtualNetworks: '/overlay/virtual-networks',
  createVirtualNetwork: '/overlay/virtual-networks/create',
  virtualNetwork: '/overlay/virtual-networks/$fqName',
  editVirtualNetwork: '/overlay/virtual-networks/$fqName/edit',
  floatingIps: '/overlay/floating-ip',
  createFloatingIp: '/overlay/floating-ip/create',
  floatingIp: '/overlay/floating-ip/$address',
  floatingIpPool: '/overlay/floating-ip/pools/$fqName',
  editFloatingIpPool: '/overlay/floating-ip/pools/$fqName/edit',
  routeTables: '/overlay/route-tables',
  createRouteTable: '/overlay/route-tables/create',
  routeTable: '/overlay/route-tables/$fqName',
  editRouteTable: '/overlay/route-tables/$fqName/edit',
  vrfExplorer: '/overlay/vrf-explorer',
  vrf: '/overlay/vrf-explorer/$fqName',
  globalConfig: '/infrastructure/cluster/advanced/global-config',
  bgpRouters: '/infrastructure/cluster/advanced/bgp-routers',
  createBgpRouter: '/infrastructure/cluster/advanced/bgp-routers/create',
  bgpRouter: '/infrastructure/cluster/advanced/bgp-routers/$name',
  editBgpRouter: '/infrastructure/cluster/advanced/bgp-routers/$name/edit',
  kubernetes: '/infrastructure/cluster/kubernetes',
  controlNodes: '/infrastructure/cluster/control-nodes',
  controlNode: '/infrastructure/cluster/control-nodes/$name',
  gateways: '/infrastructure/gateways',
  gateway: '/infrastructure/gateways/$name',
  kubernetesNetworkPolicies: '/security/kubernetes-network-policies',
  createKubernetesNetworkPolicy: '/security/kubernetes-network-policies/create',
  kubernetesNetworkPolicy: '/security/kubernetes-network-policies/$namespace/$name',
  editKubernetesNetworkPolicy: '/security/kubernetes-network-policies/$namespace/$name/edit',
  topology: '/monitoring/topology',
  apiReference: '/help/api',
} as const;

export type PageId = keyof typeof patterns;
type ParamsIn<S extends string> = S extends `${string}$${infer Name}/${infer Rest}`
  ? Name | ParamsIn<Rest>
  : S extends `${string}$${infer Name}`
    ? Name
    : never;
/** The parameters that a page's address needs. */
export type ParamsOf<P extends PageId> = { [Name in ParamsIn<(typeof patterns)[P]>]: string };
type Query = Readonly<Record<string, string | undefined>>;
type Rest<P extends PageId> =
  ParamsIn<(typeof patterns)[P]> extends never
    ? [params?: Record<string, never>, query?: Query, hash?: string]
    : [params: ParamsOf<P>, query?: Query, hash?: string];

/** `pathTo('editVirtualNetwork', { fqName }, {}, 'routing-bridging-and-policies')`; for `AppLink to=` and `useGo()`. */
export function pathTo<P extends PageId>(page: P, ...[params, query, hash]: Rest<P>): string {
  const values = (params ?? {}) as Record<string, string>;
  const path = patterns[page].replaceAll(/\$(\w+)/g, (_, name: string) =>
    encodeURIComponent(values[name] ?? '').replaceAll('%3A', ':'),
  );
  const search = new URLSearchParams(
    Object.entries(query ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
  ).toString();
  return `${path}${search === '' ? '' : `?${search}`}${hash === undefined ? '' : `#${hash}`}`;
}

/** The page or form of a fix that a view suggests, at the right place. */
export function pathToFix(fix: {
  kind: 'floating-ip' | 'network' | 'bgp-router' | 'known-host' | 'bgp-session' | 'gateway';
  name: string;
  peer?: string;
}): string {
  const { kind, name, peer } = fix;
  switch (kind) {
    case 'floating-ip':
      return pathTo('floatingIp', { address: name });
    case 'network':
      return pathTo('editVirtualNetwork', { fqName: name }, {}, 'routing-bridging-and-policies');
    case 'bgp-router':
      return pathTo('editBgpRouter', { name }, { field: 'peers' });
    case 'known-host':
      return pathTo('createBgpRouter', {}, { host: name });
    case 'bgp-session':
      return pathTo('bgpRouter', { name }, { peer });
    case 'gateway':
      return pathTo('gateway', { name }, { tab: 'tunnels' });
    default:
      return kind satisfies never;
  }
}

/** The page of an address: the matching pattern with the most literal segments. */
export function pageOfPath(to: string): PageId | undefined {
  const parts = to.replace(/[?#].*$/, '').split('/');
  const fits = (Object.keys(patterns) as PageId[]).filter((page) => {
    const wanted = patterns[page].split('/');
    return (
      wanted.length === parts.length &&
      wanted.every((part, index) => part === parts[index] || (part.startsWith('$') && parts[index] !== ''))
    );
  });
  return fits.toSorted((a, b) => patterns[a].split('$').length - patterns[b].split('$').length)[0];
}

import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Lineage, VpnRoutesPage, VrfDetail, VrfRoutesPage, VrfTree } from '../../../../server/contract/views/vrfs.ts';
import { get } from '../../data/client.ts';
import { liveKey } from '../../data/live-keys.ts';
import { PAGE_ROWS, routeParameters, type ExplorerState } from './search-state.ts';

const VRFS = ['view/vrf', 'virtual-network', 'network-policy'];
const ROUTES = ['view/vrf', 'virtual-network', 'floating-ip', 'instance-ip', 'virtual-machine-interface', 'virtual-router'];
const path = (fqName: string): string => encodeURIComponent(fqName).replaceAll('%3A', ':');

export const vrfTreeQuery = (project: string | undefined, system: boolean) => {
  const query = new URLSearchParams({ ...(project === undefined ? {} : { project }), ...(system ? { system: 'true' } : {}) }).toString();
  return queryOptions({ queryKey: liveKey(VRFS, 'vrf-tree', query), queryFn: ({ signal }) => get<VrfTree>(`/views/vrfs${query === '' ? '' : `?${query}`}`, signal), placeholderData: keepPreviousData });
};

export const vrfQuery = (fqName: string) => queryOptions({ queryKey: liveKey([...VRFS, ...ROUTES], 'vrf', fqName), queryFn: ({ signal }) => get<VrfDetail>(`/views/vrfs/${path(fqName)}`, signal) });

export const routesQuery = (fqName: string, state: ExplorerState) => {
  const query = routeParameters(state).toString();
  return queryOptions({
    queryKey: liveKey(ROUTES, 'vrf-routes', fqName, query),
    queryFn: ({ signal }) => get<VrfRoutesPage>(`/views/vrfs/${path(fqName)}/routes?${query}`, signal),
    placeholderData: (before: VrfRoutesPage | undefined, asked) => (asked?.queryKey[2] === fqName ? before : undefined),
  });
};

export const vpnRoutesQuery = (fqName: string, state: ExplorerState) => {
  const query = new URLSearchParams({ limit: String(PAGE_ROWS), ...(state.after === undefined ? {} : { after: state.after }) }).toString();
  return queryOptions({ queryKey: liveKey(ROUTES, 'vrf-vpn-routes', fqName, query), queryFn: ({ signal }) => get<VpnRoutesPage>(`/views/vrfs/${path(fqName)}/vpn-routes?${query}`, signal) });
};

export const lineageQuery = (floatingIp: string) => queryOptions({
  queryKey: liveKey([...ROUTES, 'floating-ip-pool', 'bgp-router', 'view/bgp', 'view/gateway'], 'lineage', floatingIp),
  queryFn: ({ signal }) => get<Lineage>(`/views/floating-ips/${floatingIp}/lineage`, signal),
});

import type { Lineage, VpnRoutesPage, VrfDetail, VrfRoutesPage, VrfTree } from '../../../../server/contract/views/vrfs.ts';
import { segment } from '../../data/client.ts';
import { reading } from '../../data/reading.ts';
import { PAGE_ROWS, routeParameters, type ExplorerState } from './search-state.ts';

const VRFS = ['view/vrf', 'virtual-network', 'network-policy'];
const ROUTES = ['view/vrf', 'virtual-network', 'floating-ip', 'instance-ip', 'virtual-machine-interface', 'virtual-router'];
const vrfPath = (fqName: string): string => `/views/vrfs/${segment(fqName)}`;

export const vrfTreeQuery = (project: string | undefined, system: boolean) => {
  const query = new URLSearchParams({ ...(project === undefined ? {} : { project }), ...(system ? { system: 'true' } : {}) }).toString();
  return reading<VrfTree>(`/views/vrfs${query === '' ? '' : `?${query}`}`, VRFS, { keep: true });
};

export const vrfQuery = (fqName: string) => reading<VrfDetail>(vrfPath(fqName), [...VRFS, ...ROUTES]);

export const routesQuery = (fqName: string, state: ExplorerState) => reading<VrfRoutesPage>(`${vrfPath(fqName)}/routes?${routeParameters(state)}`, ROUTES, { keep: true });

export const vpnRoutesQuery = (fqName: string, state: ExplorerState) =>
  reading<VpnRoutesPage>(`${vrfPath(fqName)}/vpn-routes?${new URLSearchParams({ limit: String(PAGE_ROWS), ...(state.after === undefined ? {} : { after: state.after }) })}`, ROUTES, { keep: true });

export const lineageQuery = (floatingIp: string) => reading<Lineage>(`/views/floating-ips/${floatingIp}/lineage`, [...ROUTES, 'floating-ip-pool', 'bgp-router', 'view/bgp', 'view/gateway']);

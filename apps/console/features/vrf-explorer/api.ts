import type {
  Lineage,
  VpnRoutesPage,
  VrfDetail,
  VrfRoutesPage,
  VrfTree,
} from '../../../../server/contract/views/vrfs.ts';
import { segment } from '../../data/client.ts';
import { only } from '../../data/live-keys.ts';
import { reading } from '../../data/reading.ts';
import { PAGE_ROWS, routeParameters, type ExplorerState } from './search-state.ts';

const VRFS = ['view/vrf', 'virtual-network', 'network-policy'];
const vrfPath = (fqName: string): string => `/views/vrfs/${segment(fqName)}`;

export const vrfTreeQuery = (project: string | undefined, system: boolean) => {
  const query = new URLSearchParams({
    ...(project === undefined ? {} : { project }),
    ...(system ? { system: 'true' } : {}),
  }).toString();
  return reading<VrfTree>(`/views/vrfs${query === '' ? '' : `?${query}`}`, VRFS, { keep: true });
};

/** The table of one VRF, as the server names it when it changes. */
const tableOfVrf = (fqName: string): string => only('view/vrf', fqName);

export const vrfQuery = (fqName: string) =>
  reading<VrfDetail>(vrfPath(fqName), [
    tableOfVrf(fqName),
    'virtual-network',
    'network-policy',
    'virtual-router',
    'view/conditions',
  ]);

export const routesQuery = (fqName: string, state: ExplorerState) =>
  reading<VrfRoutesPage>(`${vrfPath(fqName)}/routes?${routeParameters(state)}`, [tableOfVrf(fqName)], { keep: true });

export const vpnRoutesQuery = (fqName: string, state: ExplorerState) =>
  reading<VpnRoutesPage>(
    `${vrfPath(fqName)}/vpn-routes?${new URLSearchParams({ limit: String(PAGE_ROWS), ...(state.after === undefined ? {} : { after: state.after }) })}`,
    [tableOfVrf(fqName)],
    { keep: true },
  );

export const lineageQuery = (floatingIp: string) =>
  reading<Lineage>(`/views/floating-ips/${floatingIp}/lineage`, [
    'view/vrf',
    'virtual-network',
    'floating-ip',
    'instance-ip',
    'virtual-machine-interface',
    'virtual-router',
    'floating-ip-pool',
    'bgp-router',
    'view/bgp',
    'view/gateway',
  ]);

import { view } from '../../data/views.ts';
import { PAGE_ROWS, routeParameters, type ExplorerState } from './search-state.ts';

export const vrfTreeQuery = (project: string | undefined, system: boolean) =>
  view('vrfs', {}, { project, ...(system ? { system: 'true' } : {}) }, { keep: true });

export const vrfQuery = (fqName: string) => view('vrf', { id: fqName });

export const routesQuery = (fqName: string, state: ExplorerState) =>
  view('vrfRoutes', { id: fqName }, routeParameters(state), { keep: true });

export const vpnRoutesQuery = (fqName: string, state: ExplorerState) =>
  view('vpnRoutes', { id: fqName }, { limit: String(PAGE_ROWS), after: state.after }, { keep: true });

export const lineageQuery = (floatingIp: string) => view('lineage', { uuid: floatingIp });

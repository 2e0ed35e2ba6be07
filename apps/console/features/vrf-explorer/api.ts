import { views } from '../../data/views.ts';
import { PAGE_ROWS, routeParameters, type ExplorerState } from './search-state.ts';

export const vrfTreeQuery = (project: string | undefined, system: boolean) =>
  views.vrfTree({
    query: { ...(project === undefined ? {} : { project }), ...(system ? { system: 'true' } : {}) },
    keep: true,
  });

/** Of tables only this one, as the server names it when it changes. */
const tableOf = (fqName: string) => ({ onlyOf: { 'view/vrf': fqName } });

export const vrfQuery = (fqName: string) => views.vrf({ id: fqName }, tableOf(fqName));

export const routesQuery = (fqName: string, state: ExplorerState) =>
  views.vrfRoutes({ id: fqName }, { ...tableOf(fqName), query: routeParameters(state), keep: true });

export const vpnRoutesQuery = (fqName: string, state: ExplorerState) =>
  views.vpnRoutes(
    { id: fqName },
    {
      ...tableOf(fqName),
      query: { limit: String(PAGE_ROWS), ...(state.after === undefined ? {} : { after: state.after }) },
      keep: true,
    },
  );

export const lineageQuery = (floatingIp: string) => views.lineage({ uuid: floatingIp });

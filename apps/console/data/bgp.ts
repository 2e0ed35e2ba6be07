/** Live BGP as the server tells it: sessions, control nodes, gateways. */

import { told } from './reading.ts';
import { views } from './views.ts';

export const sessionsQuery = told(views.sessions());

/** One session with its timeline; both are uuids of bgp-routers, `local` of a control node of ours. */
export const sessionQuery = (local: string | undefined, peer: string | undefined) =>
  told(views.session({ local, peer }));

/** What the session's peer sent us, or was sent. */
export const sessionRoutesQuery = (
  local: string,
  peer: string,
  direction: 'received' | 'sent',
  query: URLSearchParams,
) => told(views[direction === 'sent' ? 'routesSent' : 'routesReceived']({ local, peer }, { query, keep: true }));

export const controlNodesQuery = told(views.controlNodes());

/** The control node's table with all paths. */
export const controlNodeRoutesQuery = (name: string, query: URLSearchParams) =>
  told(views.controlNodeRoutes({ id: name }, { query, keep: true }));

export const gatewaysQuery = told(views.gateways());

export const gatewayQuery = (name: string | undefined) => told(views.gateway({ id: name }));

export const gatewayRoutesQuery = (name: string, vrf: string, query: URLSearchParams) =>
  told(views.gatewayRoutes({ id: name, vrf }, { query, keep: true }));

/** A command's output in the router's own words; without a command nothing is asked. */
export const showQuery = (name: string, command: string | undefined) =>
  views.gatewayShow(
    { id: command === undefined || command === '' ? undefined : name },
    command === undefined ? {} : { query: { command } },
  );

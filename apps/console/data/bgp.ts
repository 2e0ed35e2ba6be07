/** Live BGP state from the server: sessions, control nodes, gateways. */

import { told } from './reading.ts';
import { view } from './views.ts';

export const sessionsQuery = told(view('sessions', {}));

/** One session with its timeline; both parameters are uuids of bgp-routers, `local` that of a control node of ours. */
export const sessionQuery = (local: string | undefined, peer: string | undefined) =>
  told(view('session', local === undefined || peer === undefined ? undefined : { local, peer }));

/** The routes received from the session's peer, or advertised to it. */
export const sessionRoutesQuery = (
  local: string,
  peer: string,
  direction: 'received' | 'sent',
  query: URLSearchParams,
) => told(view(direction, { local, peer }, query, { keep: true }));

export const controlNodesQuery = told(view('controlNodes', {}));

/** The control node's table with all paths. */
export const controlNodeRoutesQuery = (name: string, query: URLSearchParams) =>
  told(view('controlNodeRoutes', { id: name }, query, { keep: true }));

export const gatewaysQuery = told(view('gateways', {}));

export const gatewayQuery = (name: string | undefined) =>
  told(view('gateway', name === undefined ? undefined : { id: name }));

export const gatewayRoutesQuery = (name: string, vrf: string, query: URLSearchParams) =>
  told(view('gatewayRoutes', { id: name, vrf }, query, { keep: true }));

/** A command's output in the router's format. */
export const showQuery = (name: string, command: string | undefined) =>
  view('show', command === undefined || command === '' ? undefined : { id: name }, { command });

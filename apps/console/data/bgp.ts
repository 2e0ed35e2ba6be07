/**
 * Live BGP as the server tells it: sessions, control nodes, gateways. Read again when `view/bgp` or `view/gateway`
 * changes.
 */

import type {
  BgpRoutesPage,
  ControlNodesAnswer,
  SessionDetail,
  SessionsAnswer,
} from '../../../server/contract/views/bgp.ts';
import type {
  GatewayDetail,
  GatewayRoutesPage,
  GatewaysAnswer,
  ShowAnswer,
} from '../../../server/contract/views/gateways.ts';
import { segment } from './client.ts';
import { reading, told } from './reading.ts';

const SESSIONS = ['view/bgp', 'bgp-router', 'global-system-config'];
const GATEWAYS = ['view/bgp', 'view/gateway', 'bgp-router'];
const session = (local: string, peer: string): string => `/views/bgp/sessions/${segment(local)}/${segment(peer)}`;
const gateway = (name: string): string => `/views/gateways/${segment(name)}`;

export const sessionsQuery = told(reading<SessionsAnswer>('/views/bgp/sessions', SESSIONS));

/** One session with its timeline; both are uuids of bgp-routers, `local` of a control node of ours. */
export const sessionQuery = (local: string | undefined, peer: string | undefined) =>
  told(reading<SessionDetail>(local === undefined || peer === undefined ? undefined : session(local, peer), SESSIONS));

/** What the session's peer sent us, or was sent. */
export const sessionRoutesQuery = (
  local: string,
  peer: string,
  direction: 'received' | 'sent',
  query: URLSearchParams,
) => told(reading<BgpRoutesPage>(`${session(local, peer)}/${direction}?${query}`, SESSIONS, { keep: true }));

export const controlNodesQuery = told(
  reading<ControlNodesAnswer>('/views/control-nodes', [...SESSIONS, 'virtual-router']),
);

/** The control node's table with all paths. */
export const controlNodeRoutesQuery = (name: string, query: URLSearchParams) =>
  told(
    reading<BgpRoutesPage>(`/views/control-nodes/${segment(name)}/routes?${query}`, [...SESSIONS, 'view/vrf'], {
      keep: true,
    }),
  );

export const gatewaysQuery = told(reading<GatewaysAnswer>('/views/gateways', GATEWAYS));

export const gatewayQuery = (name: string | undefined) =>
  told(reading<GatewayDetail>(name === undefined ? undefined : gateway(name), GATEWAYS));

export const gatewayRoutesQuery = (name: string, vrf: string, query: URLSearchParams) =>
  told(reading<GatewayRoutesPage>(`${gateway(name)}/vrfs/${segment(vrf)}/routes?${query}`, GATEWAYS, { keep: true }));

/** A command's output in the router's own words. */
export const showQuery = (name: string, command: string | undefined) =>
  reading<ShowAnswer>(
    command === undefined || command === ''
      ? undefined
      : `${gateway(name)}/show?command=${encodeURIComponent(command)}`,
    GATEWAYS,
  );

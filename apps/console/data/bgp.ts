/** Live BGP as the server tells it: sessions, control nodes, gateways. Read again when `view/bgp` or `view/gateway` changes. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { BgpRoutesPage, ControlNodesAnswer, SessionDetail, SessionsAnswer } from '../../../server/contract/views/bgp.ts';
import type { GatewayDetail, GatewayRoutesPage, GatewaysAnswer, ShowAnswer } from '../../../server/contract/views/gateways.ts';
import { get } from './client.ts';
import { liveKey } from './live-keys.ts';

const SESSIONS = ['view/bgp', 'bgp-router', 'global-system-config'];
const GATEWAYS = ['view/bgp', 'view/gateway', 'bgp-router'];
const segment = (name: string): string => encodeURIComponent(name).replaceAll('%3A', ':');

/** When an answer was true: the server's clock, and this browser's when it came. For durations that go on by themselves. */
export type Told<T> = T & { readonly clock: { readonly now: number; readonly at: number } };
const told = async <T extends { readonly now: number }>(answer: Promise<T>): Promise<Told<T>> => {
  const body = await answer;
  return { ...body, clock: { now: body.now, at: Date.now() } };
};

export const sessionsQuery = queryOptions({
  queryKey: liveKey(SESSIONS, 'bgp', 'sessions'),
  queryFn: ({ signal }) => told(get<SessionsAnswer>('/views/bgp/sessions', signal)),
});

/** One session with its timeline; both are uuids of bgp-routers, `local` of a control node of ours. */
export const sessionQuery = (local: string | undefined, peer: string | undefined) => queryOptions({
  queryKey: liveKey(SESSIONS, 'bgp', 'session', local, peer),
  queryFn: ({ signal }) => told(get<SessionDetail>(`/views/bgp/sessions/${segment(local ?? '')}/${segment(peer ?? '')}`, signal)),
  enabled: local !== undefined && peer !== undefined,
});

/** What the session's peer sent us, or was sent. */
export const sessionRoutesQuery = (local: string, peer: string, direction: 'received' | 'sent', query: URLSearchParams) => queryOptions({
  queryKey: liveKey(SESSIONS, 'bgp', direction, local, peer, query.toString()),
  queryFn: ({ signal }) => told(get<BgpRoutesPage>(`/views/bgp/sessions/${segment(local)}/${segment(peer)}/${direction}?${query}`, signal)),
  placeholderData: (before: Told<BgpRoutesPage> | undefined, asked) => (asked?.queryKey[4] === peer && asked.queryKey[2] === direction ? before : undefined),
});

export const controlNodesQuery = queryOptions({
  queryKey: liveKey([...SESSIONS, 'virtual-router'], 'bgp', 'control-nodes'),
  queryFn: ({ signal }) => told(get<ControlNodesAnswer>('/views/control-nodes', signal)),
});

/** The control node's table with all paths. */
export const controlNodeRoutesQuery = (name: string, query: URLSearchParams) => queryOptions({
  queryKey: liveKey([...SESSIONS, 'view/vrf'], 'bgp', 'routes', name, query.toString()),
  queryFn: ({ signal }) => told(get<BgpRoutesPage>(`/views/control-nodes/${segment(name)}/routes?${query}`, signal)),
  placeholderData: keepPreviousData,
});

export const gatewaysQuery = queryOptions({
  queryKey: liveKey(GATEWAYS, 'gateways'),
  queryFn: ({ signal }) => told(get<GatewaysAnswer>('/views/gateways', signal)),
});

export const gatewayQuery = (name: string | undefined) => queryOptions({
  queryKey: liveKey(GATEWAYS, 'gateway', name),
  queryFn: ({ signal }) => told(get<GatewayDetail>(`/views/gateways/${segment(name ?? '')}`, signal)),
  enabled: name !== undefined,
});

export const gatewayRoutesQuery = (name: string, vrf: string, query: URLSearchParams) => queryOptions({
  queryKey: liveKey(GATEWAYS, 'gateway-routes', name, vrf, query.toString()),
  queryFn: ({ signal }) => told(get<GatewayRoutesPage>(`/views/gateways/${segment(name)}/vrfs/${segment(vrf)}/routes?${query}`, signal)),
  placeholderData: (before: Told<GatewayRoutesPage> | undefined, asked) => (asked?.queryKey[3] === vrf ? before : undefined),
});

/** A command's output in the router's own words. */
export const showQuery = (name: string, command: string | undefined) => queryOptions({
  queryKey: liveKey(GATEWAYS, 'show', name, command),
  queryFn: ({ signal }) => get<ShowAnswer>(`/views/gateways/${segment(name)}/show?command=${encodeURIComponent(command ?? '')}`, signal),
  enabled: command !== undefined && command !== '',
});

import { queryOptions } from '@tanstack/react-query';
import type { ComparisonAnswer } from '../../../../server/contract/views/comparison.ts';
import type { KnownHostsAnswer } from '../../../../server/contract/views/summary.ts';
import type { BgpRouterRow, VirtualRouterRow } from '../../../../server/contract/views/rows/infrastructure-rows.ts';
import type { VirtualNetworkRow } from '../../../../server/contract/views/rows/overlay-rows.ts';
import type { TablePage } from '../../../../server/contract/views/table-query.ts';
import { get } from '../../data/client.ts';
import { isUuid, readObject } from '../../data/config-objects.ts';
import { detailKey, liveKey } from '../../data/live-keys.ts';
import { tableOf } from '../../data/tables.ts';
import { ROUTER_PARENT, type StoredRouter } from './form-model.ts';

const KINDS = ['bgp-router', 'global-system-config'];

export const routersQuery = (query: URLSearchParams) => tableOf('bgp-routers', [...KINDS, 'view/bgp'], query);

/** Every router, for choosing a peer and for finding a name or address taken. */
export const allRoutersQuery = queryOptions({
  queryKey: liveKey(KINDS, 'bgp-routers', 'all'),
  queryFn: async ({ signal }) => (await get<TablePage<BgpRouterRow>>('/views/tables/bgp-routers?limit=1000&system=true', signal)).rows,
});

/** Routers that the lab knows of; `routerUuid` is set once they are configured. */
export const knownHostsQuery = queryOptions({
  queryKey: liveKey(['bgp-router'], 'known-hosts'),
  queryFn: async ({ signal }) => (await get<KnownHostsAnswer>('/views/known-hosts', signal)).hosts,
});

/** The address has the host name; a uuid or the full name works as well. */
const fullName = (name: string): string => (isUuid(name) || name.includes(':') ? name : [...ROUTER_PARENT, name].join(':'));

export const routerQuery = (name: string) => queryOptions({
  queryKey: detailKey(['bgp-router', 'global-system-config'], name, 'bgp-router'),
  queryFn: async ({ signal }) => {
    const { object, etag } = await readObject('bgp-router', fullName(name), signal);
    return { object: object as StoredRouter, etag };
  },
});

/** Both ends of each configured peering. */
export const comparisonQuery = (uuid: string | undefined) => queryOptions({
  queryKey: liveKey(KINDS, 'comparison', uuid),
  queryFn: ({ signal }) => get<ComparisonAnswer>(`/views/bgp-routers/${uuid}/comparison`, signal),
  enabled: uuid !== undefined,
});

/** Fabric addresses of the compute nodes, into which a gateway makes its tunnels. */
export const computeAddressesQuery = queryOptions({
  queryKey: liveKey(['virtual-router'], 'compute-addresses'),
  queryFn: async ({ signal }) => (await get<TablePage<VirtualRouterRow>>('/views/tables/virtual-routers?limit=1000&system=true', signal)).rows.flatMap((row) => row.address ?? []),
});

/** What people set as route targets of the networks that floating IPs come from. */
export const publicTargetsQuery = queryOptions({
  queryKey: liveKey(['virtual-network', 'floating-ip-pool'], 'public-targets'),
  queryFn: async ({ signal }) => [...new Set((await get<TablePage<VirtualNetworkRow>>('/views/tables/virtual-networks?limit=1000', signal)).rows.filter((row) => row.pools.length > 0).flatMap((row) => [...row.routeTargets.both, ...row.routeTargets.export]))].sort(),
});

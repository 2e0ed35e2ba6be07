/** What the pool pages read. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { AddressMap } from '../../../../server/contract/views/pools.ts';
import type { FloatingIpPoolRow } from '../../../../server/contract/views/rows/floating-ip-rows.ts';
import type { KnownHostsAnswer } from '../../../../server/contract/views/summary.ts';
import type { TablePage } from '../../../../server/contract/views/table-query.ts';
import { get } from '../../data/client.ts';
import { objectQuery } from '../../data/config-objects.ts';
import { detailKey, liveKey } from '../../data/live-keys.ts';
import { tableOf } from '../../data/tables.ts';

/** From what a row of the list is joined. */
export const poolKinds = ['floating-ip-pool', 'floating-ip', 'virtual-network', 'network-ipam', 'project', 'kube/Namespace', 'kube/ConfigMap', 'view/conditions'];

export const poolsQuery = (query: URLSearchParams) => tableOf('floating-ip-pools', poolKinds, query);
export const poolQuery = (fqName: string) => objectQuery('floating-ip-pool', fqName);

/** The row of one pool, as the list shows it. */
export const poolRowQuery = (pool: { uuid: string }) => queryOptions({
  queryKey: detailKey(poolKinds, pool.uuid, 'row', 'floating-ip-pools'),
  queryFn: async ({ signal }): Promise<FloatingIpPoolRow | null> => {
    const page = await get<TablePage<FloatingIpPoolRow>>(`/views/tables/floating-ip-pools?${new URLSearchParams({ q: pool.uuid, limit: '10' })}`, signal);
    return page.rows.find((row) => row.id === pool.uuid) ?? null;
  },
});

/** Networks to choose from, found by what is typed. */
export const networkChoices = (typed: string) => ({
  ...tableOf('virtual-networks', ['virtual-network', 'network-ipam', 'floating-ip-pool'], new URLSearchParams({ ...(typed.trim() === '' ? {} : { q: typed.trim() }), limit: '100' })),
  placeholderData: keepPreviousData,
});

export const addressMapQuery = (network: string, subnet: string) => queryOptions({
  queryKey: detailKey(['virtual-network', 'network-ipam', 'instance-ip', 'floating-ip'], network, 'address-map', subnet),
  queryFn: ({ signal }) => get<AddressMap>(`/views/address-map/${network}/${subnet}`, signal),
});

/** Routers of the lab that are known, with what their VRFs import. */
export const knownHostsQuery = queryOptions({
  queryKey: liveKey(['bgp-router'], 'known-hosts'),
  queryFn: ({ signal }) => get<KnownHostsAnswer>('/views/known-hosts', signal),
});

/** What the floating-IP pages read. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { AddressMap } from '../../../../server/contract/views/pools.ts';
import type { FloatingIpRow } from '../../../../server/contract/views/rows/floating-ip-rows.ts';
import type { TablePage } from '../../../../server/contract/views/table-query.ts';
import type { Lineage } from '../../../../server/contract/views/vrfs.ts';
import { get } from '../../data/client.ts';
import { detailKey } from '../../data/live-keys.ts';
import { tableOf } from '../../data/tables.ts';

/** From what a row of the list is joined. */
export const addressKinds = ['floating-ip', 'floating-ip-pool', 'virtual-network', 'virtual-machine-interface', 'instance-ip', 'kube/Pod', 'project', 'view/conditions'];

export const addressesQuery = (query: URLSearchParams) => tableOf('floating-ips', addressKinds, query);

/** All pools, with whom they are shared. */
export const poolsQuery = tableOf('floating-ip-pools', ['floating-ip-pool', 'floating-ip', 'virtual-network', 'network-ipam', 'project', 'view/conditions'], new URLSearchParams({ limit: '1000' }));

/** One floating IP by its address or uuid; null when there is none. */
export const addressQuery = (address: string) => queryOptions({
  queryKey: detailKey(addressKinds, address, 'row', 'floating-ips'),
  queryFn: async ({ signal }): Promise<FloatingIpRow | null> => {
    const page = await get<TablePage<FloatingIpRow>>(`/views/tables/floating-ips?${new URLSearchParams({ q: address, limit: '1000' })}`, signal);
    return page.rows.find((row) => row.address === address || row.id === address) ?? null;
  },
});

/** From the pod to the VPN route, and where it is cut. */
export const lineageQuery = (uuid: string) => queryOptions({
  queryKey: detailKey(['floating-ip', 'virtual-network', 'virtual-machine-interface', 'bgp-router', 'floating-ip-pool', 'view/vrf', 'view/conditions', 'view/bgp', 'view/gateway'], uuid, 'lineage'),
  queryFn: ({ signal }) => get<Lineage>(`/views/floating-ips/${uuid}/lineage`, signal),
});

/** Ports to choose from, found by what is typed: pod, address, MAC. */
export const portChoices = (typed: string) => ({
  ...tableOf('ports', ['virtual-machine-interface', 'instance-ip', 'floating-ip', 'kube/Pod'], new URLSearchParams({ ...(typed.trim() === '' ? {} : { q: typed.trim() }), sort: 'pod', limit: '50' })),
  placeholderData: keepPreviousData,
});

export const addressMapQuery = (network: string, subnet: string) => queryOptions({
  queryKey: detailKey(['virtual-network', 'network-ipam', 'instance-ip', 'floating-ip'], network, 'address-map', subnet),
  queryFn: ({ signal }) => get<AddressMap>(`/views/address-map/${network}/${subnet}`, signal),
});

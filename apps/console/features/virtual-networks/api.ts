/** What the network pages read. */
import { queryOptions } from '@tanstack/react-query';
import type { VrfDetail } from '../../../../server/contract/views/vrfs.ts';
import type { AddressMap } from '../../../../server/contract/views/pools.ts';
import type { TablePage } from '../../../../server/contract/views/table-query.ts';
import type { RowByNoun } from '../../../../server/contract/views/tables.ts';
import type { VirtualNetworkRow } from '../../../../server/contract/views/rows/overlay-rows.ts';
import { get } from '../../data/client.ts';
import { detailKey, liveKey } from '../../data/live-keys.ts';
import { objectQuery } from '../../data/config-objects.ts';
import { tableOf } from '../../data/tables.ts';
import type { StoredNetwork } from './form-model.ts';

/** From what a row of the list is joined. */
export const networkKinds = ['virtual-network', 'network-ipam', 'network-policy', 'floating-ip-pool', 'virtual-machine-interface', 'project', 'routing-instance', 'kube/NetworkAttachmentDefinition', 'view/conditions', 'view/vrf'];

export const networksQuery = (query: URLSearchParams) => tableOf('virtual-networks', networkKinds, query);

/** The stored network, for its page and its form. */
export const networkQuery = (fqName: string) => {
  const query = objectQuery('virtual-network', fqName, ['floating-ip-pool']);
  return { ...query, select: (read: Awaited<ReturnType<NonNullable<typeof query.queryFn>>>) => read as unknown as { object: StoredNetwork; etag: string | undefined } };
};

/** The row of one network: state, conditions, origin and counts, as the list shows them. */
export const networkRowQuery = (network: { uuid: string }) => queryOptions({
  queryKey: detailKey(networkKinds, network.uuid, 'row', 'virtual-networks'),
  queryFn: async ({ signal }): Promise<VirtualNetworkRow | null> => {
    const query = new URLSearchParams({ q: network.uuid, system: 'true', limit: '1000' });
    const page = await get<TablePage<VirtualNetworkRow>>(`/views/tables/virtual-networks?${query}`, signal);
    return page.rows.find((row) => row.id === network.uuid) ?? null;
  },
});

/** A network's VRF goes by the network's own name. */
export const vrfOf = (fqName: readonly string[]): string => fqName.join(':');

export const vrfQuery = (fqName: readonly string[]) => queryOptions({
  queryKey: detailKey(['view/vrf', 'view/conditions', 'virtual-network', 'routing-instance', 'network-policy'], vrfOf(fqName), 'vrf'),
  queryFn: ({ signal }) => get<VrfDetail>(`/views/vrfs/${encodeURIComponent(vrfOf(fqName)).replaceAll('%3A', ':')}`, signal),
});

export const addressMapQuery = (network: string, subnet: string) => queryOptions({
  queryKey: detailKey(['virtual-network', 'network-ipam', 'instance-ip', 'floating-ip'], network, 'address-map', subnet),
  queryFn: ({ signal }) => get<AddressMap>(`/views/address-map/${network}/${subnet}`, signal),
});

const all = (more: Record<string, string>) => new URLSearchParams({ limit: '1000', ...more });

/** What the form offers to choose from. */
export const policyChoices = tableOf('network-policies', ['network-policy', 'virtual-network'], all({}));
export const ipamChoices = tableOf('ipams', ['network-ipam'], all({ filter: 'method:user-defined-subnet', system: 'true' }));

/** VRFs that export a route target (an import brings their routes), import it, or own it as their automatic one. */
export const vrfsWith = (column: 'export' | 'import' | 'routeTarget', target: string) => queryOptions({
  queryKey: liveKey(['routing-instance', 'virtual-network', 'network-policy'], 'vrfs-with', column, target),
  queryFn: ({ signal }) => get<TablePage<RowByNoun['vrfs']>>(`/views/tables/vrfs?${new URLSearchParams({ filter: `${column}:${target}`, system: 'true', limit: '20' })}`, signal),
});

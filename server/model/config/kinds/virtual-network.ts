/** Virtual networks. */

import { SET_ASIDE, type HeldAddress } from '../../oper/address-space.ts';
import { routeTargetPool } from '../../oper/number-pool.ts';
import type { VirtualNetworkProps, VnSubnets } from '../virtual-network.ts';
import { configKind, present } from './config-kind.ts';

export const virtualNetworkKind = configKind<'virtual-network', VirtualNetworkProps>('virtual-network')({
  parents: ['project'],
  refs: ['network-ipam', 'network-policy', 'route-table', 'virtual-network', 'tag'],
  collections: {
    route_target_list: { items: 'route_target' },
    import_route_target_list: { items: 'route_target' },
    export_route_target_list: { items: 'route_target' },
  },
  indexes: {
    'vxlan-id': ({ props }) => present(props.virtual_network_properties?.vxlan_network_identifier?.toString()),
    subnet: ({ refs }) =>
      (refs['network-ipam'] ?? []).flatMap((ref) =>
        ((ref.attr as unknown as VnSubnets | null)?.ipam_subnets ?? []).map((subnet) => subnet.subnet_uuid),
      ),
  },
  heldNumbers: ({ allocated }) => [
    ['network-id', allocated?.['network_id']],
    [routeTargetPool(allocated?.['route_target_width'] === 4), allocated?.['route_target']],
  ],
  heldAddresses: {
    from: ['allocated'],
    of: ({ allocated }) =>
      Object.entries(allocated ?? {}).flatMap(([what, space]): readonly HeldAddress[] =>
        what.startsWith(SET_ASIDE) ? [[space, what.slice(SET_ASIDE.length)]] : [],
      ),
  },
  indexedParts: ['props'],
  searchRank: 20,
  drawn: true,
});

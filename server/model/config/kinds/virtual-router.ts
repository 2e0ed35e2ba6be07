/** Compute nodes. */

import type { VirtualRouterProps } from '../virtual-router.ts';
import { configKind, present } from './config-kind.ts';

export const virtualRouterKind = configKind<'virtual-router', VirtualRouterProps>('virtual-router')({
  parents: ['global-system-config'],
  refs: ['virtual-machine', 'network-ipam', 'tag'],
  indexes: {
    address: ({ props }) => present(props.virtual_router_ip_address),
    'host-name': ({ fq_name }) => present(fq_name.at(-1)?.toLowerCase()),
  },
  indexedParts: ['props'],
  address: ({ props }) => props.virtual_router_ip_address,
  searchRank: 120,
  drawn: true,
});

/** Pools of floating IPs. */

import type { FloatingIpPoolProps } from '../floating-ip.ts';
import { configKind } from './config-kind.ts';

export const floatingIpPoolKind = configKind<'floating-ip-pool', FloatingIpPoolProps>('floating-ip-pool')({
  parents: ['virtual-network'],
  refs: ['tag'],
  collections: { floating_ip_pool_subnets: { items: 'subnet_uuid' } },
  searchRank: 40,
});

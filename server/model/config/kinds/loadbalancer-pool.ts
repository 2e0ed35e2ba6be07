/** Pools of members that answer for a listener. */

import type { LoadbalancerPoolProps } from '../loadbalancer.ts';
import { configKind } from './config-kind.ts';

export const loadbalancerPoolKind = configKind<'loadbalancer-pool', LoadbalancerPoolProps>('loadbalancer-pool')({
  parents: ['project'],
  refs: ['loadbalancer-listener', 'loadbalancer-healthmonitor', 'virtual-machine-interface', 'tag'],
  namedByPrograms: true,
  collections: { loadbalancer_pool_custom_attributes: { items: 'key_value_pair', key: 'key' } },
});

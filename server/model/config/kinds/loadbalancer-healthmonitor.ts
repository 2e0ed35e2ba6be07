/** How the members of a pool are checked. */

import type { LoadbalancerHealthmonitorProps } from '../loadbalancer.ts';
import { configKind } from './config-kind.ts';

export const loadbalancerHealthmonitorKind = configKind<'loadbalancer-healthmonitor', LoadbalancerHealthmonitorProps>(
  'loadbalancer-healthmonitor',
)({
  parents: ['project'],
  refs: ['tag'],
});

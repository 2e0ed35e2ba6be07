/** Load balancers of services. */

import type { LoadbalancerProps } from '../loadbalancer.ts';
import { configKind } from './config-kind.ts';

export const loadbalancerKind = configKind<'loadbalancer', LoadbalancerProps>('loadbalancer')({
  parents: ['project'],
  refs: ['virtual-machine-interface', 'tag'],
  namedByPrograms: true,
});

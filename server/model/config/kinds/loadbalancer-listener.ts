/** Protocols and ports on which a load balancer listens. */

import type { LoadbalancerListenerProps } from '../loadbalancer.ts';
import { configKind } from './config-kind.ts';

export const loadbalancerListenerKind = configKind<'loadbalancer-listener', LoadbalancerListenerProps>(
  'loadbalancer-listener',
)({
  parents: ['project'],
  refs: ['loadbalancer', 'tag'],
  namedByPrograms: true,
});

/** Members of a pool. */

import type { LoadbalancerMemberProps } from '../loadbalancer.ts';
import { configKind } from './config-kind.ts';

export const loadbalancerMemberKind = configKind<'loadbalancer-member', LoadbalancerMemberProps>('loadbalancer-member')(
  {
    parents: ['loadbalancer-pool'],
    refs: ['tag'],
    namedByPrograms: true,
  },
);

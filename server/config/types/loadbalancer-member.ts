/** Members of load balancer pools: a project's quota counts those of all its pools. */

import { kindOf } from '../../model/config/types.ts';
import { byParent } from '../../store/indexes.ts';
import { childrenOf, findObject } from '../records.ts';
import type { ResourceRules } from '../rules.ts';

export const loadbalancerMember: ResourceRules<'loadbalancer-member'> = {
  ...kindOf('loadbalancer-member'),
  quota(read, { parent_uuid: pool = '' }) {
    const project = findObject(read, 'loadbalancer-pool', pool)?.parent_uuid;
    if (project === undefined) return [];
    const count = (): number =>
      childrenOf(read, project, 'loadbalancer-pool').reduce(
        (sum, { uuid }) => sum + read.countIn(byParent('loadbalancer-member'), uuid),
        0,
      );
    return [{ project, count }];
  },
};

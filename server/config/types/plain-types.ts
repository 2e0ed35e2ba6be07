/** Types that have no rules besides their declaration. */

import { kindOf } from '../../model/config/types.ts';
import type { ResourceRules } from '../rules.ts';

export const domain: ResourceRules<'domain'> = kindOf('domain');
export const policyManagement: ResourceRules<'policy-management'> = kindOf('policy-management');
export const loadbalancer: ResourceRules<'loadbalancer'> = kindOf('loadbalancer');
export const loadbalancerListener: ResourceRules<'loadbalancer-listener'> = kindOf('loadbalancer-listener');
export const loadbalancerPool: ResourceRules<'loadbalancer-pool'> = kindOf('loadbalancer-pool');
export const loadbalancerHealthmonitor: ResourceRules<'loadbalancer-healthmonitor'> =
  kindOf('loadbalancer-healthmonitor');

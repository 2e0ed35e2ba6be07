/** Access-control lists are derived from policies and security groups. */

import { kindOf } from '../../model/config/types.ts';
import type { ResourceRules } from '../rules.ts';
import { madeBySystem } from './made-by-system.ts';

export const accessControlList: ResourceRules<'access-control-list'> = {
  ...kindOf('access-control-list'),
  ...madeBySystem('the network-policy or security-group'),
};

/** Routing instances are derived from their networks. */

import { kindOf } from '../../model/config/types.ts';
import type { ResourceRules } from '../rules.ts';
import { madeBySystem } from './made-by-system.ts';

export const routingInstance: ResourceRules<'routing-instance'> = {
  ...kindOf('routing-instance'),
  ...madeBySystem('the route targets and policies of its virtual-network'),
};

/** Body of a route table. The rules of its routes are in `engine/validation/table-route.ts`. */

import { z } from 'zod';
import { oneOf, text } from './fields.ts';

const route = z.looseObject({
  prefix: text('Prefix'),
  next_hop: text('Next hop').optional(),
  next_hop_type: oneOf('Type of next hop', ['service-instance', 'ip-address']).optional(),
  community_attributes: z.looseObject({ community_attribute: z.array(text('Community')).optional() }).optional(),
});

export const routeTable = z.looseObject({ routes: z.looseObject({ route: z.array(route) }).optional() });

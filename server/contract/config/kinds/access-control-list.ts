import { z } from 'zod';
import { configShape } from './config-shape.ts';

export const accessControlListShape = configShape('access-control-list', {
  properties: z.looseObject({}),
  original: { access_control_list_entries: 'AclEntriesType', access_control_list_hash: 'integer' },
});

import { z } from 'zod';
import { configShape } from './config-shape.ts';

export const tagTypeShape = configShape('tag-type', {
  properties: z.looseObject({}),
  original: { tag_type_id: 'string' },
});

import { z } from 'zod';
import { text } from '../fields.ts';
import { configShape } from './config-shape.ts';

export const tagShape = configShape('tag', {
  properties: z.looseObject({ tag_type_name: text('Tag type').optional(), tag_value: text('Tag value').optional() }),
  original: { tag_id: 'string', tag_predefined: 'boolean', tag_type_name: 'string', tag_value: 'string' },
});

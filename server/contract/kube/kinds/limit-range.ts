import { objectSchema } from '../metadata.ts';
import { choice, field, listOf, mapOf, QUANTITY, required, structure } from '../schema.ts';

const ITEM = structure(
  'LimitRangeItem',
  {
    type: required(1, choice('Container', 'PersistentVolumeClaim', 'Pod'), 'What is limited.'),
    max: field(2, mapOf(QUANTITY), 'The greatest limit, and request, of each resource.'),
    min: field(3, mapOf(QUANTITY), 'The least request, and limit, of each resource.'),
    default: field(4, mapOf(QUANTITY), 'Limits of containers that give none; the maximum unless given.'),
    defaultRequest: field(5, mapOf(QUANTITY), 'Requests of containers that give none.'),
    maxLimitRequestRatio: field(6, mapOf(QUANTITY), 'How many times its request a limit may be.'),
  },
  'A range for one type of object.',
);

export const LIMIT_RANGE = objectSchema('LimitRange', 'What containers and pods of a namespace may ask for.', {
  spec: field(
    2,
    structure('LimitRangeSpec', { limits: required(1, listOf(ITEM), 'The ranges.') }, 'The ranges.'),
    'The ranges.',
  ),
});

/** How a view refuses a parameter that it does not take. */

import { expect, test } from 'vitest';
import { z } from 'zod';
import { parse } from './query.ts';

test.each([
  [z.strictObject({}), 'none'],
  [z.strictObject({ minRevision: z.string().optional() }), 'minRevision'],
  [z.strictObject({ sort: z.string().optional(), limit: z.string().optional() }), 'sort, limit'],
])('it is told with what the view takes', (takes, told) => {
  expect(() => parse(takes, { colour: 'red' })).toThrow(
    `The parameter colour: is not known here. This view takes ${told}.`,
  );
});

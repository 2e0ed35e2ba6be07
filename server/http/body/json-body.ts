/** Puts the JSON body of an Express request where handlers look for it. */

import type { Request } from 'express';
import type { Budget } from '../../engine/budget/budget.ts';
import { Problem } from '../../model/problem.ts';
import { isJsonType, mediaTypeOf } from './media-type.ts';
import { parseJson } from './parse-body.ts';
import { receive } from './receive.ts';

/**
 * Sets `request.body`; leaves it undefined when there is none. Any JSON value is accepted; the handler validates it.
 */
export async function readJsonBody(request: Request, budget: Budget): Promise<void> {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const type = mediaTypeOf(request.get('content-type'));
  const bytes = await receive(request, budget);
  if (bytes.length === 0) return;
  if (type !== '' && !isJsonType(type))
    throw new Problem({
      status: 415,
      reason: 'UnsupportedMediaType',
      detail: `Bodies of type ${type} are not read here: send application/json`,
    });
  request.body = await parseJson(bytes, budget);
}

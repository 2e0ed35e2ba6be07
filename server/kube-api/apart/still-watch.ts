/** A watch of a collection that never changes: its objects, if they are asked for, and then nothing until it ends. */

import type { Request, Response } from 'express';
import { boundsOf } from '../../http/bounds.ts';
import { wholeNumber } from '../list.ts';
import { tooMany } from '../status.ts';

/** Seconds, unless the client asks for fewer. */
const LONGEST = 3600;

/** Counts as a stream of its client. 429 if that has too many. */
export function serveStillWatch(
  request: Request,
  response: Response,
  query: URLSearchParams,
  objects: readonly object[],
): void {
  const seconds = Math.min(wholeNumber(query.get('timeoutSeconds')) ?? LONGEST, LONGEST);
  if (boundsOf(response).becomesStream(request, response) === undefined)
    throw tooMany(response, 'Too many watches are open. Close some, or try again in 5 seconds.', 5);
  response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache, private' });
  if (request.method === 'HEAD') return void response.end();
  response.flushHeaders();
  const known = query.get('resourceVersion') ?? '';
  if (known === '' || known === '0')
    for (const object of objects) response.write(`${JSON.stringify({ type: 'ADDED', object })}\n`);
  const ending = setTimeout(() => response.end(), seconds * 1000);
  ending.unref();
  response.on('close', () => clearTimeout(ending));
}

/**
 * Authentication: `authenticate` gives every request an `Origin`. Today everybody who reaches the listener is
 * `operator`; login, roles and TLS belong here.
 */

import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import type { Origin } from '../store/store.ts';

/** The authenticated user. */
export interface Actor {
  readonly name: string;
}

/** Determines the user of a request. */
function authenticate(_request: Request): Actor {
  return { name: 'operator' };
}

/** The header by which the console marks its own requests, so that the journal can tell a form from a script. */
const CLIENT_HEADER = 'x-overlay-client';

/**
 * Whether a request comes from the console's page: its header counts only together with one that the browser sets
 * itself and no page can forge: `Sec-Fetch-Site: same-origin`, or, where the browser does not send that (an address
 * that is not loopback, without TLS), an `Origin` that is the Host (decision 0053).
 */
export function fromConsole(request: Request): boolean {
  if (request.get(CLIENT_HEADER) !== 'console') return false;
  const site = request.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = request.get('origin');
  return (
    origin !== undefined &&
    origin.replace(/^https?:\/\//, '').toLowerCase() === (request.get('host') ?? '').toLowerCase()
  );
}

/** Sets `response.locals.origin`; `door` is the interface that the request used. */
export function identify(door: 'config' | 'kube' | 'views') {
  return (request: Request, response: Response, next: NextFunction): void => {
    const actor = authenticate(request);
    const requestId = request.get('x-request-id')?.slice(0, 64) ?? randomUUID();
    const origin: Origin = { actor: actor.name, source: fromConsole(request) ? 'ui' : door, requestId };
    response.locals.origin = origin;
    response.setHeader('X-Request-Id', requestId);
    next();
  };
}

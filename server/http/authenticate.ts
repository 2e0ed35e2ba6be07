/**
 * The access seam: every request passes `authenticate` and leaves with an `Origin`. Today everybody who reaches the
 * listener is `operator`; login, roles and TLS attach here.
 */

import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import type { Origin } from '../store/store.ts';

/** Who asks. */
export interface Actor {
  readonly name: string;
}

/** Decides who asks. */
function authenticate(_request: Request): Actor {
  return { name: 'operator' };
}

/** The header by which the console marks its own requests, so that the journal can tell a form from a script. */
const CLIENT_HEADER = 'x-overlay-client';

/**
 * Whether a request comes from the console's page: its mark counts only with what the browser itself says, and no page
 * or form can set: `Sec-Fetch-Site: same-origin`, or, where the browser does not send that (an address that is not
 * loopback, without TLS), an `Origin` that is the Host (decision 0053).
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

/** Puts the request's origin into `response.locals.origin`; `door` is the interface it came through. */
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

/**
 * Error responses in the format of the client: `application/problem+json` (RFC 9457), one plain sentence, or
 * Kubernetes' `Status`.
 */

import type { IncomingMessage } from 'node:http';
import type { Request, Response } from 'express';
import { Problem } from '../model/problem.ts';
import { kubeFailure, statusAnswer } from './kube-status.ts';

const TITLES: { readonly [status: number]: string } = {
  400: 'Bad request',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  410: 'Gone',
  412: 'Changed since',
  408: 'Timed out',
  413: 'Too large',
  415: 'Unsupported media type',
  421: 'Misdirected request',
  422: 'Invalid',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Unavailable',
  504: 'Timed out',
};

/** The refusal of a method where others are possible (RFC 9110 §15.5.6). */
export function methodNotAllowed(allow: readonly string[], detail: string): Problem {
  return new Problem({ status: 405, reason: 'MethodNotAllowed', allow, detail });
}

/** The methods of what is only read. */
export const ONLY_READ = ['GET', 'HEAD'];

/** The members of a problem document. */
export function problemBody(problem: Problem): { readonly [member: string]: unknown } {
  return {
    type: 'about:blank',
    title: TITLES[problem.status] ?? problem.reason,
    status: problem.status,
    reason: problem.reason,
    detail: problem.detail,
    ...(problem.fields === undefined ? {} : { errors: problem.fields }),
    ...(problem.blocking === undefined ? {} : { blocking: problem.blocking }),
  };
}

/** Whether the client asked for problem documents; those of views always do. */
export function wantsProblemJson(request: Request): boolean {
  return (
    /^\/views(\/|\?|$)/.test(request.originalUrl) || (request.get('accept') ?? '').includes('application/problem+json')
  );
}

const atKubePort = new WeakSet<IncomingMessage>();

/** Notes that a request came to the port at whose root the Kubernetes API is. */
export function cameToKubePort(request: IncomingMessage): void {
  atKubePort.add(request);
}

/**
 * Whether the request is for the Kubernetes API: at its own port, or by its path (`kubectl --raw` also looks for it
 * without the prefix). Its clients read `Status` objects only.
 */
export function isBelowKube(request: IncomingMessage & { readonly originalUrl?: string }): boolean {
  return atKubePort.has(request) || isKubeAddress(request.originalUrl ?? request.url ?? '');
}

/** Whether it is the path of the Kubernetes API on a port that it shares. */
export function isKubeAddress(url: string): boolean {
  return /^\/(kube|api|apis)(\/|\?|$)/.test(url);
}

/**
 * Answers with a problem, below /kube as a `Status`. If the answer has already begun, the connection is closed, so
 * that the client does not take it for complete.
 */
export function sendProblem(request: Request, response: Response, problem: Problem): void {
  if (response.writableEnded) return;
  if (response.headersSent) return void response.destroy();
  response.status(problem.status);
  if (problem.allow !== undefined) response.setHeader('Allow', problem.allow.join(', '));
  if (isBelowKube(request)) {
    const status = kubeFailure(problem.status, problem.reason, problem.detail);
    const { type, body } = statusAnswer(request.get('accept'), status);
    response.type(type).end(body);
  } else if (wantsProblemJson(request)) {
    response.type('application/problem+json').end(JSON.stringify(problemBody(problem)));
  } else {
    response.type('text/plain').end(problem.detail);
  }
}

/** Converts what was thrown: a known error of body parsing, or an internal error with a reference to the log. */
export function toProblem(error: unknown, requestId: string): Problem {
  if (error instanceof Problem) return error;
  const status = (error as { status?: unknown }).status;
  const message = error instanceof Error ? error.message : String(error);
  if (status === 413)
    return new Problem({ status: 413, reason: 'RequestEntityTooLarge', detail: `The body is too large: ${message}.` });
  if (status === 404) return new Problem({ status: 404, reason: 'NotFound', detail: 'There is no such file here.' });
  if (error instanceof URIError)
    return new Problem({ status: 400, reason: 'BadRequest', detail: `The path cannot be read: ${message}.` });
  if (status === 400)
    return new Problem({ status: 400, reason: 'BadRequest', detail: `The body cannot be read: ${message}.` });
  if (typeof status === 'number' && status > 400 && status < 500)
    return new Problem({ status, reason: 'BadRequest', detail: `The request cannot be answered: ${message}.` });
  return new Problem({
    status: 500,
    reason: 'InternalError',
    detail: `Something went wrong in the server; its log has the details under request ${requestId}.`,
  });
}

/**
 * Refuses requests before they are processed: a Host header that does not name this server (DNS rebinding), two Host
 * headers (a proxy may have used the other one), writes and upgrades from pages of another site, and bodies of a type
 * that any page could send without asking first (anything but JSON, YAML and what kubectl sends). Below /kube a body
 * without a type is JSON, as with the API server; a page that sends one also sends its Origin.
 */

import { hostname, networkInterfaces } from 'node:os';
import type { NextFunction, Request, Response } from 'express';
import { Problem } from '../model/problem.ts';
import { isBelowKube, sendProblem } from './problem.ts';
import { isUpgrade } from './upgrade.ts';

const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const BODY_TYPES =
  /^(application\/(([\w.-]+\+)?(json|yaml)|x-yaml|vnd\.kubernetes\.protobuf)|text\/(yaml|x-yaml))\s*(;|$)/i;

/** The name in a Host header or an Origin's authority, without port and brackets, lower case. */
function nameOf(authority: string): string {
  return authority
    .toLowerCase()
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '');
}

/** Names by which requests may address a server that listens on `host`. */
export function knownHosts(host: string, further: readonly string[]): ReadonlySet<string> {
  const names = new Set(['localhost', '127.0.0.1', '::1', nameOf(host), ...further]);
  if (host === '0.0.0.0' || host === '::') {
    names.add(hostname().toLowerCase());
    for (const addresses of Object.values(networkInterfaces()))
      for (const { address } of addresses ?? []) names.add(address.toLowerCase());
  }
  return names;
}

/** Middleware that refuses requests no honest client sends. */
export function guard(names: ReadonlySet<string>) {
  return (request: Request, response: Response, next: NextFunction): void => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    if ((request.headersDistinct['host']?.length ?? 0) > 1) {
      return sendProblem(
        request,
        response,
        new Problem({
          status: 400,
          reason: 'BadRequest',
          detail: 'The request has more than one Host header. Send one, that names this server.',
        }),
      );
    }
    if (!request.get('host')) {
      return sendProblem(
        request,
        response,
        new Problem({
          status: 400,
          reason: 'BadRequest',
          detail: 'The request names no host. Send a Host header that names this server.',
        }),
      );
    }
    // A host in the request target overrides the header (RFC 9112, 3.2.2): neither may name another server.
    const asked = [
      request.get('host')!,
      ...(/^[a-z][a-z\d+.-]*:\/\/([^/?#]*)/i.exec(request.originalUrl)?.slice(1) ?? []),
    ].map(nameOf);
    const host = asked.find((name) => !names.has(name));
    if (host !== undefined) {
      return sendProblem(
        request,
        response,
        new Problem({
          status: 421,
          reason: 'MisdirectedRequest',
          detail: `This server is not known as "${host}". Use localhost, or start it with --allowed-hosts ${host}.`,
        }),
      );
    }
    // Any page may open a WebSocket to any address: it is guarded as a write.
    if (WRITES.has(request.method) || isUpgrade(request)) {
      const origin = request.get('origin');
      if (
        origin !== undefined &&
        origin.replace(/^https?:\/\//, '').toLowerCase() !== (request.get('host') ?? '').toLowerCase()
      ) {
        return sendProblem(
          request,
          response,
          new Problem({
            status: 403,
            reason: 'Forbidden',
            detail: `A page of ${origin} may not write here. Open the console at its own address.`,
          }),
        );
      }
      if (request.get('sec-fetch-site') === 'cross-site') {
        return sendProblem(
          request,
          response,
          new Problem({
            status: 403,
            reason: 'Forbidden',
            detail: 'A page of another site may not write here. Open the console at its own address.',
          }),
        );
      }
      const type = request.get('content-type');
      const hasBody = request.get('transfer-encoding') !== undefined || Number(request.get('content-length') ?? 0) > 0;
      if (hasBody && (type === undefined ? !isBelowKube(request) : !BODY_TYPES.test(type))) {
        return sendProblem(
          request,
          response,
          new Problem({
            status: 415,
            reason: 'UnsupportedMediaType',
            detail:
              `The body is ${type ?? 'of no declared type'}; send application/json or application/yaml in ` +
              'Content-Type.',
          }),
        );
      }
    }
    next();
  };
}

/** The documents of the API besides resources: version, discovery, OpenAPI, health. */

import type { Request, Response } from 'express';
import { aggregatedDocument, aggregatedVersion, apiVersions, groupInfo, groupList, resourceList } from './discovery.ts';
import { OPENAPI_V2_TYPE, openApiDocument, openApiIndex, openApiV2 } from './openapi.ts';
import { send, sendDocument } from './reply.ts';
import { SERVER_VERSION } from './version.ts';

const HEALTH = ['/healthz', '/livez', '/readyz'];

/** Responds if the path is one of these documents. */
export async function serveDocuments(request: Request, response: Response): Promise<boolean> {
  let { path } = request;
  // A loop, because the cost of /\/+$/ is quadratic in the length of a run of slashes.
  let end = path.length;
  while (end > 1 && path[end - 1] === '/') end--;
  path = path.slice(0, end);
  if (HEALTH.includes(path)) {
    response.type('text/plain').end('ok');
    return true;
  }
  if (path === '/version') return told(request, response, SERVER_VERSION);
  if (path === '/')
    return told(request, response, {
      paths: [
        '/api',
        '/api/v1',
        '/apis',
        '/apis/apps/v1',
        '/apis/k8s.cni.cncf.io/v1',
        ...HEALTH,
        '/openapi/v2',
        '/openapi/v3',
        '/version',
      ],
    });
  if (path === '/openapi/v2') {
    response.setHeader('Content-Type', OPENAPI_V2_TYPE);
    response.end(openApiV2());
    return true;
  }
  if (path === '/openapi/v3') return told(request, response, openApiIndex(request.baseUrl));
  if (path.startsWith('/openapi/v3/')) {
    const document = openApiDocument(path.slice('/openapi/v3/'.length));
    if (document === undefined) return false;
    response.setHeader('ETag', `"${document.hash}"`);
    await send(request, response, 200, document.text, 'application/json');
    return true;
  }
  if (path === '/api' || path === '/apis') {
    const root = path === '/api' ? 'api' : 'apis';
    const form = aggregatedVersion(request.get('accept'));
    response.setHeader('Vary', 'Accept');
    if (form === undefined)
      return told(request, response, root === 'api' ? apiVersions(request.get('host') ?? '') : groupList());
    await send(
      request,
      response,
      200,
      JSON.stringify(aggregatedDocument(root, form)),
      `application/json;g=apidiscovery.k8s.io;v=${form};as=APIGroupDiscoveryList`,
    );
    return true;
  }
  const found = /^\/api\/([^/]+)$/.exec(path) ?? /^\/apis\/([^/]+)\/([^/]+)$/.exec(path);
  const document =
    found !== null
      ? path.startsWith('/apis/')
        ? resourceList(found[1]!, found[2]!)
        : resourceList('', found[1]!)
      : path.startsWith('/apis/')
        ? groupInfo(path.slice('/apis/'.length))
        : undefined;
  return document === undefined ? false : told(request, response, document);
}

async function told(request: Request, response: Response, document: object): Promise<true> {
  await sendDocument(request, response, 200, document);
  return true;
}

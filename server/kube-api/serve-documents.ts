/** The documents of the API besides resources: version, discovery, OpenAPI, health. */

import type { Request, Response } from 'express';
import { boundsOf } from '../http/bounds.ts';
import { by } from '../model/order.ts';
import type { Store } from '../store/store.ts';
import {
  aggregatedDocument,
  aggregatedVersion,
  apiVersions,
  groupInfo,
  groupList,
  GROUPS,
  resourceList,
} from './discovery.ts';
import { HEALTH_PATHS, serveHealth, type HealthFacts } from './health.ts';
import type { KubeMetrics } from './metrics.ts';
import { OPENAPI_V2_TYPE, openApiDocument, openApiIndex, openApiV2 } from './openapi.ts';
import { send, sendDocument } from './reply.ts';
import { SERVER_VERSION } from './version.ts';

export interface DocumentFacts extends HealthFacts {
  readonly store: Store;
  readonly metrics: KubeMetrics;
}

/** What there is, for `kubectl get --raw /`. */
const PATHS: readonly string[] = [
  '/api',
  '/api/v1',
  '/apis',
  ...GROUPS.flatMap(({ group, version }) => [`/apis/${group}`, `/apis/${group}/${version}`]),
  ...HEALTH_PATHS,
  '/metrics',
  '/openapi/v2',
  '/openapi/v3',
  '/version',
].toSorted(by((path) => path));

/** Responds if the path is one of these documents. */
export async function serveDocuments(request: Request, response: Response, facts: DocumentFacts): Promise<boolean> {
  let { path } = request;
  // A loop, because the cost of /\/+$/ is quadratic in the length of a run of slashes.
  let end = path.length;
  while (end > 1 && path[end - 1] === '/') end--;
  path = path.slice(0, end);
  const query = new URLSearchParams(request.url.split('?', 2)[1] ?? '');
  if (await serveHealth(response, path, query, facts)) return true;
  if (path === '/metrics') {
    const { type, text } = await facts.metrics.text(facts.store, boundsOf(response));
    await send(request, response, 200, text, type);
    return true;
  }
  if (path === '/version') return sendIndented(request, response, SERVER_VERSION);
  if (path === '/') return sendIndented(request, response, { paths: PATHS });
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

/** As the API server writes what people read. */
async function sendIndented(request: Request, response: Response, document: object): Promise<true> {
  await send(request, response, 200, JSON.stringify(document, undefined, 2), 'application/json');
  return true;
}

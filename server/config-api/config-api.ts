/**
 * The config API over HTTP: Contrail's wire format below the prefix where the router is mounted (`/config`, or the root
 * of a port of its own). A response is sent once the state that it shows is durable.
 */

import { createHash } from 'node:crypto';
import { Router, type NextFunction, type Request, type Response } from 'express';
import { notFound, noObject } from '../config/problems.ts';
import type { Mint } from '../config/write-context.ts';
import { typeOfCollection } from '../contract/config/wire-names.ts';
import { BATCH_BUDGET, CONFIG_BUDGET } from '../engine/budget/budget.ts';
import { readJsonBody } from '../http/body/json-body.ts';
import { boundsOf, clientOf } from '../http/bounds.ts';
import { problemBody, sendProblem, toProblem, wantsProblemJson } from '../http/problem.ts';
import { sendBody, type Pieces } from '../http/send.ts';
import { LongTask } from '../http/turn-budget.ts';
import { isConfigType, type ConfigType } from '../model/config/types.ts';
import type { DerivedConfigObjects } from '../model/oper/derived-config.ts';
import { Problem } from '../model/problem.ts';
import type { Origin, Store } from '../store/store.ts';
import { countFor } from './address-actions.ts';
import { BatchProblem, performBatch, readBatch, type KubeBatch } from './batch.ts';
import { ConfigObjects } from './config-objects.ts';
import { discoveryDocument } from './discovery.ts';
import { readListQuery } from './list-query.ts';
import { list, type Listing } from './list.ts';
import { bulkList, collectionItems, idToName, nameToId } from './read-actions.ts';
import { readAhead } from './read-ahead.ts';
import { openingText, relativesOf, render, renderedPieces } from './render.ts';
import { transactBesideDerived } from './transact-beside-derived.ts';
import { objectBody, uuidOf, type WriteAnswer, type WriteScope } from './write-scope.ts';
import { performWrite } from './write.ts';

export interface ConfigApiOptions {
  readonly store: Store;
  readonly derived: DerivedConfigObjects;
  readonly mint: Mint;
  /** Runs Kubernetes requests of a batch. */
  readonly kubeBatch?: KubeBatch;
  /** Called with internal errors; the client gets a 500. */
  readonly onFault?: (error: unknown, requestId: string) => void;
}

/** Warning headers per response at most. */
const MOST_WARNINGS = 20;
/** Up to this many children and back references, an object is rendered without yielding. */
const AT_ONCE = 500;
/** Read actions that are called with POST. */
const READING_PATHS: ReadonlySet<string> = new Set(['/fqname-to-id', '/id-to-fqname', '/list-bulk-collection']);
/** Read actions whose response is always computed. */
const COUNTING_PATH = /^\/virtual-network\/[^/]+\/subnet-ip-count$/;
/** Entity tag of a whole representation, including children and back references; for If-None-Match. */
const REPRESENTATION = 'X-Representation';

/** Whether a request only reads although it has a body. `path`: relative to the API's root. */
export function asksWithPost(method: string, path: string): boolean {
  return method === 'POST' && (READING_PATHS.has(path) || COUNTING_PATH.test(path));
}

/** Mount it at the API's path, after the middleware that sets `response.locals.origin` and before any body parser. */
export function createConfigApi(options: ConfigApiOptions): Router {
  const { store, derived, mint } = options;
  const objects = new ConfigObjects(store, derived);
  const router = Router();
  router.use(async (request, _response, next) => {
    await readJsonBody(request, request.path === '/batch' ? BATCH_BUDGET : CONFIG_BUDGET);
    next();
  });

  // Reads, and all requests while derived state lags far behind, wait until derived state is computed from the head.
  router.use(async (request, _response, next) => {
    if (
      request.method === 'GET' || request.method === 'HEAD' || READING_PATHS.has(request.path)
        ? !derived.current
        : derived.behind
    )
      await derived.settled();
    next();
  });

  const originOf = (request: Request): string => `${request.protocol}://${request.get('host') ?? 'localhost'}`;
  const baseOf = (request: Request): string => originOf(request) + request.baseUrl;
  /** For work of several turns: continues once derived state is computed from the head. */
  const longTask = (): LongTask => new LongTask(() => (derived.current ? undefined : derived.settled()));
  const queryOf = (request: Request): URLSearchParams => new URLSearchParams(request.url.split('?', 2)[1] ?? '');

  router.get('/', (request, response) => {
    return send(request, response, 200, JSON.stringify(discoveryDocument(originOf(request), request.baseUrl)));
  });
  router.get('/prop-collection-get', (request, response) =>
    answer(request, response, collectionItems(objects, queryOf(request))),
  );
  router.post('/fqname-to-id', (request, response) =>
    answer(request, response, nameToId(objects, objectBody(request.body))),
  );
  router.post('/id-to-fqname', (request, response) =>
    answer(request, response, idToName(objects, objectBody(request.body))),
  );
  router.post('/list-bulk-collection', (request, response) =>
    answerList(request, response, bulkList(objects, objectBody(request.body), baseOf(request), longTask())),
  );
  router.post('/virtual-network/:uuid/subnet-ip-count', (request, response) =>
    answer(request, response, countFor(store, uuidOf(request.params.uuid), objectBody(request.body))),
  );
  router.post('/batch', async (request, response) => {
    const items = readBatch(request.body);
    await readAhead(items);
    const answers = await write(
      request,
      response,
      (scope) => performBatch(scope, items, options.kubeBatch),
      (done) =>
        done.map((each) => ({
          status: each.status,
          ...(each.body === undefined ? {} : { body: each.body }),
          ...etagOf(each),
        })),
    );
    return send(request, response, 200, JSON.stringify(answers));
  });
  router.get('/:collection', (request, response, next) => {
    const type = typeOfCollection(request.params.collection);
    if (type === undefined) return next();
    const query = queryOf(request);
    return answerList(
      request,
      response,
      list(
        type,
        readListQuery((parameter) => query.get(parameter) ?? undefined),
        objects,
        baseOf(request),
        longTask(),
      ),
    );
  });
  router.get('/:type/:uuid', (request, response, next) => {
    if (!isConfigType(request.params.type)) return next();
    return read(request, response, request.params.type, uuidOf(request.params.uuid));
  });
  router.use(async (request: Request, response: Response) => {
    if (request.method === 'GET' || request.method === 'HEAD')
      throw notFound(`Resource type '${request.path.split('/')[1] ?? ''}' not found`);
    const item = {
      method: request.method,
      path: request.path,
      body: request.body as unknown,
      ifMatch: request.get('if-match'),
    };
    await readAhead([item]);
    const { status, body, etag } = await write(
      request,
      response,
      (scope) => performWrite(scope, item),
      (done): WriteAnswer & { readonly etag?: string } => ({ ...done, ...etagOf(done) }),
    );
    if (etag !== undefined) response.setHeader('ETag', etag);
    return send(request, response, status, body === undefined ? '' : JSON.stringify(body));
  });
  router.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    const requestId = (response.locals['origin'] as Origin | undefined)?.requestId ?? '';
    const problem = toProblem(error, requestId);
    if (problem.status === 500 && problem.reason === 'InternalError') options.onFault?.(error, requestId);
    if (response.headersSent) return void response.destroy();
    if (problem instanceof BatchProblem && wantsProblemJson(request)) {
      return send(
        request,
        response,
        problem.status,
        JSON.stringify({ ...problemBody(problem), item: problem.item }),
        'application/problem+json',
      );
    }
    return sendProblem(request, response, problem);
  });
  return router;

  async function read(request: Request, response: Response, type: ConfigType, uuid: string): Promise<void> {
    const found = objects.find(type, uuid);
    const revision = store.revision;
    if (found === undefined) {
      await store.durable(revision);
      throw noObject(type, uuid);
    }
    const query = queryOf(request);
    const fields = query.get('fields');
    const rendering = {
      objects,
      base: baseOf(request),
      hrefs: !query.has('exclude_hrefs'),
      children: !query.has('exclude_children'),
      backRefs: !query.has('exclude_back_refs'),
      ...(fields === null || fields === '' ? {} : { fields: new Set(fields.split(',')) }),
    };
    const relatives = relativesOf(found.record, rendering);
    const length = relatives.reduce((sum, { found: some }) => sum + some.length, 0);
    if (length > AT_ONCE) holdList(request, response, length);
    // A long response is rendered twice: for its tag, and while it is sent.
    const opening = length > AT_ONCE ? openingText(found.record, rendering) : '';
    const body =
      length > AT_ONCE
        ? () => renderedPieces(opening, relatives, rendering, longTask())
        : constant(JSON.stringify({ [type]: render(found.record, rendering) }));
    const hash = createHash('sha1');
    for await (const piece of piecesOf(body())) hash.update(piece);
    const representation = `"${found.tag}-${hash.digest('base64url')}"`;
    await store.durable(revision);
    response.setHeader('ETag', `"${found.tag}"`);
    response.setHeader(REPRESENTATION, representation);
    response.setHeader('X-Revision', String(revision));
    if (
      request
        .get('if-none-match')
        ?.split(',')
        .some((tag) => tag.trim() === representation)
    )
      return void response.status(304).end();
    return send(request, response, 200, body());
  }

  /** A read of the head is answered once the head is durable. */
  async function answer(request: Request, response: Response, document: object): Promise<void> {
    const revision = store.revision;
    const text = JSON.stringify(document);
    await store.durable(revision);
    response.setHeader('X-Revision', String(revision));
    return send(request, response, 200, text);
  }

  /** A list is rendered while it is sent; each piece is sent once the state that it shows is durable. */
  async function answerList(request: Request, response: Response, listed: Promise<Listing>): Promise<void> {
    const revision = store.revision;
    const { length, pieces } = await listed;
    holdList(request, response, length);
    response.setHeader('X-Revision', String(revision));
    return send(request, response, 200, durably(pieces));
  }

  async function* durably(pieces: Listing['pieces']): AsyncGenerator<string> {
    for await (const piece of pieces) {
      await store.durable(store.revision);
      yield piece;
    }
  }

  /** `then` reads the state right after the commit, before any other change. */
  async function write<T, A>(
    request: Request,
    response: Response,
    perform: (scope: WriteScope) => T,
    then: (done: T) => A,
  ): Promise<A> {
    const origin = response.locals['origin'] as Origin | undefined;
    if (origin === undefined) throw new Error('BUG: a request reached the config API without an origin');
    const base = baseOf(request);
    let warnings: string[] = [];
    const committed = await transactBesideDerived(
      store,
      derived,
      origin,
      (transaction, objects) => {
        warnings = [];
        return perform({
          context: { transaction, mint, warn: (sentence) => void warnings.push(sentence) },
          objects,
          base,
        });
      },
      then,
    );
    if (warnings.length > 0)
      response.setHeader('Warning', [...new Set(warnings)].slice(0, MOST_WARNINGS).map(warningHeader));
    await store.durable(committed.revision);
    response.setHeader('X-Revision', String(committed.revision));
    return committed.result;
  }

  function etagOf({ object }: WriteAnswer): { readonly etag?: string } {
    const stored = object === undefined ? undefined : store.get(object.type, object.uuid);
    return stored === undefined ? {} : { etag: `"${stored.revision}"` };
  }
}

/** RFC 9111 §5.5, in the characters that a header can have. */
function warningHeader(sentence: string): string {
  return `299 - "${sentence
    .replaceAll('–', '-')
    .replace(/[^\x20-\x7e]/g, '?')
    .replace(/[\\"]/g, '\\$&')
    .slice(0, 1000)}"`;
}

/** The objects of a long response count against the budget until it is sent. */
function holdList(request: Request, response: Response, length: number): void {
  const lease = boundsOf(response).take('lists', clientOf(request), length, () => response.destroy());
  if (lease === undefined) {
    response.setHeader('Retry-After', '1');
    throw new Problem({
      status: 429,
      reason: 'TooManyRequests',
      detail: 'Too many long lists are being sent to you. Read them first, or ask for pages with page_limit.',
    });
  }
  lease.mark('idle');
  response.once('close', () => lease.release());
}

function constant<T>(value: T): () => T {
  return () => value;
}

function piecesOf(body: string | AsyncGenerator<string>): Pieces {
  return typeof body === 'string' ? [body] : body;
}

function send(
  request: Request,
  response: Response,
  status: number,
  body: string | Pieces,
  type = 'application/json; charset=UTF-8',
): Promise<void> {
  response.status(status).setHeader('Content-Type', type);
  return sendBody(request, response, body);
}

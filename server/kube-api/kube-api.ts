/**
 * The Kubernetes API over HTTP, as an Express router. Nothing is sent before it is durable: a write is answered when
 * its revision is on disk, a read when the revision that it saw is. `metadata.managedFields` are not stored, so there
 * is no server-side apply (415 with that reason).
 */

import { Router, type NextFunction, type Request, type Response } from 'express';
import type { Mint } from '../config/write-context.ts';
import type { Containers } from '../containers/containers.ts';
import { boundsOf, clientOf } from '../http/bounds.ts';
import { KUBE_TYPES } from '../http/kube-status.ts';
import type { Piece, Pieces } from '../http/send.ts';
import type { AllocateClusterIp } from '../kube/cluster-ip-port.ts';
import { notFound } from '../kube/kube-problem.ts';
import type { ServedResource } from '../model/kube/resources.ts';
import type { Origin, Store, Transaction } from '../store/store.ts';
import { notAcceptable, representationOf, type Representation } from './accept.ts';
import { apartAt } from './apart/resources.ts';
import { connectOf } from './connects.ts';
import { deleteCollection, namesCollection } from './delete-collection.ts';
import { NO_REVISION, recordOf, type KubeRecord } from './encode.ts';
import { parseKubePath, type KubePath } from './kube-path.ts';
import { ContinueExpired, tooLarge, wholeNumber } from './list.ts';
import { listBody, recordPiece } from './media.ts';
import { KubeMetrics } from './metrics.ts';
import { queryFlag } from './query-flag.ts';
import { send, sendDocument, warn } from './reply.ts';
import { scaleOf } from './scale.ts';
import { selectionOf } from './selection.ts';
import { serveDocuments } from './serve-documents.ts';
import { ServedStores, transactApart, type ApartStore } from './served-store.ts';
import { failure, methodNotAllowed, noSuchResource, statusOf, tooMany } from './status.ts';
import { tablePieces, tableText, type IncludeObject } from './table.ts';
import { serveWatch } from './watch.ts';
import { readWrite } from './write-request.ts';
import { keyOf, performWrite, type Written } from './write.ts';

export interface KubeApiOptions {
  readonly store: Store;
  /** Where kinds are that are kept apart; without it there are none of them. */
  readonly apart?: ApartStore;
  /** What runs in pods; without it nothing does. */
  readonly containers?: Containers;
  readonly mint: Mint;
  readonly allocateClusterIp?: AllocateClusterIp;
  /** Milliseconds since 1970, UTC: for ages in tables. Default: the system clock. */
  readonly now?: () => number;
  /** Called with internal errors; the client gets a 500. */
  readonly onFault?: (error: unknown, requestId: string) => void;
  /** Where requests are counted. Default: figures of this router alone. */
  readonly metrics?: KubeMetrics;
  /** Whether the server is about to end: `/readyz` says so. */
  readonly closing?: () => boolean;
}

/** Mount it at the API's path, after the middleware that sets `response.locals.origin` and before any body parser. */
export function createKubeApi(options: KubeApiOptions): Router {
  const { mint, apart } = options;
  const now = options.now ?? Date.now;
  const stores = new ServedStores(options.store, apart?.store, now);
  const metrics = options.metrics ?? new KubeMetrics();
  const facts = {
    store: options.store,
    metrics,
    ...(options.closing === undefined ? {} : { closing: options.closing }),
  };
  const router = Router();
  router.use((request: Request, response: Response, _next: NextFunction) => {
    const query = new URLSearchParams(request.url.split('?', 2)[1] ?? '');
    const target = parseKubePath(request.path);
    metrics.observe(request, response, target, query);
    serve(request, response, target, query)
      .catch((error: unknown) => refuse(request, response, error))
      .catch((error: unknown) => {
        options.onFault?.(error, requestIdOf(response));
        response.destroy();
      });
  });
  return router;

  async function serve(
    request: Request,
    response: Response,
    target: KubePath | undefined,
    query: URLSearchParams,
  ): Promise<void> {
    const reading = request.method === 'GET' || request.method === 'HEAD';
    if (reading && (await serveDocuments(request, response, facts))) return;
    if (target === undefined) {
      const apart = apartAt(request.path);
      if (apart === undefined) throw noSuchResource();
      const { version, name } = apart;
      const { store } = options;
      return apart.apart.serve({ request, response, query, version, name, store, origin: originOf(response) });
    }
    const connect = connectOf(target);
    if (connect !== undefined) {
      const { store, containers } = options;
      if (containers === undefined) throw noSuchResource();
      const onFault = (error: unknown): void => options.onFault?.(error, requestIdOf(response));
      return connect({ request, response, target, query, store, containers, onFault });
    }
    const stream = reading && queryFlag(query, 'watch');
    const representation = representationOf(request.get('accept'), target.resource, stream);
    if (representation === undefined) throw failure(406, 'NotAcceptable', notAcceptable(stream), {});
    if (!reading) return write(request, response, target, query, representation);
    if (stream) return watch(request, response, target, query, representation);
    return target.name === undefined
      ? list(request, response, target, query, representation)
      : get(request, response, target, query, representation);
  }

  async function get(
    request: Request,
    response: Response,
    target: KubePath,
    query: URLSearchParams,
    representation: Representation,
  ): Promise<void> {
    const { resource } = target;
    if (target.subresource !== undefined && !['status', 'scale'].includes(target.subresource)) throw noSuchResource();
    const { store } = stores.of(resource);
    const wanted = wholeNumber(query.get('resourceVersion')) ?? 0;
    if (wanted > store.revision) throw tooLarge(wanted, store.revision);
    const stored = store.get(`kube/${resource.kind}`, keyOf(target));
    await store.durable(store.revision);
    if (stored === undefined) throw notFound(resource.kind, target.name ?? '');
    const record = recordOf(stored);
    if (target.subresource === 'scale') return sendDocument(request, response, 200, scaleOf(record));
    mark(response, resource, record);
    return sendRecord(request, response, 200, resource, record, representation, query);
  }

  function mark(response: Response, resource: ServedResource, record: KubeRecord): void {
    response.setHeader('ETag', `"${record.revision}"`);
    markRevision(response, resource, record.revision);
  }

  /** X-Revision is the main store's alone: views wait for it. */
  function markRevision(response: Response, resource: ServedResource, revision: number | string): void {
    if (resource.apart !== true) response.setHeader('X-Revision', String(revision));
  }

  function sendRecord(
    request: Request,
    response: Response,
    code: number,
    resource: ServedResource,
    record: KubeRecord,
    representation: Representation,
    query: URLSearchParams,
  ): Promise<void> {
    const piece: Piece =
      representation.form === 'table'
        ? tableText(resource, { resourceVersion: String(record.revision) }, [record], {
            include: includeOf(query),
            now: now(),
            columns: true,
          })
        : recordPiece(record, representation, resource);
    return send(request, response, code, piece, KUBE_TYPES[representation.media]);
  }

  async function list(
    request: Request,
    response: Response,
    target: KubePath,
    query: URLSearchParams,
    representation: Representation,
  ): Promise<void> {
    const { resource } = target;
    const [client, bounds] = [clientOf(request), boundsOf(response)];
    const { store, lists } = stores.of(resource);
    const page = lists.page(selectionOf(resource, target.namespace, query), query, client, bounds);
    const lease = bounds.take('lists', client, page.records.length, () => response.destroy());
    if (lease === undefined)
      throw tooMany(
        response,
        'Too many long lists are being sent to you. Read them first, or ask for pages with limit.',
        1,
      );
    lease.mark('idle');
    response.on('close', () => lease.release());
    await store.durable(Number(page.meta.resourceVersion));
    markRevision(response, resource, page.meta.resourceVersion);
    const pieces: Pieces =
      representation.form === 'table'
        ? tablePieces(resource, page.meta, page.records, { include: includeOf(query), now: now(), columns: true })
        : listBody(resource, page.meta, page.records, representation);
    return send(request, response, 200, pieces, KUBE_TYPES[representation.media]);
  }

  async function watch(
    request: Request,
    response: Response,
    target: KubePath,
    query: URLSearchParams,
    representation: Representation,
  ): Promise<void> {
    const sendInitialEvents = queryFlag(query, 'sendInitialEvents');
    if (representation.form === 'table' && sendInitialEvents)
      throw failure(
        406,
        'NotAcceptable',
        'a Table cannot be watched with sendInitialEvents=true: ask for plain JSON',
        {},
      );
    if (target.subresource !== undefined) throw methodNotAllowed();
    const selection = selectionOf(target.resource, target.namespace, query, target.name);
    const from = wholeNumber(query.get('resourceVersion'));
    const timeoutSeconds = wholeNumber(query.get('timeoutSeconds'));
    const watch = {
      selection,
      representation,
      include: includeOf(query),
      from,
      bookmarks: queryFlag(query, 'allowWatchBookmarks'),
      sendInitialEvents,
      timeoutSeconds,
    };
    return serveWatch(stores.of(target.resource), request, response, watch, now);
  }

  async function write(
    request: Request,
    response: Response,
    target: KubePath,
    query: URLSearchParams,
    representation: Representation,
  ): Promise<void> {
    const { write, dryRun } = await readWrite(request, target, query);
    const origin = originOf(response);
    const context = {
      mint,
      ...(options.allocateClusterIp === undefined ? {} : { allocateClusterIp: options.allocateClusterIp }),
    };
    const { store } = stores.of(target.resource);
    const transactor = dryRun ? store.fork() : store;
    const seen = store.revision;
    if (write.verb === 'delete' && namesCollection(target)) {
      const deleted = await deleteCollection(transactor, origin, context, target, write.options, query);
      const revision = dryRun ? seen : deleted.revision;
      await store.durable(revision);
      markRevision(response, target.resource, revision);
      return send(
        request,
        response,
        200,
        listBody(target.resource, { resourceVersion: String(revision) }, deleted.records, representation),
        KUBE_TYPES[representation.media],
      );
    }
    const perform = (transaction: Transaction) => performWrite({ ...context, transaction }, write);
    const committed =
      target.resource.apart === true
        ? transactApart(transactor, options.store, origin, perform)
        : transactor.transact(origin, perform);
    if (target.resource.apart === true && write.verb === 'create' && !dryRun && committed.result.kind === 'record')
      apart?.createdBy(committed.result.record.key, clientOf(request).address);
    await store.durable(dryRun ? seen : committed.revision);
    return sendWritten(
      request,
      response,
      target,
      query,
      representation,
      dryRun ? rehearsed(target, committed.result) : committed.result,
      dryRun ? seen : committed.revision,
    );
  }

  /** What a dry run made has the version of what is stored; a new object has none. */
  function rehearsed(target: KubePath, written: Written): Written {
    const { store } = stores.of(target.resource);
    const revisionOf = (key: string): number => store.get(`kube/${target.resource.kind}`, key)?.revision ?? NO_REVISION;
    switch (written.kind) {
      case 'record':
        return { ...written, record: { ...written.record, revision: revisionOf(written.record.key) } };
      case 'records':
        return written;
      case 'document': {
        const { metadata } = written.document as { readonly metadata?: object };
        if (metadata === undefined || !('resourceVersion' in metadata)) return written;
        const resourceVersion = String(revisionOf(keyOf(target)));
        return { ...written, document: { ...written.document, metadata: { ...metadata, resourceVersion } } };
      }
    }
  }

  async function sendWritten(
    request: Request,
    response: Response,
    target: KubePath,
    query: URLSearchParams,
    representation: Representation,
    written: Written,
    revision: number,
  ): Promise<void> {
    warn(response, written.warnings);
    markRevision(response, target.resource, revision);
    switch (written.kind) {
      case 'document':
        return sendDocument(request, response, written.code, written.document);
      case 'records':
        return send(
          request,
          response,
          written.code,
          listBody(target.resource, { resourceVersion: String(revision) }, written.records, representation),
          KUBE_TYPES[representation.media],
        );
      case 'record': {
        if (written.record.revision !== NO_REVISION) response.setHeader('ETag', `"${written.record.revision}"`);
        return sendRecord(request, response, written.code, target.resource, written.record, representation, query);
      }
    }
  }

  async function refuse(request: Request, response: Response, error: unknown): Promise<void> {
    const requestId = requestIdOf(response);
    if (response.headersSent) {
      if (statusOf(error) === undefined) options.onFault?.(error, requestId);
      response.destroy();
      return;
    }
    if (error instanceof ContinueExpired) {
      const status = statusOf(failure(410, 'Expired', CONTINUE_EXPIRED))!;
      return sendDocument(request, response, status.code, { ...status, metadata: { continue: error.token } });
    }
    const status =
      statusOf(error) ??
      statusOf(
        failure(
          500,
          'InternalError',
          'Internal error occurred: the server could not complete the request; its log has the details under ' +
            `request ${requestId}`,
          {},
        ),
      )!;
    if (statusOf(error) === undefined) options.onFault?.(error, requestId);
    return sendDocument(request, response, status.code, status);
  }
}

const CONTINUE_EXPIRED =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list ' +
  'without the continue parameter, or use the continue token in this response to retrieve the remainder of the ' +
  'results. Continuing with the provided token results in an inconsistent list - objects that were created, ' +
  'modified, or deleted between the time the first chunk was returned and now may show up in the list.';

function originOf(response: Response): Origin {
  const origin = response.locals['origin'] as Origin | undefined;
  if (origin === undefined) throw new Error('BUG: a request reached the Kubernetes API without an origin');
  return origin;
}

function requestIdOf(response: Response): string {
  return (response.locals['origin'] as Origin | undefined)?.requestId ?? '';
}

function includeOf(query: URLSearchParams): IncludeObject {
  const include = query.get('includeObject');
  return include === 'None' || include === 'Object' ? include : 'Metadata';
}

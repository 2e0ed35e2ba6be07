/**
 * `GET /live`: one stream of server-sent events per browser. Contract: `contract/live/events.ts`.
 *
 * A client that reconnects with Last-Event-ID gets in one event what it missed, from the ring of change sets; if the
 * ring does not reach back that far, or the id is beyond the durable head, or `?data=` names another data directory,
 * it gets a resync. Nothing is sent before it is durable.
 */

import { Router, type Request, type Response } from 'express';
import { LIVE_VIEW_KINDS } from '../contract/live/events.ts';
import { boundsOf } from '../http/bounds.ts';
import { sendProblem } from '../http/problem.ts';
import { LongTask } from '../http/turn-budget.ts';
import { Problem } from '../model/problem.ts';
import type { Origin, Store } from '../store/store.ts';
import { Hub, type ViewChanges } from './hub.ts';
import { namesOf } from './names.ts';
import { PendingNames } from './pending-names.ts';
import { frame, Stream } from './stream.ts';

/** Change sets that are read at a time when a client resumes. */
const AT_A_TIME = 100;

export interface LiveOptions {
  readonly store: Store;
  readonly viewChanges?: ViewChanges;
  /** The least time between two events, in ms; default 150. */
  readonly coalesceMs?: number;
  /** Milliseconds between heartbeats; default 5,000. */
  readonly beatMs?: number;
  /** Bytes that may wait for a slow reader; default 64 KiB. */
  readonly maxBuffer?: number;
  readonly onFault?: (error: unknown, requestId: string) => void;
}

export interface Live {
  readonly router: Router;
  /** Ends every stream. */
  close(): void;
}

export function createLive({
  store,
  viewChanges,
  coalesceMs = 150,
  beatMs = 5000,
  maxBuffer = 64 * 1024,
  onFault,
}: LiveOptions): Live {
  const hub = new Hub(store, viewChanges, coalesceMs);
  const beating = setInterval(() => hub.beat(), beatMs);
  beating.unref();
  const router = Router();
  router.get('/live', (request, response) => {
    const headers = {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-cache, no-transform',
      Connection: 'keep-alive',
      'X-Accel-Buffering': 'no',
    };
    if (request.method === 'HEAD') return void response.writeHead(200, headers).end();
    const lease = boundsOf(response).becomesStream(request, response);
    if (lease === undefined) {
      response.setHeader('Retry-After', '5');
      sendProblem(
        request,
        response,
        new Problem({
          status: 429,
          reason: 'TooManyRequests',
          detail: 'Too many live streams are open already. Close a tab, or try again in 5 seconds.',
        }),
      );
      return;
    }
    response.writeHead(200, headers);
    const stream = new Stream(
      response,
      maxBuffer,
      () => frame('resync', hub.resync('This stream was too slow and has missed changes.'), store.durableRevision),
      lease,
    );
    hub.add(stream);
    response.on('close', () => hub.delete(stream));
    begin(request, response, stream, hub, store).catch((error: unknown) => {
      onFault?.(error, (response.locals['origin'] as Origin | undefined)?.requestId ?? '');
      response.destroy();
    });
  });
  return {
    router,
    close() {
      clearInterval(beating);
      hub.close();
    },
  };
}

/**
 * A query parameter. Given twice it becomes a text that is no revision and no data directory: the client gets a resync.
 */
function parameter(request: Request, name: string): string | undefined {
  const given = request.query[name];
  return given === undefined ? undefined : String(given);
}

/** Sends the hello event and what was missed. */
async function begin(request: Request, response: Response, stream: Stream, hub: Hub, store: Store): Promise<void> {
  const hello = hub.hello();
  const last = request.get('last-event-id') ?? parameter(request, 'last');
  const data = parameter(request, 'data');
  const other = data !== undefined && data !== hello.dataDirectoryId;
  if (last === undefined || last === '') {
    stream.open(`retry: 2000\n${frame('hello', hello, hello.revision)}`);
    return stream.release();
  }
  // The id of the hello event must not be beyond what has been sent.
  stream.open(`retry: 2000\n${frame('hello', hello)}`);
  const resync = (reason: string): void => {
    stream.open(frame('resync', hub.resync(reason), hello.revision));
    stream.release();
  };
  if (other) return resync('The server has another data directory.');
  const from = /^\d{1,15}$/.test(last) ? Number(last) : Number.NaN;
  if (from === hello.revision) return stream.release();
  const missed = new PendingNames(from);
  const task = new LongTask();
  let at = from;
  do {
    const changeSets = store.changesAfter(at, AT_A_TIME);
    if (changeSets === undefined)
      return resync(
        from > hello.revision
          ? `Revision ${last} is beyond the durable head ${hello.revision}.`
          : `Changes after revision ${last} are no longer kept.`,
      );
    if (changeSets.length === 0) break;
    for (const changeSet of changeSets) {
      if (changeSet.revision > hello.revision) break;
      for (const name of namesOf(changeSet)) missed.add(name);
      missed.reach(changeSet.revision);
    }
    at = changeSets.at(-1)!.revision;
    if (task.spend('rows', changeSets.length)) await task.nextTurn();
    if (response.destroyed) return;
  } while (at < hello.revision);
  // Changes of derived views are not recorded by key.
  for (const kind of LIVE_VIEW_KINDS) missed.add({ kind, key: '*', op: 'changed' });
  stream.open(frame('change', missed.take(), hello.revision));
  stream.release();
}

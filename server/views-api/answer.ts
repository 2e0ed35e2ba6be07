/**
 * Answers the requests for views. A view waits until the derived tables are up to date, then reads the newest state
 * synchronously (long views in turns), and sends the answer when that revision is durable. `minRevision` waits up to
 * 5 s for a revision that does not exist yet, then answers 504.
 */

import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import type { Derived } from '../derived/derived.ts';
import { sendProblem, toProblem } from '../http/problem.ts';
import { sendBody } from '../http/send.ts';
import { Problem } from '../model/problem.ts';
import type { Store } from '../store/store.ts';
import { parse } from './shared/query.ts';

/** Milliseconds that `minRevision` waits. */
export const MAX_WAIT_MS = 5_000;

/** What answers are built from. */
export interface Answered {
  readonly store: Store;
  readonly derived: Pick<Derived, 'current' | 'settled'>;
}

export interface Answering {
  readonly waitMs?: number | undefined;
  /** Called with internal errors and the request id that the client gets. */
  readonly onFault?: ((error: unknown, requestId: string) => void) | undefined;
}

/** What reads an answer; what it returns is sent with the revision it was read at. */
type ReadAnswer<Query> = (query: Query, request: Request) => object | Promise<object>;
/** What a view takes: `minRevision`, and its own. */
type Takes<Query> = z.ZodType<Query & { readonly minRevision?: number | undefined }>;

/** Makes a handler out of what reads an answer. A parameter that `takes` does not name is refused, of every view. */
export function answering<Query>(
  answered: Answered,
  takes: Takes<Query>,
  read: ReadAnswer<Query>,
  options: Answering = {},
): RequestHandler {
  return (request: Request, response: Response, _next: NextFunction): void => {
    answer(answered, request, response, takes, read, options).catch((error: unknown) =>
      refuse(request, response, error, options.onFault),
    );
  };
}

async function answer<Query>(
  { store, derived }: Answered,
  request: Request,
  response: Response,
  takes: Takes<Query>,
  read: ReadAnswer<Query>,
  { waitMs = MAX_WAIT_MS }: Answering,
): Promise<void> {
  const query = parse(takes, request.query);
  if (query.minRevision !== undefined) await reached(store, query.minRevision, waitMs, response);
  if (!derived.current) await derived.settled();
  if (response.destroyed) return;
  const reading = read(query, request);
  const { revision } = store;
  // A view that takes several turns may show later changes.
  const body = reading instanceof Promise ? ((await reading) as object) : reading;
  await store.durable(reading === body ? revision : store.revision);
  response.setHeader('X-Revision', String(revision));
  response.setHeader('Cache-Control', 'no-store');
  await sendBody(request, response.type('application/json'), JSON.stringify(body));
}

/** Answers with what was thrown; what is no refusal is told with the request id that the client gets. */
function refuse(request: Request, response: Response, error: unknown, onFault: Answering['onFault']): void {
  const requestId = String(response.getHeader('x-request-id') ?? '');
  const problem = toProblem(error, requestId);
  if (problem.status === 500 && !(error instanceof Problem)) onFault?.(error, requestId);
  sendProblem(request, response, problem);
}

/** Resolves when the store has reached `revision`, or the client is gone; 504 after `waitMs`. */
function reached(store: Store, revision: number, waitMs: number, client: Response): Promise<void> {
  if (store.revision >= revision) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      stop();
      client.off('close', end);
      resolve();
    };
    const stop = store.onCommit((changeSet) => {
      if (changeSet.revision >= revision) end();
    });
    const timer = setTimeout(() => {
      reject(
        new Problem({
          status: 504,
          reason: 'Timeout',
          detail:
            `Revision ${revision} did not come within ${waitMs / 1000} s; the head is ${store.revision}. Leave ` +
            'minRevision out, or use the X-Revision of an answer of this server.',
        }),
      );
      end();
    }, waitMs).unref();
    client.once('close', end);
  });
}

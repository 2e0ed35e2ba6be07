/**
 * `POST /batch`: `[{method, path, body, ifMatch?}]` as one transaction, all or none. Paths are those of this API (below
 * `/config`) and of Kubernetes (below `/kube`). The response has the status and body of each item; a refusal names the
 * item that caused it.
 */

import { invalid } from '../config/problems.ts';
import type { WriteContext } from '../config/write-context.ts';
import { isObject } from '../model/json.ts';
import { Problem } from '../model/problem.ts';
import type { WriteAnswer, WriteItem, WriteScope } from './write-scope.ts';
import { performWrite } from './write.ts';

/** Runs one Kubernetes request in the transaction; throws a `Problem` to refuse. */
export type KubeBatch = (
  context: WriteContext,
  item: { readonly method: string; readonly path: string; readonly body?: unknown },
) => { readonly status: number; readonly body: unknown };

/** One transaction is one turn of the event loop: about 0.15 ms per request. */
const MAX_ITEMS = 250;
/** Characters of an item's path: the limit of a request line. */
const LONGEST_PATH = 16_384;

/** A refusal within a batch: `item` counts from 0, pointers refer to that item's body. */
export class BatchProblem extends Problem {
  readonly item: number;
  constructor(item: number, cause: Problem) {
    super(cause);
    this.item = item;
  }
}

/** The items of a batch. */
export function readBatch(body: unknown): WriteItem[] {
  const form = `The body of a batch is a list of 1–${MAX_ITEMS} requests {method, path, body}`;
  if (!Array.isArray(body) || body.length === 0) throw invalid(form);
  if (body.length > MAX_ITEMS)
    throw invalid(
      `${form}, not ${body.length}: one transaction holds up everybody else while it runs; send several batches`,
    );
  return body.map((item: unknown, index): WriteItem => {
    const {
      method,
      path,
      body: inner,
      ifMatch,
    } = isObject(item) ? item : ({} as { readonly [member: string]: unknown });
    if (typeof method !== 'string' || typeof path !== 'string' || !path.startsWith('/'))
      throw invalid(`Request ${index} of the batch needs a method and a path that begins with /`, [
        { pointer: `/${index}`, detail: 'Give {method, path, body}.' },
      ]);
    if (path.length > LONGEST_PATH)
      throw invalid(
        `Request ${index} of the batch has a path of ${path.length.toLocaleString('en')} characters; ` +
          `${LONGEST_PATH.toLocaleString('en')} are taken at most`,
        [{ pointer: `/${index}/path`, detail: 'Give the path of one object or collection.' }],
      );
    return {
      method: method.toUpperCase(),
      path,
      body: inner,
      ifMatch: typeof ifMatch === 'string' ? ifMatch : undefined,
    };
  });
}

export function performBatch(
  scope: WriteScope,
  items: readonly WriteItem[],
  kubeBatch: KubeBatch | undefined,
): WriteAnswer[] {
  return items.map((item, index) => {
    try {
      return performItem(scope, item, kubeBatch);
    } catch (error) {
      throw error instanceof Problem ? new BatchProblem(index, error) : error;
    }
  });
}

function performItem(scope: WriteScope, item: WriteItem, kubeBatch: KubeBatch | undefined): WriteAnswer {
  if (item.method === 'GET') throw invalid('A batch takes writes only');
  if (item.path.startsWith('/kube/')) {
    if (kubeBatch === undefined)
      throw new Problem({ status: 404, reason: 'NotFound', detail: 'The Kubernetes API is not served here' });
    return kubeBatch(scope.context, { method: item.method, path: item.path, body: item.body });
  }
  return performWrite(scope, { ...item, path: item.path.replace(/^\/config(?=\/)/, '').split('?')[0]! });
}

/**
 * Kubernetes requests in a batch of the config API: `{method, path, body}` in the caller's transaction. Paths are those
 * of the Kubernetes API, with or without `/kube`.
 */

import { KUBE_BUDGET } from '../engine/budget/budget.ts';
import { weigh } from '../engine/budget/weigh.ts';
import type { KubeContext } from '../kube/cluster-ip-port.ts';
import { copyOf } from '../kube/draft.ts';
import { badRequest } from '../kube/kube-problem.ts';
import type { Json } from '../model/json.ts';
import type { KubeKind } from '../model/kube/types.ts';
import { withoutSecretParts } from '../store/redact.ts';
import type { Transaction } from '../store/store.ts';
import { fieldValidationOf } from './accept-object.ts';
import { deleteOptionsOf, dryRunOf } from './delete-options.ts';
import { metadataOf, type KubeRecord } from './encode.ts';
import { parseKubePath, type KubePath } from './kube-path.ts';
import { methodNotAllowed, noSuchResource } from './status.ts';
import { performWrite, type WriteRequest, type Written } from './write.ts';

export interface KubeBatchItem {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

export interface KubeBatchAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** The path and query of a batch item; undefined if it is no path of the Kubernetes API. */
export function parseBatchPath(
  path: string,
): { readonly target: KubePath; readonly query: URLSearchParams } | undefined {
  const [pathname = '', search = ''] = path.split('?', 2);
  const target = parseKubePath(pathname.replace(/^\/kube(?=\/)/, ''));
  return target === undefined ? undefined : { target, query: new URLSearchParams(search) };
}

/** Runs one item. Patches are JSON merge patches, or JSON patches if the body is a list. Refuses by throwing. */
export function kubeBatch(
  transaction: Transaction,
  context: Omit<KubeContext, 'transaction'>,
  item: KubeBatchItem,
): KubeBatchAnswer {
  const parsed = parseBatchPath(item.path);
  if (parsed === undefined) throw noSuchResource();
  const { apart, plural } = parsed.target.resource;
  if (apart === true)
    throw badRequest(
      `${plural} are kept apart from other objects and are no part of a batch: send the request by itself`,
    );
  return answer(performWrite({ ...context, transaction }, requestOf(item, parsed.target, parsed.query)));
}

function requestOf(item: KubeBatchItem, target: KubePath, query: URLSearchParams): WriteRequest {
  const body = copyOf(item.body ?? null) as Json;
  weigh(body, KUBE_BUDGET);
  const deletion = item.method.toUpperCase() === 'DELETE' ? deleteOptionsOf(body, query) : undefined;
  if (deletion?.dryRun === true || dryRunOf(query.getAll('dryRun')))
    throw badRequest(
      'dryRun is not for one request of a batch, which is done or refused as a whole: rehearse the request by itself',
    );
  const validation = query.has('fieldValidation') ? fieldValidationOf(query) : 'Strict';
  switch (item.method.toUpperCase()) {
    case 'POST':
      return { verb: 'create', target, body, validation };
    case 'PUT':
      return { verb: 'replace', target, body, validation };
    case 'PATCH':
      return { verb: 'patch', target, body, validation, type: Array.isArray(body) ? 'json' : 'merge' };
    case 'DELETE':
      return { verb: 'delete', target, query, options: deletion!.options };
    default:
      throw methodNotAllowed();
  }
}

function answer(written: Written): KubeBatchAnswer {
  switch (written.kind) {
    case 'record':
      return { status: written.code, body: bodyOf(written.record) };
    case 'records':
      return { status: written.code, body: { items: written.records.map(bodyOf) } };
    case 'document':
      return { status: written.code, body: written.document };
  }
}

/** A batch is answered by the config API, which shows no secrets. */
function bodyOf(record: KubeRecord): object {
  const value = withoutSecretParts(`kube/${record.value.kind as KubeKind}`, record.value);
  return { ...value, metadata: metadataOf({ ...record, value }) };
}

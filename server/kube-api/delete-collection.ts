/**
 * Deletes a collection as Kubernetes does: its content at the time of the request, one object at a time and not
 * atomically. Each transaction deletes a few, and other requests run in between. Objects that cannot be deleted stay;
 * after all others are deleted, the first refusal is the response. In a batch, which is one transaction, it is all or
 * none.
 */

import { LongTask } from '../http/turn-budget.ts';
import type { KubeContext } from '../kube/cluster-ip-port.ts';
import { deleteKubeObject, OWNED_AT_ONCE, takeRoom, type DeleteOptions } from '../kube/deletion.ts';
import { Problem } from '../model/problem.ts';
import type { Origin, Read, Transaction, Transactor } from '../store/store.ts';
import type { KubeRecord } from './encode.ts';
import type { KubePath } from './kube-path.ts';
import { selectionOf } from './selection.ts';
import { failure, methodNotAllowed } from './status.ts';

/** Objects deleted per transaction; the derived changes take several times as long as the deletion. */
const SLICE = 50;
/** Estimated rows of work per deletion. */
const ROWS_A_DELETION = 10;

export interface DeletedCollection {
  readonly records: readonly KubeRecord[];
  /** The revision of the last deletion. */
  readonly revision: number;
}

/** Whether a DELETE addresses a collection; 405 where Kubernetes does not allow that. */
export function namesCollection({ resource, namespace, name, subresource }: KubePath): boolean {
  if (name !== undefined) return false;
  const none = resource.onlyOneByOne === true || (resource.namespaced && namespace === undefined);
  if (none || subresource !== undefined) throw methodNotAllowed();
  return true;
}

/**
 * The collection's content at the time of the request, and how some of it is deleted: in slices, or in a batch at once.
 */
function collectionOf(
  context: Omit<KubeContext, 'transaction'>,
  target: KubePath,
  options: DeleteOptions,
  query: URLSearchParams,
  read: Read,
) {
  const { kind } = target.resource;
  return {
    records: selectionOf(target.resource, target.namespace, query).records(read),
    deleteSome: (transaction: Transaction, some: readonly KubeRecord[]): void => {
      for (const {
        key,
        value: {
          metadata: { uid },
        },
      } of some) {
        // The object may have been deleted meanwhile; a new object of its name is not part of the request.
        if (transaction.get(`kube/${kind}`, key)?.value.metadata.uid === uid)
          deleteKubeObject({ ...context, transaction }, kind, key, options);
      }
    },
  };
}

/** In the caller's transaction, all or none: 413 if they exceed its limit. */
export function deleteCollectionAtOnce(
  context: KubeContext,
  target: KubePath,
  options: DeleteOptions,
  query: URLSearchParams,
): readonly KubeRecord[] {
  const { records, deleteSome } = collectionOf(context, target, options, query, context.transaction);
  if (!takeRoom(context.transaction, records.length))
    throw failure(
      413,
      'RequestEntityTooLarge',
      `${records.length} objects would be deleted in one transaction, which has room for ${OWNED_AT_ONCE}: ` +
        'delete the collection in a request of its own',
      {},
    );
  deleteSome(context.transaction, records);
  return records;
}

export async function deleteCollection(
  transactor: Transactor,
  origin: Origin,
  context: Omit<KubeContext, 'transaction'>,
  target: KubePath,
  options: DeleteOptions,
  query: URLSearchParams,
): Promise<DeletedCollection> {
  const { records, deleteSome } = collectionOf(context, target, options, query, transactor);
  const task = new LongTask();
  let refusal: Problem | undefined;
  let { revision } = transactor;

  const deleteAll = (some: readonly KubeRecord[]): void => {
    revision = transactor.transact(origin, (transaction) => deleteSome(transaction, some)).revision;
  };
  const refused = (some: readonly KubeRecord[]): Problem | undefined => {
    try {
      deleteAll(some);
      return undefined;
    } catch (error) {
      if (error instanceof Problem) return error;
      throw error;
    }
  };

  for (let at = 0; at < records.length; at += SLICE) {
    const slice = records.slice(at, at + SLICE);
    if (refused(slice) !== undefined) {
      for (const record of slice) {
        const problem = refused([record]);
        refusal ??= problem;
      }
    }
    task.spend('rows', slice.length * ROWS_A_DELETION);
    if (at + SLICE < records.length) await task.nextTurn();
  }
  if (refusal !== undefined) throw refusal;
  return { records, revision };
}

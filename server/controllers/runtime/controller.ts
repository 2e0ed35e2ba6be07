/**
 * What a controller is: it makes the store as it should be, one _name_ at a time.
 *
 * `reconcile` is level-triggered: it reads everything it needs by name, computes what should be, and writes the
 * difference in what it owns. It is a pure function of the transaction: no I/O, the clock is `transaction.time`, new
 * uuids come from the mint. Reconciling twice changes nothing the second time. Therefore it runs on a fork as well.
 */

import type { WriteContext } from '../../config/write-context.ts';
import type { FaultSubject } from '../../engine/faults/faults.ts';
import type { Kind } from '../../model/kinds.ts';
import type { Problem } from '../../model/problem.ts';
import type { Change, Read, Stored } from '../../store/store.ts';

/** Passes over a record whose name cannot be read off it, and says why. */
export type Skip = (record: Stored, error: unknown) => void;

export interface Controller {
  /** As it stands in the journal's source, `controller:<name>`. */
  readonly name: string;
  /** Under whose name the elements that it writes are recorded. */
  readonly owner: string;
  /** Sums up what others do (counts, lists of references): waits until they have come to rest, within reason. */
  readonly gathers?: boolean;
  /**
   * Kinds of records of whose changes `wokenBy` is asked: of a pod's ten changes most concern one or two. All of them
   * unless given.
   */
  readonly hears?: ReadonlySet<Kind>;
  /**
   * The names that a change concerns. `read` is the state after it. Too many is harmless, too few is a bug; what a name
   * that waits is waiting for need not be said here (`waiting.ts`). `own`: the controller itself has made the change,
   * and may pass over a name that it has just left as it should be.
   */
  wokenBy(change: Change, read: Read, own: boolean): Iterable<string>;
  /**
   * Every name there is, those of left-over consequences included: reconciled at start and at each periodic sync.
   * Gone through a piece at a time while the store changes; a long search yields `undefined` now and then (`among`).
   */
  keys(read: Read, skip: Skip): Iterable<string | undefined>;
  /** The objects that have a condition when the name cannot be reconciled for a reason that is no `Problem`. */
  about(key: string): readonly FaultSubject[];
  /**
   * Throws a `Problem` when it cannot (nothing of this name is then written), or says that something is left to wait
   * for. It is tried again at once when anything changes that it had read, and in any case later.
   */
  reconcile(context: WriteContext, key: string): void | 'waits';
  /** Records for the operator why `reconcile` could not; in a transaction of its own. */
  explain?(context: WriteContext, key: string, problem: Problem): void;
}

/**
 * A controller brings the store into the desired state, one _name_ at a time.
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

/** What a name that is reconciled asks for: to be reconciled again in `after` ms, unless something wakes it before. */
export interface Later {
  readonly after: number;
}

export type Outcome = void | 'waits' | Later;

/** Skips a record from which no name can be read, with the reason. */
export type Skip = (record: Stored, error: unknown) => void;

export interface Controller {
  /** As it stands in the journal's source, `controller:<name>`. */
  readonly name: string;
  /** Under whose name the elements that it writes are recorded. */
  readonly owner: string;
  /**
   * It aggregates what others do (counts, lists of references), so it runs after the others have finished, within
   * limits.
   */
  readonly gathers?: boolean;
  /**
   * Kinds of records whose changes are passed to `wokenBy`; all unless given. Of a pod's ten changes most affect one
   * or two controllers.
   */
  readonly hears?: ReadonlySet<Kind>;
  /**
   * The names that a change affects. `read` is the state after it. Too many are harmless, too few are a bug; what a
   * waiting name waits for need not be given here (`waiting.ts`). `own`: the controller made the change itself, and
   * may omit names that it has just reconciled.
   */
  wokenBy(change: Change, read: Read, own: boolean): Iterable<string>;
  /**
   * For how long (ms) the names that a change wakes are left alone, whatever else wakes them. Without a clock (tests,
   * what-if) they are not.
   */
  restsAfter?(change: Change): number | undefined;
  /**
   * All names, including those of leftover objects: reconciled at start and at each periodic sync. They are iterated
   * in pieces while the store changes; a long search yields `undefined` from time to time (`among`).
   */
  keys(read: Read, skip: Skip): Iterable<string | undefined>;
  /** The objects that get a condition when reconciling the name throws something other than a `Problem`. */
  about(key: string): readonly FaultSubject[];
  /**
   * Throws a `Problem` if it cannot (then nothing is written for this name), or returns `waits` if it has to wait for
   * something. It is tried again as soon as anything changes that it had read, and in any case later. Returns `Later`
   * if what should be depends on the time.
   */
  reconcile(context: WriteContext, key: string): Outcome;
  /** Records for the operator why `reconcile` failed, in a separate transaction. */
  explain?(context: WriteContext, key: string, problem: Problem): void;
}

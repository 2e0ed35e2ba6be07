/**
 * The store's API on one page: read, transact, watch.
 *
 * One in-memory table of frozen records per kind. A write is one synchronous transaction that yields a change set;
 * change sets are appended to the journal with group commit, and nothing that depends on one leaves the process before
 * it is durable. Everything else (indexes, aggregates, derived tables, watches) follows from change sets.
 */

import type { Kind, ValueOf } from '../model/kinds.ts';
import type { Index } from './indexes.ts';

/** A record as it stands in the store. `revision` is that of its own last change; `created` that of its first. */
export interface Stored<K extends Kind = Kind> {
  readonly kind: K;
  readonly key: string;
  readonly value: ValueOf<K>;
  readonly created: number;
  readonly revision: number;
}

/** Who made a request, and through which interface. */
export interface Origin {
  readonly actor: string;
  /** `ui`, `config`, `kube`, `system` or `controller:<name>`. */
  readonly source: string;
  readonly requestId?: string;
}

/** A change is a value: `old` undefined = created, `new` undefined = deleted. */
export interface Change<K extends Kind = Kind> {
  readonly kind: K;
  readonly key: string;
  readonly old?: Stored<K>;
  readonly new?: Stored<K>;
}

/**
 * What one transaction did. Revisions grow by one from change set to change set, except over a start, which leaves a
 * gap.
 */
export interface ChangeSet {
  readonly revision: number;
  /** UTC, ISO 8601 with milliseconds, never decreasing unless a clock was far off (`steady-time.ts`). */
  readonly time: string;
  readonly origin: Origin;
  readonly changes: readonly Change[];
}

/** A change set as history tells it of one record: of its changes only that one, and how many others there were. */
export interface PastChangeSet extends ChangeSet {
  readonly alongside: number;
}

export interface PageOptions<K extends Kind = Kind, V = unknown> {
  readonly after?: string;
  readonly limit: number;
  readonly within?: { readonly index: Index<K, V>; readonly asked: NoInfer<V> };
}

/** Indexes are declared in `schema.ts`, and asked by `indexes.ts`. */
export interface Read {
  /** Revision of the state that is read. */
  readonly revision: number;
  get<K extends Kind>(kind: K, key: string): Stored<K> | undefined;
  /** All records of a kind, in no particular order. */
  scan<K extends Kind>(kind: K): Iterable<Stored<K>>;
  count(kind: Kind): number;
  /** Records found in an index, in no particular order: `lookup(byParent('floating-ip'), pool.uuid)`. */
  lookup<K extends Kind, V>(index: Index<K, V>, asked: NoInfer<V>): Iterable<Stored<K>>;
  countIn<V>(index: Index<Kind, V>, asked: NoInfer<V>): number;
  /** Up to `limit` records in key order, strictly after `after`; of those found in an index when `within` is given. */
  page<K extends Kind, V>(kind: K, options: PageOptions<K, V>): readonly Stored<K>[];
  /** The state of an aggregate that is maintained within the transaction (address pools, numbers in use). */
  aggregate<S>(aggregate: Aggregate<S>): S;
}

/** A write: applied at once, visible to reads of the same transaction, undone when the body throws. */
export interface Transaction extends Read {
  readonly origin: Origin;
  /** The transaction's time, UTC ISO 8601. */
  readonly time: string;
  put<K extends Kind>(kind: K, key: string, value: ValueOf<K>): void;
  delete(kind: Kind, key: string): void;
}

export interface Committed<T> {
  readonly result: T;
  /** Revision of the change set, or the head if nothing changed. */
  readonly revision: number;
  readonly changes: readonly Change[];
}

/**
 * Throws a `Problem` that names object and field if `value` is not a valid record of the kind. `old` is the value that
 * is stored now; parts that are the identical object in it need not be validated again.
 */
export type ValidateRecord = (kind: Kind, key: string, value: unknown, old: unknown) => void;

/**
 * A mutable summary of records, kept in step with every put and delete (and their undoing).
 * `apply` must be its own inverse when `old` and `new` are exchanged.
 */
export interface Aggregate<S> {
  readonly name: string;
  /** The kinds of which it says anything; all unless given. */
  readonly kinds?: ReadonlySet<string>;
  create(): S;
  apply(state: S, change: Change): void;
  /** Whether a change gives back what somebody may wait for: one who found nothing left is then woken. */
  frees?(change: Change): boolean;
  /** An independent copy for a fork; cheap or copy-on-write. */
  fork(state: S): S;
}

/** Something on which transactions run: the store itself, or a fork of it for what-if. */
export interface Transactor extends Read {
  /**
   * Runs `body` synchronously as one transaction. A throw rolls everything back and is passed on.
   * A transaction that changes nothing takes no revision.
   */
  transact<T>(origin: Origin, body: (transaction: Transaction) => T): Committed<T>;
  /** Called right after each transaction, before it is durable. For derivation and controllers only. */
  onCommit(listener: (changeSet: ChangeSet) => void): () => void;
  /** An overlay that keeps showing the current state, whatever is written to it later, and takes writes of its own. */
  fork(): Transactor;
}

export interface Store extends Transactor {
  /** Revision up to which everything is on disk. */
  readonly durableRevision: number;
  /** Resolves when `revision` is durable (or at once when it is). */
  durable(revision: number): Promise<void>;
  /**
   * Undefined while the queue for the disk has room; otherwise resolves when it has room again. Background writers
   * must check it before they continue; far beyond that limit transactions are refused with a `Problem` (429).
   */
  room(): Promise<void> | undefined;
  /** The oldest revision from which a watch can start. */
  readonly oldestRevision: number;
  /** Random id of the data directory; number of this start, and a random id of it. */
  readonly dataDirectoryId: string;
  readonly epoch: number;
  readonly epochId: string;
  /**
   * Durable change sets after `revision`, then live ones. Listener is called in order, in a macrotask after
   * durability. `gone` when the ring does not reach back that far, or the revision is beyond the durable head or
   * within the gap of a start: no client can have seen it from this directory.
   */
  watch(
    revision: number,
    listener: (changeSet: ChangeSet) => void,
  ): { readonly gone: false; readonly stop: () => void } | { readonly gone: true };
  /**
   * Durable change sets after `revision`, oldest first, at most `limit`: for readers at their own pace, without a
   * queue of unread ones. Undefined where `watch` would report `gone`.
   */
  changesAfter(revision: number, limit: number): readonly ChangeSet[] | undefined;
  /**
   * Durable change sets that touched a record, newest first, with secrets redacted (history): fewer than `limit` where
   * they are long, one at least where there is any.
   */
  history(
    kind: Kind,
    key: string,
    options: { readonly before?: number; readonly limit: number },
  ): Promise<readonly PastChangeSet[]>;
  /**
   * The durable change set of a revision as it was written, secrets included, so that it can be undone
   * (`change-sets.ts`): `redactChangeSet` before it leaves the process. Undefined: there is none, or history no longer
   * has it.
   */
  changeSet(revision: number): Promise<ChangeSet | undefined>;
  /** Revision of the oldest change set that history still has; 1 while nothing has been trimmed. */
  readonly historyStartsAt: number;
  /**
   * Does the work that the start has postponed, and computes these aggregates, in steps of some microseconds, whose
   * cost it yields; a read that needs something earlier computes it at once.
   */
  catchUp(aggregates: readonly Aggregate<unknown>[]): Generator<number, void, undefined>;
  /** Waits for durability and closes the journal. */
  close(): Promise<void>;
}

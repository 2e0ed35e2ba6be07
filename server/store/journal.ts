/**
 * The interface through which change sets become durable. The store appends; the journal reports durability later, in
 * order. `server/persistence` implements it with a database, `memory-journal.ts` in memory.
 */

import type { Kind } from '../model/kinds.ts';
import type { ChangeSet, PastChangeSet } from './store.ts';

export interface JournalEvents {
  /** Everything up to and including `revision` is on disk. */
  durable(revision: number): void;
  /** Nothing more can be made durable; `error.message` is a sentence for the operator. The process has to end. */
  fatal(error: Error): void;
}

/** A change set as the text that will be written. */
export interface FormattedEntry {
  readonly text: string;
  /** For each change where its new value begins and ends in the text; the same place twice = deleted. */
  readonly places: readonly number[];
}

/** Change sets in order, each once. */
interface Log {
  /** Queues a change set with the result of `format`. Never throws: failures are reported through `fatal`. */
  append(changeSet: ChangeSet, entry: FormattedEntry): void;
  /**
   * Durable change sets after `revision`, oldest first and with their secrets: `limit` at most, fewer where they are
   * long, one at least where there is any.
   */
  read(revision: number, limit: number): Promise<readonly ChangeSet[]>;
}

/** The log with its format, its queue, its retention and its history. */
export interface Journal extends Log {
  /** Called once, before the first append. */
  start(events: JournalEvents): void;
  /**
   * The change set as it will be written. Called within its transaction: what it throws (a `Problem` for what is too
   * large or too deep to be kept, or while too much waits for the disk) rolls the transaction back.
   */
  format(changeSet: ChangeSet): FormattedEntry;
  /**
   * Somebody waits for a revision that is not durable; without a waiter, writing may be delayed by a few
   * milliseconds.
   */
  wanted(revision: number): void;
  /** Undefined while there is room in the queue; otherwise resolves when there is some again. */
  room(): Promise<void> | undefined;
  /**
   * Durable change sets that touched a record, newest first, before revision `before`; fewer than `limit` where they
   * are long, one at least where there is any.
   */
  history(
    kind: Kind,
    key: string,
    options: { readonly before?: number; readonly limit: number },
  ): Promise<readonly PastChangeSet[]>;
  /** Revision of the oldest change set that is kept (1 while nothing has been trimmed). */
  readonly historyStartsAt: number;
  /** Writes what is queued and releases the data directory. */
  close(): Promise<void>;
}

/**
 * The port behind which change sets become durable. The store appends; the journal answers later, in order.
 * `server/persistence` is the adapter to a database; `memory-journal.ts` the one without.
 */
import type { Kind } from '../model/kinds.ts';
import type { ChangeSet } from './store.ts';

export interface JournalEvents {
  /** Everything up to and including `revision` is on disk. */
  durable(revision: number): void;
  /** Nothing more can be made durable; `error.message` is a sentence for the operator. The process has to end. */
  fatal(error: Error): void;
}

export interface Journal {
  /** Called once, before the first append. */
  start(events: JournalEvents): void;
  /**
   * The change set as the text that will be written. Called within its transaction: what it throws (a `Problem` for what is
   * too large or too deep to be kept) rolls the transaction back.
   */
  format(changeSet: ChangeSet): string;
  /** Queues a change set with its text. Never throws: a failure comes as `fatal`. */
  append(changeSet: ChangeSet, entry: string): void;
  /** Durable change sets that touched a record, newest first, before revision `before`. */
  history(kind: Kind, key: string, options: { readonly before?: number; readonly limit: number }): readonly ChangeSet[];
  /** Revision of the oldest change set that is kept (1 while nothing has been trimmed). */
  readonly historyStartsAt: number;
  /** Writes what is queued and releases the data directory. */
  close(): Promise<void>;
}

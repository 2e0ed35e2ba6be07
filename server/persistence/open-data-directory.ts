/** A data directory, opened: the store over its database. */
import { createStore, RING_SIZE } from '../store/create-store.ts';
import type { Judge, Store } from '../store/store.ts';
import { DataDirectoryError, reasonOf } from './data-directory-error.ts';
import { keepPages, openDatabase, type Database, type DatabaseOptions } from './database.ts';
import { LARGEST_ENTRY } from './entry.ts';
import { Fold } from './fold.ts';
import { loadDatabase, RING_BYTES } from './load.ts';
import { SqliteJournal } from './sqlite-journal.ts';
import { HISTORY_LIMITS, Trim, type HistoryLimits } from './trim.ts';

export interface DataDirectoryOptions extends DatabaseOptions {
  /** Milliseconds since 1970, UTC. */
  readonly clock: () => number;
  /** Nothing can be made durable any more: end the process with the error's message, before anything else leaves it. */
  readonly onFatal: (error: Error) => void;
  /** Told of what a listener to changes has thrown. */
  readonly onFault?: (error: unknown) => void;
  /** Change sets that a watch can go back. */
  readonly ringSize?: number;
  /** Bytes of the journal that are read back for them at start, at most. */
  readonly ringBytes?: number;
  readonly history?: HistoryLimits;
  /** Asked of every record before it is put. */
  readonly judge?: Judge;
  /** Number of changed records from which the journal is folded into the object table. */
  readonly foldAfter?: number;
  /** Characters of one journal entry at most. */
  readonly largestEntry?: number;
}

export interface DataDirectory {
  readonly store: Store;
  /** Waits until everything is durable and releases the directory. */
  close(): Promise<void>;
}

/** Records that may wait to be folded: they are read twice at start, at some 15 µs each. */
const FOLD_AFTER = 50_000;

/** Throws `DataDirectoryError` (exit code 2) when the directory is in use, of a newer format, or unreadable. */
export function openDataDirectory(directory: string, options: DataDirectoryOptions): DataDirectory {
  const { clock, onFatal, onFault, ringSize = RING_SIZE, ringBytes = RING_BYTES, history = HISTORY_LIMITS, judge, foldAfter = FOLD_AFTER, largestEntry = LARGEST_ENTRY } = options;
  const database = openDatabase(directory, new Date(clock()).toISOString(), options);
  try {
    return over(database);
  } catch (error) {
    database.sql.close();
    throw new DataDirectoryError(`The data directory ${directory} cannot be read: ${reasonOf(error)}. Restore it from an export with --import, or choose another with --data-dir.`, error);
  }

  function over(database: Database): DataDirectory {
    const loaded = loadDatabase(database, ringSize, ringBytes);
    const fold = new Fold(database.sql, loaded.folded, foldAfter);
    for (const changeSet of loaded.unfolded) fold.add(changeSet);
    const trim = new Trim(database.sql, loaded.historyStartsAt, history);
    const store = createStore({
      journal: new SqliteJournal(database, loaded.revision, fold, trim, largestEntry),
      clock,
      dataDirectoryId: database.dataDirectoryId,
      epoch: database.epoch,
      loaded,
      ringSize,
      ...(judge === undefined ? {} : { judge }),
      onFatal,
      ...(onFault === undefined ? {} : { onFault }),
    });
    keepPages(database);
    return { store, close: () => store.close() };
  }
}

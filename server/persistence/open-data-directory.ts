/**
 * A data directory, opened: the store over its database.
 *
 * In order: the directory is created or its permissions tightened, checked for free space, and locked; the database
 * is created if there is none, or converted from an earlier format; it is read and verified by its checksums, and the
 * log by the file `head`; only then is anything written. A damaged directory is refused, or salvaged on request. From
 * then on another thread owns the database (`writer.ts`), and the serving thread never waits for the disk.
 */

import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { createStore, RING_SIZE } from '../store/create-store.ts';
import { SteadyTime } from '../store/steady-time.ts';
import type { ValidateRecord, Store } from '../store/store.ts';
import { firstHash } from './checksums.ts';
import { Damage, damaged } from './damage.ts';
import { DataDirectoryError, reasonOf, sqliteCode } from './data-directory-error.ts';
import {
  closeAsFound,
  databaseFile,
  formatOf,
  hasDatabase,
  lockDatabase,
  putLogBack,
  type Database,
  type DatabaseOptions,
} from './database.ts';
import { prepareDirectory } from './directory.ts';
import { LARGEST_ENTRY } from './entry.ts';
import { examine, intactIn } from './examine.ts';
import { readHead, type Head } from './head-file.ts';
import { loadDatabase, RING_BYTES } from './load.ts';
import { lockDirectory, type DirectoryLock } from './lock.ts';
import { Marks, readMarks } from './marks.ts';
import { clearUnfinished, makeDatabase } from './new-database.ts';
import { syncDirectory } from './private-file.ts';
import { salvage } from './salvage.ts';
import { startFloor } from './start-revision.ts';
import { takeOver } from './take-over.ts';
import { QUEUE_BOUNDS, ThreadJournal, type QueueBounds } from './thread-journal.ts';
import { HISTORY_LIMITS, type HistoryLimits } from './trim.ts';

export interface DataDirectoryOptions extends DatabaseOptions {
  /** Milliseconds since 1970, UTC. */
  readonly clock: () => number;
  /**
   * Milliseconds at the pace of time that nobody sets; absent: the clock is taken not to jump while the process
   * runs.
   */
  readonly monotonic?: () => number;
  /** Nothing can be made durable any more: end the process with the error's message, before anything else leaves it. */
  readonly onFatal: (error: Error) => void;
  /** Notified of what a listener to changes has thrown; raised outside of any caller unless given. */
  readonly onFault?: (error: unknown) => void;
  /** Asked of every record before it is put; absent: everything may be put. */
  readonly validate?: ValidateRecord;
  /** Told in sentences what was changed in the directory, and of clocks that jump. */
  readonly tell?: (sentence: string) => void;
  /** Go on with what is intact of a damaged directory; the damaged files are kept. */
  readonly acceptDamage?: boolean;
  /** Change sets that a watch can go back. */
  readonly ringSize?: number;
  /** Bytes of the journal that are read back for them at start, at most. */
  readonly ringBytes?: number;
  readonly history?: HistoryLimits;
  /** Pages of the write-ahead log from which it is copied into the database. */
  readonly walPages?: number;
  /** What may wait for the disk. */
  readonly queue?: QueueBounds;
  /** Number of changed records from which the journal is folded into the object table. */
  readonly foldAfter?: number;
  /** Characters of one journal entry at most. */
  readonly largestEntry?: number;
  /** Bytes of a database up to which a start reads and verifies all of it, not only what it needs. */
  readonly smallBytes?: number;
}

export interface DataDirectory {
  readonly store: Store;
  /**
   * Resolves when the thread that writes has the database, which it takes when something is written or this is
   * asked.
   */
  opened(): Promise<void>;
  /** Waits until everything is durable and releases the directory. */
  close(): Promise<void>;
}

/** Records that may wait to be folded: they are read twice at start, at some 15 µs each. */
const FOLD_AFTER = 50_000;
/** Pages (of 4 KiB) of the write-ahead log after which it is copied into the database. */
const WAL_PAGES = 4_000;
/** Bytes of a database that is small enough to be read whole at a start. */
const SMALL_BYTES = 32 * 1024 * 1024;

/**
 * Throws `DataDirectoryError` (exit code 2) when the directory is in use, damaged, of a newer format, or
 * unreadable.
 */
export function openDataDirectory(directory: string, options: DataDirectoryOptions): DataDirectory {
  let lock: DirectoryLock | undefined;
  try {
    prepareDirectory(directory, options.tell ?? (() => {}));
    lock = lockDirectory(directory);
    arrive(directory);
    return openAs(directory, options, options.acceptDamage === true, lock);
  } catch (error) {
    lock?.release();
    if (error instanceof DataDirectoryError) throw error;
    throw new DataDirectoryError(
      `The data directory ${directory} cannot be used: ${reasonOf(error)}. Choose another with --data-dir, or ` +
        'repair it.',
      error,
    );
  }
}

/** Makes the database where there is none and never was one. */
function arrive(directory: string): void {
  putLogBack(directory);
  clearUnfinished(directory);
  if (hasDatabase(directory)) return;
  const known = readHead(directory);
  if (known !== 'none') {
    const held = known === 'damaged' ? '' : ` It held everything up to revision ${known.revision}.`;
    throw new DataDirectoryError(
      `The database ${databaseFile(directory)} is missing, but the file head beside it says that there was ` +
        `one.${held} Put a copy of it back, or take the file head away to begin with nothing.`,
    );
  }
  const id = randomUUID();
  makeDatabase(directory, () => {
    const base = { number: 0, revision: 0, hash: firstHash(id) };
    return {
      facts: {
        id,
        epoch: 0,
        epochId: '',
        folded: 0,
        folding: false,
        base,
        fromNothing: true,
        objects: { count: 0, sum: 0 },
        touched: { count: 0, sum: 0 },
      },
      head: base,
    };
  });
}

function openAs(
  directory: string,
  options: DataDirectoryOptions,
  acceptDamage: boolean,
  lock: DirectoryLock,
): DataDirectory {
  const database = lockOrRefuse(directory, options);
  const known = readHead(directory);
  try {
    if (formatOf(database) === 1) {
      takeOver(database, options.tell ?? (() => {}));
      return openAs(directory, options, acceptDamage, lock);
    }
    return over(database, known, options, lock);
  } catch (error) {
    if (!database.sql.isOpen) throw error;
    const what = damageIn(error);
    if (what === undefined) {
      closeAsFound(database);
      throw error;
    }
    if (!acceptDamage) {
      const intact = intactIn(database.sql, known);
      closeAsFound(database);
      throw damaged(directory, what, intact);
    }
    salvage(database, known, options.tell ?? (() => {}));
    return openAs(directory, options, false, lock);
  }
}

/** A file that SQLite itself does not take is not salvaged: nothing in it can be told from anything else. */
function lockOrRefuse(directory: string, options: DataDirectoryOptions): Database {
  try {
    return lockDatabase(directory, options);
  } catch (error) {
    const what = error instanceof DataDirectoryError ? undefined : damageIn(error);
    if (what === undefined) throw error;
    throw new DataDirectoryError(
      `The database of the data directory ${directory} cannot be opened: ${what}. That is beyond what ` +
        '--accept-damage can do; nothing was changed. Put a whole copy of the directory in its place, or import an ' +
        'export into an empty one.',
      error,
    );
  }
}

/** What is damaged, when that is what an error says: in our checksums, or in SQLite's own eyes. */
function damageIn(error: unknown): string | undefined {
  if (error instanceof Damage) return error.message;
  const code = sqliteCode(error);
  if (code === 11 || code === 26 || code === 1) return reasonOf(error);
  return error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError
    ? reasonOf(error)
    : undefined;
}

function over(
  database: Database,
  known: Head | 'none' | 'damaged',
  options: DataDirectoryOptions,
  lock: DirectoryLock,
): DataDirectory {
  const {
    clock,
    monotonic,
    onFatal,
    onFault,
    tell,
    validate,
    ringSize = RING_SIZE,
    ringBytes = RING_BYTES,
    history = HISTORY_LIMITS,
    foldAfter = FOLD_AFTER,
    walPages = WAL_PAGES,
    queue = QUEUE_BOUNDS,
    maxPages,
    largestEntry = LARGEST_ENTRY,
    smallBytes = SMALL_BYTES,
  } = options;
  const { sql, directory } = database;
  if (known === 'none')
    throw new Damage('the file head is missing, so that nobody can tell whether the journal is whole');
  if (known === 'damaged')
    throw new Damage('the file head is not as it was written, so that nobody can tell whether the journal is whole');
  if (sizeOf(directory) <= smallBytes) {
    const [fault] = examine(sql, known).faults;
    if (fault !== undefined) throw new Damage(fault);
  }
  const marks = new Marks(sql, readMarks(sql));
  const loaded = loadDatabase(sql, marks.facts, known, ringSize, ringBytes);
  const { head } = loaded;
  const time = new SteadyTime({
    clock,
    ...(monotonic && { monotonic }),
    ...(loaded.time !== undefined && { last: Date.parse(loaded.time) }),
    ...(tell && { warn: tell }),
  });
  marks.begin();
  const journal = new ThreadJournal({
    task: {
      directory,
      head,
      historyStartsAt: loaded.historyStartsAt,
      history,
      foldAfter,
      walPages,
      ...(maxPages === undefined ? {} : { maxPages }),
    },
    // Everything has been read and found whole: from here on the directory is written.
    handOver: () => {
      marks.save();
      sql.close();
    },
    steadyNow: () => time.steady(),
    largestEntry,
    bounds: queue,
  });
  const store = createStore({
    journal,
    clock: time,
    dataDirectoryId: marks.facts.id,
    epoch: marks.facts.epoch,
    epochId: marks.facts.epochId,
    loaded: { ...loaded, revision: head.revision, floor: startFloor(head.revision, clock()) },
    ringSize,
    ...(validate === undefined ? {} : { validate }),
    onFatal,
    ...(onFault === undefined ? {} : { onFault }),
  });
  syncDirectory(directory);
  return { store, opened: () => journal.opened(), close: () => store.close().finally(() => lock.release()) };
}

function sizeOf(directory: string): number {
  return ['', '-wal'].reduce(
    (sum, suffix) => sum + (statSync(`${databaseFile(directory)}${suffix}`, { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}

/**
 * The database file of a data directory: opens it, locks it for the current thread (`lock.ts` is the lock of the
 * process), and checks that it is ours and of a supported format (`tables.ts`).
 */

import { existsSync, lstatSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Damage } from './damage.ts';
import { DataDirectoryError, sqliteCode } from './data-directory-error.ts';
import { APPLICATION_ID, FORMAT, SCHEMA_TEXT, SCHEMA_TEXT_1 } from './tables.ts';

/** A start reads every page once: to keep them would only take room. */
const START_CACHE_KIB = 4_096;
/** What folding and history go by afterwards. */
const CACHE_KIB = 65_536;

export interface DatabaseOptions {
  /** Largest number of 4 KiB pages; unlimited unless given. */
  readonly maxPages?: number;
}

export interface Database {
  readonly sql: DatabaseSync;
  readonly directory: string;
}

/** The database file in a data directory. */
export function databaseFile(directory: string): string {
  return join(directory, 'overlay.sqlite');
}

/** Whether the directory holds a database. */
export function hasDatabase(directory: string): boolean {
  return existsSync(databaseFile(directory));
}

/** Opens the file and locks it; nothing is looked at yet. */
export function lockDatabase(directory: string, options: DatabaseOptions = {}): Database {
  const sql = new DatabaseSync(databaseFile(directory));
  try {
    lock(sql, directory);
    if (options.maxPages !== undefined) sql.exec(`PRAGMA max_page_count = ${options.maxPages}`);
    sql.exec(`PRAGMA cache_size = -${START_CACHE_KIB}`);
    return { sql, directory };
  } catch (error) {
    closeAsFound({ sql, directory });
    throw error;
  }
}

/** After the state has been read. */
export function keepPages({ sql }: Database): void {
  sql.exec(`PRAGMA cache_size = -${CACHE_KIB}`);
}

/**
 * Closes a refused database without changing it. SQLite would copy the valid part of the write-ahead log into the
 * database and drop the rest, so the log is put back as it was found: then repairing a byte recovers everything.
 */
export function closeAsFound({ sql, directory }: Database): void {
  const log = `${databaseFile(directory)}-wal`;
  const found = `${log}.found`;
  const hasLog = lstatSync(log, { throwIfNoEntry: false }) !== undefined;
  if (hasLog) renameSync(log, found);
  try {
    sql.close();
  } finally {
    if (hasLog) renameSync(found, log);
  }
}

/** Completes putting the log back, if the process ended while doing it. */
export function putLogBack(directory: string): void {
  const log = `${databaseFile(directory)}-wal`;
  if (existsSync(`${log}.found`) && !existsSync(log)) renameSync(`${log}.found`, log);
}

function lock(sql: DatabaseSync, directory: string): void {
  try {
    sql.exec(
      'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA ' +
        'cell_size_check = ON; BEGIN IMMEDIATE; COMMIT',
    );
  } catch (error) {
    if (sqliteCode(error) !== 5) throw error;
    throw new DataDirectoryError(
      `The data directory ${directory} is in use by another process. Stop that one, or choose another directory ` +
        'with --data-dir.',
      error,
    );
  }
}

/** 1 or 2 = the format of a database of ours; anything else is refused, or thrown as damage. */
export function formatOf({ sql, directory }: Database): 1 | typeof FORMAT {
  const { application_id: application } = sql.prepare('PRAGMA application_id').get() as { application_id: number };
  const { user_version: format } = sql.prepare('PRAGMA user_version').get() as { user_version: number };
  const tables = sql
    .prepare('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid')
    .all()
    .map((row) => String(row['sql']))
    .join(';\n');
  if (application === 0 && format === 0 && tables === '') throw new Damage('the database file is empty');
  if (application !== APPLICATION_ID) {
    throw new DataDirectoryError(
      `The file ${databaseFile(directory)} belongs to another program. Choose another directory with --data-dir.`,
    );
  }
  if (format > FORMAT) {
    throw new DataDirectoryError(
      `The data directory ${directory} has format ${format}, this version reads up to ${FORMAT}. Start the ` +
        'version that wrote it, or a newer one.',
    );
  }
  if (tables === SCHEMA_TEXT && format === FORMAT) return FORMAT;
  if (tables === SCHEMA_TEXT_1 && format === 1) return 1;
  throw new Damage('the tables of the database are not those that were made');
}

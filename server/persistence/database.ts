/**
 * The database file of a data directory: opened, locked, its format checked, its start recorded.
 *
 * Tables: `meta` (id of the directory, `folded`: revision up to which `object` is complete), `epoch` (one row a start),
 * `journal` (one row a change set), `object` (the state at `folded`, or newer where a fold was under way), `touched`
 * (which change sets up to `folded` touched which record).
 *
 * `object` keeps its rowid: values of a kilobyte would overflow the pages of a table without.
 * The lock is SQLite's own exclusive one, which the kernel releases when the process ends, however it ends.
 */
import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DataDirectoryError, reasonOf, sqliteCode } from './data-directory-error.ts';

/** Version of the tables and of the journal's entries. */
export const FORMAT = 1;
/** A start reads every page once: to keep them would only take room. */
const START_CACHE_KIB = 4_096;
/** What folding and history go by afterwards. */
const CACHE_KIB = 65_536;
/** `OVLY`: tells our files from other SQLite databases. */
const APPLICATION_ID = 0x4f564c59;

export interface DatabaseOptions {
  /** Pages of the write-ahead log after which it is copied into the database. */
  readonly walPages?: number;
  /** Largest number of 4 KiB pages; unlimited unless given. */
  readonly maxPages?: number;
}

export interface Database {
  readonly sql: DatabaseSync;
  readonly directory: string;
  readonly dataDirectoryId: string;
  readonly epoch: number;
}

/** The database file in a data directory. */
export function databaseFile(directory: string): string {
  return join(directory, 'overlay.sqlite');
}

/** Whether the directory holds a database. */
export function hasDatabase(directory: string): boolean {
  return existsSync(databaseFile(directory));
}

/** Throws `DataDirectoryError` when the directory cannot be used. `time` is recorded for this start. */
export function openDatabase(directory: string, time: string, options: DatabaseOptions = {}): Database {
  let sql: DatabaseSync | undefined;
  try {
    mkdirSync(directory, { recursive: true });
    sql = new DatabaseSync(databaseFile(directory));
    lock(sql, directory);
    if (options.maxPages !== undefined) sql.exec(`PRAGMA max_page_count = ${options.maxPages}`);
    sql.exec(`PRAGMA cache_size = -${START_CACHE_KIB}; PRAGMA wal_autocheckpoint = ${options.walPages ?? 4_000}`);
    const dataDirectoryId = checkFormat(sql, directory);
    const { epoch } = sql.prepare('INSERT INTO epoch(time) VALUES (?) RETURNING epoch').get(time) as { epoch: number };
    syncDirectory(directory);
    return { sql, directory, dataDirectoryId, epoch };
  } catch (error) {
    sql?.close();
    if (error instanceof DataDirectoryError) throw error;
    throw new DataDirectoryError(`The data directory ${directory} cannot be used: ${reasonOf(error)}. Choose another with --data-dir, or repair it.`, error);
  }
}

/** After the state has been read. */
export function keepPages({ sql }: Database): void {
  sql.exec(`PRAGMA cache_size = -${CACHE_KIB}`);
}

function lock(sql: DatabaseSync, directory: string): void {
  try {
    sql.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; BEGIN IMMEDIATE; COMMIT');
  } catch (error) {
    if (sqliteCode(error) !== 5) throw error;
    throw new DataDirectoryError(`The data directory ${directory} is in use by another process. Stop that one, or choose another directory with --data-dir.`, error);
  }
}

/** Makes the tables where there are none; gives the directory's id. */
function checkFormat(sql: DatabaseSync, directory: string): string {
  const { application_id: application } = sql.prepare('PRAGMA application_id').get() as { application_id: number };
  const { user_version: format } = sql.prepare('PRAGMA user_version').get() as { user_version: number };
  const { tables } = sql.prepare('SELECT count(*) AS tables FROM sqlite_schema').get() as { tables: number };
  if (application === 0 && format === 0 && tables === 0) return create(sql);
  if (application !== APPLICATION_ID) {
    throw new DataDirectoryError(`The file ${databaseFile(directory)} belongs to another program. Choose another directory with --data-dir.`);
  }
  if (format > FORMAT) {
    throw new DataDirectoryError(`The data directory ${directory} has format ${format}, this version reads up to ${FORMAT}. Start the version that wrote it, or a newer one.`);
  }
  return (sql.prepare(`SELECT value FROM meta WHERE name = 'id'`).get() as { value: string }).value;
}

function create(sql: DatabaseSync): string {
  const id = randomUUID();
  sql.exec(`
    BEGIN IMMEDIATE;
    CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
    CREATE TABLE epoch (epoch INTEGER PRIMARY KEY, time TEXT NOT NULL);
    CREATE TABLE journal (revision INTEGER PRIMARY KEY, entry TEXT NOT NULL);
    CREATE TABLE object (kind TEXT, key TEXT, created INTEGER NOT NULL, revision INTEGER NOT NULL, value TEXT NOT NULL, PRIMARY KEY (kind, key));
    CREATE TABLE touched (kind TEXT, key TEXT, revision INTEGER, PRIMARY KEY (kind, key, revision)) WITHOUT ROWID;
    INSERT INTO meta VALUES ('id', '${id}'), ('folded', 0);
    PRAGMA application_id = ${APPLICATION_ID};
    PRAGMA user_version = ${FORMAT};
    COMMIT`);
  return id;
}

/** A new file is only there after a crash when its directory was synced. */
function syncDirectory(directory: string): void {
  const descriptor = openSync(directory, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

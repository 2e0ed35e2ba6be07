/**
 * Creates a database file atomically: it is filled under another name, synced to disk, and only then renamed, so that
 * a crash never leaves an empty or half-filled database.
 */

import { closeSync, constants, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Link } from './checksums.ts';
import { DataDirectoryError, sqliteCode } from './data-directory-error.ts';
import { databaseFile } from './database.ts';
import { headFile, HeadFile, readHead } from './head-file.ts';
import { insertMarks, type MarkFacts } from './marks.ts';
import { syncDirectory } from './private-file.ts';
import { MAKE_TABLES } from './tables.ts';

/** What was put into a new database: what it says of itself, and the last entry of its journal. */
export interface Filled {
  readonly facts: MarkFacts;
  readonly head: Link;
}

/** Where a database is made. */
function unfinishedFile(directory: string): string {
  return `${databaseFile(directory)}.new`;
}

/** Makes the database of a directory that has none; `fill` puts rows into its tables. */
export function makeDatabase(directory: string, fill: (sql: DatabaseSync) => Filled): void {
  const file = unfinishedFile(directory);
  const { facts, head } = fillFile(directory, file, fill);
  new HeadFile(directory, facts.id, head).close();
  try {
    linkSync(file, databaseFile(directory));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      throw new DataDirectoryError(
        `Another process has begun to use the data directory ${directory}. Stop that one, or choose another ` +
          'directory with --data-dir.',
        error,
      );
    // A file system without hard links.
    renameSync(file, databaseFile(directory));
  }
  rmSync(file, { force: true });
  syncDirectory(directory);
}

/** Makes a database in the place of another; `before` runs when the new one is whole, and closes or moves the other. */
export function replaceDatabase(directory: string, fill: (sql: DatabaseSync) => Filled, before: () => void): void {
  const file = unfinishedFile(directory);
  const { facts, head } = fillFile(directory, file, fill);
  before();
  rmSync(`${databaseFile(directory)}-wal`, { force: true });
  renameSync(file, databaseFile(directory));
  new HeadFile(directory, facts.id, head).close();
  syncDirectory(directory);
}

/** Takes away what a process has left that ended while it made a database; gives whether there was anything. */
export function clearUnfinished(directory: string): boolean {
  const file = unfinishedFile(directory);
  if (!existsSync(file)) return false;
  const sql = new DatabaseSync(file);
  try {
    sql.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT');
  } catch (error) {
    if (sqliteCode(error) === 5)
      throw new DataDirectoryError(
        `The data directory ${directory} is being made by another process. Wait for that one, or choose another ` +
          'directory with --data-dir.',
        error,
      );
  } finally {
    sql.close();
  }
  rmSync(file, { force: true });
  // The head of a directory in which nothing was written yet; any other says that a database is missing.
  const known = readHead(directory);
  if (!existsSync(databaseFile(directory)) && typeof known === 'object' && known.number === 0)
    rmSync(headFile(directory), { force: true });
  return true;
}

function fillFile(directory: string, file: string, fill: (sql: DatabaseSync) => Filled): Filled {
  clearUnfinished(directory);
  closeSync(openSync(file, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600));
  const sql = new DatabaseSync(file);
  try {
    sql.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN EXCLUSIVE');
    sql.exec(MAKE_TABLES);
    const filled = fill(sql);
    insertMarks(sql, filled.facts);
    sql.exec('COMMIT');
    sql.close();
    const descriptor = openSync(file, 'r');
    fsyncSync(descriptor);
    closeSync(descriptor);
    return filled;
  } catch (error) {
    if (sql.isOpen) sql.close();
    rmSync(file, { force: true });
    throw error;
  }
}

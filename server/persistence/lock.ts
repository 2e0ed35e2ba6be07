/**
 * The lock of a data directory: SQLite's own lock on an empty file beside the database, which the kernel releases
 * when the process ends. It is held from before the first read until after the last write, also while the database
 * passes from the thread that reads it to the one that writes it.
 */

import { closeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DataDirectoryError, sqliteCode } from './data-directory-error.ts';
import { createPrivately } from './private-file.ts';

export interface DirectoryLock {
  release(): void;
}

/** Throws `DataDirectoryError` when another process, or this one, uses the directory. */
export function lockDirectory(directory: string): DirectoryLock {
  const file = join(directory, 'lock');
  try {
    // Only where there is none: closing the file in a process that has locked it would drop the lock.
    closeSync(createPrivately(file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const sql = new DatabaseSync(file);
  try {
    sql.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    sql.close();
    if (sqliteCode(error) !== 5) throw error;
    throw new DataDirectoryError(
      `The data directory ${directory} is in use by another process. Stop that one, or choose another directory ` +
        'with --data-dir.',
      error,
    );
  }
  return {
    release: () => {
      if (sql.isOpen) sql.close();
    },
  };
}

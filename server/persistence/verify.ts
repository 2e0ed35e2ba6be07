/**
 * `npm run verify`: reads everything of a directory at rest, says what is intact and what is not, and leaves what is
 * damaged as it is.
 */

import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Damage } from './damage.ts';
import { DataDirectoryError, isHindrance, reasonOf } from './data-directory-error.ts';
import { closeAsFound, databaseFile, formatOf, hasDatabase, lockDatabase, type Database } from './database.ts';
import { examine, type Findings } from './examine.ts';
import { hasHead, readHead, type Head } from './head-file.ts';
import { lockDirectory, type DirectoryLock } from './lock.ts';

export interface Verified {
  readonly whole: boolean;
  /** Lines for who asked. */
  readonly lines: readonly string[];
}

/** Throws `DataDirectoryError` when the directory is in use, is none, or may not be used by this user. */
export function verifyDirectory(directory: string): Verified {
  mustBeUsable(directory);
  if (!hasDatabase(directory)) {
    const head = hasHead(directory) ? ' The file head beside it says that there was one.' : '';
    throw new DataDirectoryError(
      `There is no database ${databaseFile(directory)}.${head} Name the data directory with --data-dir.`,
    );
  }
  let database: Database | undefined;
  let lock: DirectoryLock | undefined;
  try {
    lock = lockDirectory(directory);
    database = lockDatabase(directory);
    if (formatOf(database) === 1) return formerFormat(database);
    const known = readHead(directory);
    const verified = verdict(directory, known, examine(database.sql, known));
    // The log then goes into the database, where it belongs; only what is damaged is left as it was found.
    if (verified.whole) database.sql.close();
    return verified;
  } catch (error) {
    if (error instanceof DataDirectoryError) throw error;
    if (isHindrance(error)) throw hindered(directory, error);
    return { whole: false, lines: [`DAMAGED: ${error instanceof Damage ? error.message : reasonOf(error)}.`] };
  } finally {
    if (database?.sql.isOpen === true) closeAsFound(database);
    lock?.release();
  }
}

/** SQLite locks what it reads and takes its log over: who may only read is told so, not that the disk fails. */
function mustBeUsable(directory: string): void {
  try {
    if (!existsSync(directory)) return;
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    for (const file of readdirSync(directory)) accessSync(join(directory, file), constants.R_OK | constants.W_OK);
  } catch (error) {
    throw hindered(directory, error);
  }
}

function hindered(directory: string, error: unknown): DataDirectoryError {
  return new DataDirectoryError(
    `The data directory ${directory} cannot be verified: ${reasonOf(error)}. This says nothing of what it holds: ` +
      'verify as its owner and where it may be written, or verify a copy.',
    error,
  );
}

function formerFormat({ sql }: Database): Verified {
  const rows = sql
    .prepare('PRAGMA integrity_check(10)')
    .all()
    .map((row) => String(row['integrity_check']));
  const whole = rows[0] === 'ok';
  return {
    whole,
    lines: [
      'The directory has format 1, which has no checksums; a start takes it over. ' +
        `${whole ? 'The database has no fault of its own.' : `DAMAGED: ${rows.join('; ')}.`}`,
    ],
  };
}

function verdict(
  directory: string,
  known: Head | 'none' | 'damaged',
  { faults, facts, entries, objects, unfolded, touchedWhole }: Findings,
): Verified {
  const lines = [
    `data directory  ${directory}` +
      (facts === undefined ? '' : `, id ${facts.id}, ${facts.epoch === 1 ? '1 start' : `${facts.epoch} starts`}`),
    `journal         ${entries.count} entries; intact: ${
      entries.runs
        .filter(({ before, last }) => last.number > before.number)
        .map(({ before, last }) => `entries ${before.number + 1} to ${last.number}, up to revision ${last.revision}`)
        .join(', and ') || 'none'
    }`,
    `objects         ${unfolded.objects}: ${objects.count} folded` +
      (facts === undefined ? ', ' : `, complete up to revision ${facts.folded}, `) +
      (objects.whole ? 'all intact; ' : `${objects.damaged.length} damaged; `) +
      (unfolded.entries === 0
        ? 'nothing in the journal after them'
        : `what changed since stands in the last ${unfolded.entries} entries of the journal`),
    `history         ${touchedWhole ? 'intact' : 'damaged'}`,
    'head            ' +
      `${typeof known === 'string' ? known : `entry ${known.number}, revision ${known.revision}, ${known.hash}`}`,
    ...faults.map((fault) => `DAMAGED: ${fault}.`),
    faults.length === 0
      ? 'Everything is as it was written: objects, journal and older history. (A start reads this much up to 32 ' +
        'MiB; beyond, what it serves: objects, the entries after them, and the newest for watches.)'
      : 'Put a whole copy of the directory in its place, or start once with --accept-damage to go on with what is ' +
        'intact.',
  ];
  return { whole: faults.length === 0, lines };
}

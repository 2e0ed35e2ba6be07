/**
 * A directory of format 1, which had no checksums, becomes one of this format, once: a copy is kept beside it first,
 * then a new database is made of its rows and put in its place. An end of the process in between costs nothing but the
 * time.
 */

import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, renameSync, rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { firstHash, linkOf, objectSum, tallyIn, touchedSum, type Link, type Tally } from './checksums.ts';
import { DataDirectoryError } from './data-directory-error.ts';
import { databaseFile, type Database } from './database.ts';
import { replaceDatabase, type Filled } from './new-database.ts';
import { createPrivately } from './private-file.ts';

interface OldObject {
  readonly kind: string;
  readonly key: string;
  readonly created: number;
  readonly revision: number;
  readonly value: string;
}

/** Closes the database it is given; `tell` gets the sentence about the copy. */
export function takeOver({ sql, directory }: Database, tell: (sentence: string) => void): void {
  for (const row of sql.prepare('PRAGMA integrity_check(1)').all()) {
    if (row['integrity_check'] !== 'ok')
      throw new DataDirectoryError(
        `The data directory ${directory} has format 1 and is damaged (${String(row['integrity_check'])}), so ` +
          'that it is not taken over. Nothing was changed. Put a whole copy in its place.',
      );
  }
  const copy = copyBeside(sql, directory);
  replaceDatabase(
    directory,
    (made) => fillFrom(sql, made, directory),
    () => sql.close(),
  );
  tell(
    `The data directory ${directory} had format 1 and has format 2 now, with checksums. As it was, it is kept as ` +
      `${copy}; remove that when you do not need it any more.`,
  );
}

function copyBeside(sql: DatabaseSync, directory: string): string {
  const unfinished = `${databaseFile(directory)}.copy`;
  rmSync(unfinished, { force: true });
  closeSync(createPrivately(unfinished));
  sql.prepare('VACUUM INTO ?').run(unfinished);
  let copy = `${databaseFile(directory)}.format-1`;
  for (let number = 2; existsSync(copy); number += 1) copy = `${databaseFile(directory)}.format-1-${number}`;
  renameSync(unfinished, copy);
  return copy;
}

function fillFrom(old: DatabaseSync, made: DatabaseSync, directory: string): Filled {
  const meta = new Map(
    old
      .prepare('SELECT name, value FROM meta')
      .all()
      .map((row) => [row['name'], row['value']]),
  );
  const id = String(meta.get('id'));
  const { epoch } = old.prepare('SELECT coalesce(max(epoch), 1) AS epoch FROM epoch').get() as { epoch: number };
  const objects: Tally = { count: 0, sum: 0 };
  const putObject = made.prepare('INSERT INTO object VALUES (?, ?, ?, ?, ?, ?)');
  for (const { kind, key, created, revision, value } of old
    .prepare('SELECT kind, key, created, revision, value FROM object ORDER BY rowid')
    .iterate() as Iterable<unknown> as Iterable<OldObject>) {
    checkJson(value, `the object ${kind} ${key}`, directory);
    const sum = objectSum(kind, key, created, revision, value);
    putObject.run(kind, key, created, revision, sum, value);
    tallyIn(objects, sum);
  }
  const touched: Tally = { count: 0, sum: 0 };
  const putTouched = made.prepare('INSERT INTO touched VALUES (?, ?, ?)');
  for (const { kind, key, revision } of old
    .prepare('SELECT kind, key, revision FROM touched')
    .iterate() as Iterable<unknown> as Iterable<OldObject>) {
    putTouched.run(kind, key, revision);
    tallyIn(touched, touchedSum(kind, key, revision));
  }
  const { first } = old.prepare('SELECT min(revision) AS first FROM journal').get() as { first: number | null };
  const folded = Number(meta.get('folded'));
  const base: Link = { number: 0, revision: (first ?? folded + 1) - 1, hash: firstHash(id) };
  const putEntry = made.prepare('INSERT INTO journal VALUES (?, ?, ?, ?)');
  let head = base;
  for (const { revision, entry } of old
    .prepare('SELECT revision, entry FROM journal ORDER BY revision')
    .iterate() as Iterable<unknown> as Iterable<{ readonly revision: number; readonly entry: string }>) {
    checkJson(entry, `the entry of revision ${revision}`, directory);
    head = linkOf(head, revision, entry);
    putEntry.run(head.revision, head.number, head.hash, entry);
  }
  // A fold that was under way cannot be told from one that was not.
  return {
    facts: {
      id,
      epoch,
      epochId: randomUUID(),
      folded,
      folding: true,
      base,
      fromNothing: base.revision === 0,
      objects,
      touched,
    },
    head,
  };
}

function checkJson(text: string, what: string, directory: string): void {
  try {
    JSON.parse(text);
  } catch (error) {
    throw new DataDirectoryError(
      `The data directory ${directory} has format 1 and is damaged (${what} is not JSON), so that it is not ` +
        'taken over. Its database is as it was. Put a whole copy in its place.',
      error,
    );
  }
}

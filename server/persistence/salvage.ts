/**
 * `--accept-damage`: makes a new database of what is intact, and keeps the damaged files beside it. What is served
 * afterwards is the state after the last entry up to which everything is intact:
 *
 * 1. Objects and the entries after them are whole, and only older history is damaged: nothing is lost but history up to
 *    there.
 * 2. Objects are whole, and an entry after them is damaged: the state before that entry.
 * 3. The journal goes back to the beginning: the state before the first damaged entry, replayed.
 * 4. Otherwise objects that are damaged are taken from their last entry; those that have none are left out, by name.
 */

import { randomUUID } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, renameSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { ChangeSet } from '../store/store.ts';
import { firstHash, linkOf, objectSum, tallyIn, touchedSum, type Link, type Tally } from './checksums.ts';
import { DataDirectoryError } from './data-directory-error.ts';
import { closeAsFound, databaseFile, type Database } from './database.ts';
import { parseEntry } from './entry.ts';
import { examine, isIntact, readObjectRows, type Findings } from './examine.ts';
import { headFile, type Head } from './head-file.ts';
import type { JournalRow } from './load.ts';
import { replaceDatabase, type Filled } from './new-database.ts';

interface Row {
  readonly kind: string;
  readonly key: string;
  readonly created: number;
  readonly revision: number;
  readonly value: string;
}

/** What is kept: rows of objects, entries after `after` up to and including `upTo`, and what was lost, in words. */
interface Plan {
  readonly rows: Map<string, Row>;
  readonly after: number;
  readonly upTo: number;
  readonly fromNothing: boolean;
  readonly lost: string;
}

/**
 * Closes the database it is given and puts a new one in its place. Throws `DataDirectoryError` when too little is
 * intact.
 */
export function salvage(database: Database, known: Head | 'none' | 'damaged', tell: (sentence: string) => void): void {
  const { sql, directory } = database;
  const findings = examine(sql, known);
  const plan = planOf(sql, findings);
  if (plan === undefined || findings.facts === undefined) {
    closeAsFound(database);
    throw new DataDirectoryError(
      `The data directory ${directory} is damaged beyond what --accept-damage can do: ` +
        `${findings.faults.slice(0, 3).join('; ')}. Nothing was changed. Put a whole copy of the directory in its ` +
        'place, or import an export into an empty one.',
    );
  }
  const { id, epoch } = findings.facts;
  const suffix = freeSuffix(directory);
  replaceDatabase(
    directory,
    (made) => fill(sql, made, plan, id, epoch),
    () => {
      closeAsFound(database);
      // The database keeps its name until the new one takes it: an end of the process in between leaves a damaged
      // directory, not none.
      keepAs(databaseFile(directory), suffix);
      keepAs(headFile(directory), suffix);
      const log = `${databaseFile(directory)}-wal`;
      if (existsSync(log)) renameSync(log, `${log}${suffix}`);
    },
  );
  tell(
    `The data directory ${directory} was damaged: ${findings.faults.slice(0, 3).join('; ')}. --accept-damage was ` +
      `given: ${plan.lost} The damaged files are kept beside it, with ${suffix} after their names.`,
  );
}

/** A copy beside the file, for its owner alone. */
function keepAs(file: string, suffix: string): void {
  if (!existsSync(file)) return;
  copyFileSync(file, `${file}${suffix}`);
  chmodSync(`${file}${suffix}`, 0o600);
}

/** `.damaged`, or the first of `.damaged-2`, … that is free. */
function freeSuffix(directory: string): string {
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '.damaged' : `.damaged-${number}`;
    if (
      !['', '-wal'].some((file) => existsSync(`${databaseFile(directory)}${file}${suffix}`)) &&
      !existsSync(`${headFile(directory)}${suffix}`)
    )
      return suffix;
  }
}

function planOf(sql: DatabaseSync, { facts, entries: { count, runs }, objects }: Findings): Plan | undefined {
  if (facts === undefined || runs.length === 0) return undefined;
  const first = runs[0]!;
  const last = runs.at(-1)!;
  const served = (revision: number): string => `everything up to revision ${revision} is served, and nothing after it.`;
  if (objects.whole && last.before.revision <= facts.folded) {
    const history = runs.length === 1 ? '' : ` History before revision ${last.before.revision + 1} is dropped.`;
    return {
      rows: replayed(sql, intactRows(sql), facts.folded, last.last.revision),
      after: last.before.revision,
      upTo: last.last.revision,
      fromNothing: facts.fromNothing && runs.length === 1,
      lost: `everything up to revision ${last.last.revision} is served.${history}`,
    };
  }
  const run = runs.find(({ before, last: end }) => before.revision <= facts.folded && end.revision >= facts.folded);
  if (objects.whole && !facts.folding && run !== undefined) {
    return {
      rows: replayed(sql, intactRows(sql), facts.folded, run.last.revision),
      after: run.before.revision,
      upTo: run.last.revision,
      fromNothing: facts.fromNothing && run === first,
      lost: served(run.last.revision),
    };
  }
  if (facts.fromNothing && first.last.number > 0) {
    return {
      rows: replayed(sql, new Map(), 0, first.last.revision),
      after: first.before.revision,
      upTo: first.last.revision,
      fromNothing: true,
      lost: served(first.last.revision),
    };
  }
  if (run === undefined || count + objects.count === 0) return undefined;
  const rows = intactRows(sql);
  const left = objects.damaged.filter(({ kind, key }) => {
    const row = lastEntryOf(sql, kind, key, run.before.revision, facts.folded);
    if (row !== undefined) rows.set(`${kind}\n${key}`, row);
    return row === undefined;
  });
  const missing = facts.objects.count - objects.count;
  const names = left
    .slice(0, 20)
    .map(({ kind, key }) => `${kind} ${key}`)
    .join(', ');
  return {
    rows: replayed(sql, rows, facts.folded, run.last.revision),
    after: run.before.revision,
    upTo: run.last.revision,
    fromNothing: false,
    lost:
      `${served(run.last.revision)} ${left.length + missing} objects could not be brought back and are left ` +
      `out${names === '' ? '' : ` (${names})`}.`,
  };
}

function intactRows(sql: DatabaseSync): Map<string, Row> {
  const rows = new Map<string, Row>();
  readObjectRows(sql, (row) => {
    if (isIntact(row)) rows.set(`${row.kind}\n${row.key}`, row);
  });
  return rows;
}

/** The rows with what the entries after `after` up to `upTo` did to them. */
function replayed(sql: DatabaseSync, rows: Map<string, Row>, after: number, upTo: number): Map<string, Row> {
  for (const row of sql
    .prepare('SELECT entry FROM journal WHERE revision > ? AND revision <= ? ORDER BY revision')
    .iterate(after, upTo)) {
    for (const { kind, key, new: record } of parseEntry(row['entry'] as string).changes) {
      if (record === undefined) rows.delete(`${kind}\n${key}`);
      else
        rows.set(`${kind}\n${key}`, {
          kind,
          key,
          created: record.created,
          revision: record.revision,
          value: JSON.stringify(record.value),
        });
    }
  }
  return rows;
}

/** An object as the last intact entry left it. */
function lastEntryOf(sql: DatabaseSync, kind: string, key: string, after: number, upTo: number): Row | undefined {
  const touched = sql
    .prepare(
      'SELECT revision FROM touched WHERE kind = ? AND key = ? AND revision > ? AND revision <= ? ORDER BY ' +
        'revision DESC LIMIT 1',
    )
    .get(kind, key, after, upTo);
  const entry =
    touched === undefined
      ? undefined
      : sql.prepare('SELECT entry FROM journal WHERE revision = ?').get(touched['revision'] as number);
  const record =
    entry === undefined
      ? undefined
      : parseEntry(entry['entry'] as string).changes.find((change) => change.kind === kind && change.key === key)?.new;
  return record === undefined
    ? undefined
    : { kind, key, created: record.created, revision: record.revision, value: JSON.stringify(record.value) };
}

/** Everything is folded, and the chain started again, under the same id. */
function fill(old: DatabaseSync, made: DatabaseSync, plan: Plan, id: string, epoch: number): Filled {
  const objects: Tally = { count: 0, sum: 0 };
  const putObject = made.prepare('INSERT INTO object VALUES (?, ?, ?, ?, ?, ?)');
  for (const { kind, key, created, revision, value } of plan.rows.values()) {
    const sum = objectSum(kind, key, created, revision, value);
    putObject.run(kind, key, created, revision, sum, value);
    tallyIn(objects, sum);
  }
  const touched: Tally = { count: 0, sum: 0 };
  const base: Link = { number: 0, revision: plan.after, hash: firstHash(id) };
  let head = base;
  const putEntry = made.prepare('INSERT INTO journal VALUES (?, ?, ?, ?)');
  const putTouched = made.prepare('INSERT INTO touched VALUES (?, ?, ?)');
  for (const { revision, entry } of old
    .prepare('SELECT revision, number, hash, entry FROM journal WHERE revision > ? AND revision <= ? ORDER BY revision')
    .iterate(plan.after, plan.upTo) as Iterable<unknown> as Iterable<JournalRow>) {
    head = linkOf(head, revision, entry);
    putEntry.run(head.revision, head.number, head.hash, entry);
    for (const { kind, key } of (parseEntry(entry) as ChangeSet).changes) {
      putTouched.run(kind, key, revision);
      tallyIn(touched, touchedSum(kind, key, revision));
    }
  }
  return {
    facts: {
      id,
      epoch,
      epochId: randomUUID(),
      folded: head.revision,
      folding: false,
      base,
      fromNothing: plan.fromNothing,
      objects,
      touched,
    },
    head,
  };
}

/**
 * Loads the folded objects, the journal after them, and the tail for the watch ring; throws `Damage` at the first
 * wrong checksum. Older parts of the journal are verified when they are read (`history`), by `npm run verify`, and at
 * the start of a small directory.
 */

import type { DatabaseSync } from 'node:sqlite';
import type { Kind } from '../model/kinds.ts';
import type { ChangeSet, Stored } from '../store/store.ts';
import { AlikeValues } from './alike/alike-values.ts';
import { linkOf, objectSum, tallyIn, type Link, type Tally } from './checksums.ts';
import { Damage } from './damage.ts';
import { entryToParse } from './entry.ts';
import type { Head } from './head-file.ts';
import type { MarkFacts } from './marks.ts';

export interface LoadedDatabase {
  /** Verified while they are read: the last step throws when they are not all there. */
  readonly records: Iterable<Stored>;
  readonly head: Link;
  /** Time of the last change set, UTC ISO 8601. */
  readonly time: string | undefined;
  /** The last change sets, oldest first, and the revision before them. */
  readonly tail: readonly ChangeSet[];
  readonly before: number;
  /** Change sets after `folded`, oldest first. */
  readonly unfolded: readonly ChangeSet[];
  /** Revision of the oldest change set in the journal. */
  readonly historyStartsAt: number;
}

/** Bytes of the journal that are read back for the watch ring at most: a start must not read a busy day of it. */
export const RING_BYTES = 8 * 1024 * 1024;

export interface JournalRow extends Link {
  readonly entry: string;
}

export function loadDatabase(
  sql: DatabaseSync,
  facts: MarkFacts,
  known: Head,
  ringSize: number,
  ringBytes: number,
): LoadedDatabase {
  const start = tailStart(sql, facts, ringSize, ringBytes);
  const recent: ChangeSet[] = [];
  let head = start;
  for (const row of sql
    .prepare('SELECT revision, number, hash, entry FROM journal WHERE revision > ? ORDER BY revision')
    .iterate(start.revision) as Iterable<unknown> as Iterable<JournalRow>) {
    head = verified(head, row);
    recent.push(entryToParse(row.revision, row.entry));
  }
  checkHead(sql, facts, head, known);
  const unfolded = recent.filter((changeSet) => changeSet.revision > facts.folded);
  const tail = recent.slice(-ringSize);
  const { first } = sql.prepare('SELECT min(revision) AS first FROM journal').get() as { first: number | null };
  return {
    records: records(sql, facts.objects, latest(unfolded)),
    head,
    time: recent.at(-1)?.time,
    tail,
    before: recent.length > tail.length ? recent[recent.length - tail.length - 1]!.revision : start.revision,
    unfolded,
    historyStartsAt: first ?? head.revision + 1,
  };
}

/** The row's link, when it follows the one before; otherwise throws `Damage`. */
export function verified(previous: Link, row: JournalRow): Link {
  const link = linkOf(previous, row.revision, row.entry);
  if (link.number !== row.number || link.hash !== row.hash)
    throw new Damage(`the journal's entry of revision ${row.revision} is not as it was written`);
  return link;
}

/**
 * Compares the log with the head file: after a power cut it may be longer; otherwise both must end with the same
 * entry.
 */
export function checkHead(sql: DatabaseSync, facts: MarkFacts, last: Link, known: Head): void {
  if (known.id !== facts.id) throw new Damage(`the file head is of another data directory (${known.id})`);
  if (known.number > last.number) throw new Damage(shorter(last, known));
  if (known.number < facts.base.number) return;
  const same =
    known.number === last.number
      ? last
      : known.number === facts.base.number
        ? facts.base
        : (sql.prepare('SELECT revision, number, hash FROM journal WHERE revision = ?').get(known.revision) as
            | Link
            | undefined);
  if (same?.hash !== known.hash)
    throw new Damage(
      `entry ${known.number} of the journal is another one than was written (the file head knows it as revision ` +
        `${known.revision})`,
    );
}

/** What it means that the log ends before the head. */
function shorter(last: Link, known: Head): string {
  const missing = known.number - last.number;
  return (
    `the journal ends at revision ${last.revision}, but everything up to revision ${known.revision} was on disk: ` +
    `${missing} ${missing === 1 ? 'change is' : 'changes are'} missing (a changed or missing overlay.sqlite-wal, ` +
    'or an older file in its place)'
  );
}

/** The link after which the tail of the journal is within both bounds, and no later than what is folded. */
function tailStart(sql: DatabaseSync, facts: MarkFacts, ringSize: number, ringBytes: number): Link {
  let left = ringBytes;
  let taken = 0;
  const rows = sql.prepare(
    'SELECT revision, number, hash, octet_length(entry) AS size FROM journal ORDER BY revision DESC',
  );
  for (const { revision, number, hash, size } of rows.iterate() as Iterable<unknown> as Iterable<
    Link & { readonly size: number }
  >) {
    if (revision <= facts.folded && (taken >= ringSize || left < size)) return { revision, number, hash };
    taken += 1;
    left -= size;
  }
  return facts.base;
}

/** The last state of each record that changed; undefined = deleted. */
function latest(changeSets: readonly ChangeSet[]): Map<string, Stored | undefined> {
  const changed = new Map<string, Stored | undefined>();
  for (const { changes } of changeSets)
    for (const { kind, key, new: record } of changes) changed.set(`${kind}\n${key}`, record);
  return changed;
}

export interface ObjectRow {
  readonly rowid: number;
  readonly kind: Kind;
  readonly key: string;
  readonly created: number;
  readonly revision: number;
  readonly sum: number;
  readonly value: string;
}

type ObjectColumns = readonly [kind: Kind, key: string, created: number, revision: number, sum: number, value: string];

function* records(sql: DatabaseSync, expected: Tally, changed: Map<string, Stored | undefined>): Generator<Stored> {
  const read = sql.prepare('SELECT kind, key, created, revision, sum, value FROM object ORDER BY rowid');
  read.setReturnArrays(true);
  const values = new AlikeValues();
  const found: Tally = { count: 0, sum: 0 };
  for (const [
    kind,
    key,
    created,
    revision,
    sum,
    value,
  ] of read.iterate() as Iterable<unknown> as Iterable<ObjectColumns>) {
    if (objectSum(kind, key, created, revision, value) !== sum)
      throw new Damage(`the object ${kind} ${key} is not as it was written`);
    tallyIn(found, sum);
    if (changed.size === 0 || !changed.has(`${kind}\n${key}`))
      yield Object.freeze({ kind, key, value: values.read(kind, key, value), created, revision }) as Stored;
  }
  if (found.count !== expected.count || found.sum !== expected.sum)
    throw new Damage(`of ${expected.count} objects ${found.count} are there, or some are other ones than were written`);
  for (const record of changed.values()) if (record !== undefined) yield record;
}

/**
 * The journal on SQLite, with group commit: what is appended in one turn of the event loop becomes one transaction of
 * the database, synced once. Batches are bounded so that the loop is not held for long.
 */
import type { StatementSync } from 'node:sqlite';
import type { Kind } from '../model/kinds.ts';
import { Problem } from '../model/problem.ts';
import type { Journal, JournalEvents } from '../store/journal.ts';
import type { ChangeSet } from '../store/store.ts';
import { reasonOf } from './data-directory-error.ts';
import { linkOf, type Link } from './checksums.ts';
import type { Database } from './database.ts';
import { formatEntry, parseEntry } from './entry.ts';
import type { Fold } from './fold.ts';
import { HeadFile } from './head-file.ts';
import { verified, type JournalRow } from './load.ts';
import type { Marks } from './marks.ts';
import type { Trim } from './trim.ts';

/** Change sets in one transaction of the database, at most. */
const BATCH = 256;
/** Records folded along with a batch, for each change in it: more than one, so that the fold keeps up. */
const FOLD_SHARE = 1.5;
const SMALLEST_FOLD = 16;
/** Records folded at a time when the journal is closed. */
const LAST_FOLDS = 10_000;
/** Change sets trimmed along with a batch. */
const TRIM_SLICE = 512;

export interface SqliteJournalParts {
  readonly database: Database;
  readonly marks: Marks;
  /** The last entry that is on disk. */
  readonly head: Link;
  readonly fold: Fold;
  readonly trim: Trim;
  /** Milliseconds since 1970 by a clock that can be relied on; undefined while there is none. */
  readonly steadyNow: () => number | undefined;
  /** Characters of one entry at most. */
  readonly largestEntry: number;
}

interface Queued {
  readonly changeSet: ChangeSet;
  readonly entry: string;
}

export class SqliteJournal implements Journal {
  readonly #database: Database;
  readonly #marks: Marks;
  #headFile: HeadFile | undefined;
  readonly #fold: Fold;
  readonly #trim: Trim;
  readonly #steadyNow: () => number | undefined;
  readonly #largestEntry: number;
  readonly #insert: StatementSync;
  #queue: Queued[] = [];
  #scheduled = false;
  #failed = false;
  /** The last entry that is on disk. */
  #head: Link;
  #events: JournalEvents | undefined;

  constructor({ database, marks, head, fold, trim, steadyNow, largestEntry }: SqliteJournalParts) {
    this.#database = database;
    this.#marks = marks;
    this.#head = head;
    this.#fold = fold;
    this.#trim = trim;
    this.#steadyNow = steadyNow;
    this.#largestEntry = largestEntry;
    this.#insert = database.sql.prepare('INSERT INTO journal VALUES (?, ?, ?, ?)');
  }

  get historyStartsAt(): number {
    return this.#trim.startsAt;
  }

  start(events: JournalEvents): void {
    this.#events = events;
    // Everything has been read and found whole: from here on the directory is written.
    this.#marks.save();
    this.#headFile = new HeadFile(this.#database.directory, this.#marks.facts.id, this.#head);
  }

  format(changeSet: ChangeSet): string {
    return formatEntry(changeSet, this.#largestEntry);
  }

  append(changeSet: ChangeSet, entry: string): void {
    this.#queue.push({ changeSet, entry });
    this.#schedule();
  }

  history(kind: Kind, key: string, { before = Infinity, limit }: { readonly before?: number; readonly limit: number }): readonly ChangeSet[] {
    const { sql } = this.#database;
    const end = Math.min(before, this.#head.revision + 1);
    const newest = this.#fold.touched(kind, key).filter((revision) => revision < end).reverse().slice(0, limit);
    const known = newest.at(-1) ?? end;
    const rows = sql.prepare('SELECT revision FROM touched WHERE kind = ? AND key = ? AND revision < ? ORDER BY revision DESC LIMIT ?')
      .all(kind, key, known, Math.max(0, limit - newest.length));
    const read = sql.prepare('SELECT revision, number, hash, entry FROM journal WHERE revision <= ? ORDER BY revision DESC LIMIT 2');
    return [...newest, ...rows.map((row) => row['revision'] as number)].flatMap((revision) => {
      const [row, previous = this.#marks.facts.base] = read.all(revision) as unknown as readonly JournalRow[];
      if (row?.revision !== revision) return [];
      return [this.#parseVerified(previous, row)];
    });
  }

  /** An entry from disk: what is damaged there is told, not served. */
  #parseVerified(previous: Link, row: JournalRow): ChangeSet {
    try {
      verified(previous, row);
    } catch (error) {
      throw new Problem({ status: 500, reason: 'InternalError', detail: `The history cannot be shown: ${reasonOf(error)} (or the one before it). The objects themselves are. Stop the server and run npm run verify -- --data-dir ${this.#database.directory}.` });
    }
    return parseEntry(row.entry);
  }

  async close(): Promise<void> {
    while (this.#queue.length > 0 && !this.#failed) this.#commitBatch();
    if (!this.#failed) this.#foldAll();
    this.#headFile?.close();
    this.#database.sql.close();
  }

  /** The next start then reads the objects and not the journal. What cannot be folded now is folded later: it is durable. */
  #foldAll(): void {
    const { sql } = this.#database;
    try {
      while (this.#fold.pending) {
        sql.exec('BEGIN IMMEDIATE');
        if (this.#fold.slice(LAST_FOLDS, true)) this.#marks.save();
        sql.exec('COMMIT');
      }
    } catch {
      if (sql.isTransaction) sql.exec('ROLLBACK');
    }
  }

  #schedule(): void {
    if (this.#scheduled || this.#failed) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (this.#queue.length > 0 && !this.#failed) this.#commitBatch();
      if (this.#queue.length > 0) this.#schedule();
    });
  }

  #commitBatch(): void {
    const batch = this.#queue.splice(0, BATCH);
    const { sql, directory } = this.#database;
    try {
      sql.exec('BEGIN IMMEDIATE');
      let changes = 0;
      let head = this.#head;
      for (const { changeSet, entry } of batch) {
        head = linkOf(head, changeSet.revision, entry);
        this.#insert.run(head.revision, head.number, head.hash, entry);
        changes += changeSet.changes.length;
      }
      const folded = this.#fold.slice(Math.max(SMALLEST_FOLD, Math.ceil(changes * FOLD_SHARE)));
      const trimmed = this.#trim.slice(TRIM_SLICE, head, this.#steadyNow());
      if (folded || trimmed) this.#marks.save();
      sql.exec('COMMIT');
      this.#headFile!.write(head);
      this.#head = head;
    } catch (error) {
      // What SQLite has kept of the batch is unknown from here on: nothing is tried again, the process ends.
      this.#failed = true;
      this.#events?.fatal(new Error(
        `The journal in ${directory} cannot be written: ${reasonOf(error)}. Everything up to revision ${this.#head.revision} is safe and nothing later was confirmed. Mend the disk and start again.`,
        { cause: error },
      ));
      return;
    }
    for (const { changeSet } of batch) this.#fold.add(changeSet);
    this.#events?.durable(this.#head.revision);
  }
}

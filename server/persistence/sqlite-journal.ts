/**
 * The journal on SQLite, with group commit: what is appended in one turn of the event loop becomes one transaction of
 * the database, synced once. Batches are bounded so that the loop is not held for long.
 */
import type { StatementSync } from 'node:sqlite';
import type { Kind } from '../model/kinds.ts';
import type { Journal, JournalEvents } from '../store/journal.ts';
import type { ChangeSet } from '../store/store.ts';
import { reasonOf } from './data-directory-error.ts';
import type { Database } from './database.ts';
import { formatEntry, parseEntry } from './entry.ts';
import type { Fold } from './fold.ts';
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

interface Queued {
  readonly changeSet: ChangeSet;
  readonly entry: string;
}

export class SqliteJournal implements Journal {
  readonly #database: Database;
  readonly #fold: Fold;
  readonly #trim: Trim;
  readonly #insert: StatementSync;
  readonly #largestEntry: number;
  #queue: Queued[] = [];
  #scheduled = false;
  #failed = false;
  #durable: number;
  #events: JournalEvents | undefined;

  constructor(database: Database, revision: number, fold: Fold, trim: Trim, largestEntry: number) {
    this.#largestEntry = largestEntry;
    this.#database = database;
    this.#durable = revision;
    this.#fold = fold;
    this.#trim = trim;
    this.#insert = database.sql.prepare('INSERT INTO journal VALUES (?, ?)');
  }

  get historyStartsAt(): number {
    return this.#trim.startsAt;
  }

  start(events: JournalEvents): void {
    this.#events = events;
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
    const end = Math.min(before, this.#durable + 1);
    const newest = this.#fold.touched(kind, key).filter((revision) => revision < end).reverse().slice(0, limit);
    const known = newest.at(-1) ?? end;
    const rows = sql.prepare('SELECT revision FROM touched WHERE kind = ? AND key = ? AND revision < ? ORDER BY revision DESC LIMIT ?')
      .all(kind, key, known, Math.max(0, limit - newest.length));
    const read = sql.prepare('SELECT entry FROM journal WHERE revision = ?');
    return [...newest, ...rows.map((row) => row['revision'] as number)].flatMap((revision) => {
      const row = read.get(revision);
      return row === undefined ? [] : [parseEntry(row['entry'] as string)];
    });
  }

  async close(): Promise<void> {
    while (this.#queue.length > 0 && !this.#failed) this.#commitBatch();
    if (!this.#failed) this.#foldAll();
    this.#database.sql.close();
  }

  /** The next start then reads the objects and not the journal. What cannot be folded now is folded later: it is durable. */
  #foldAll(): void {
    const { sql } = this.#database;
    try {
      while (this.#fold.pending) {
        sql.exec('BEGIN IMMEDIATE');
        this.#fold.slice(LAST_FOLDS, true);
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
    const last = batch.at(-1)!.changeSet;
    const { sql, directory } = this.#database;
    try {
      sql.exec('BEGIN IMMEDIATE');
      let changes = 0;
      for (const { changeSet, entry } of batch) {
        this.#insert.run(changeSet.revision, entry);
        changes += changeSet.changes.length;
      }
      this.#fold.slice(Math.max(SMALLEST_FOLD, Math.ceil(changes * FOLD_SHARE)));
      this.#trim.slice(TRIM_SLICE, this.#fold.folded, last.revision, Date.parse(last.time));
      sql.exec('COMMIT');
    } catch (error) {
      // What SQLite has kept of the batch is unknown from here on: nothing is tried again, the process ends.
      this.#failed = true;
      this.#events?.fatal(new Error(
        `The journal in ${directory} cannot be written: ${reasonOf(error)}. Everything up to revision ${this.#durable} is safe and nothing later was confirmed. Mend the disk and start again.`,
        { cause: error },
      ));
      return;
    }
    for (const { changeSet } of batch) this.#fold.add(changeSet);
    this.#durable = last.revision;
    this.#events?.durable(last.revision);
  }
}

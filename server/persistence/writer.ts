/**
 * Writes the journal into the database, and reads history from it. It runs in a thread of its own (`writer-thread.ts`),
 * so that no request waits while the disk works.
 *
 * An entry is confirmed after one transaction with one sync, and nothing else is in that: folding, trimming and copying
 * the write-ahead log into the database come after the confirmation, and need no sync of their own. An end of the
 * process before they are on disk costs nothing: a start replays what is not folded.
 */

import { keepPages, lockDatabase, type Database } from './database.ts';
import { entryOfRecord } from './entry.ts';
import { Fold } from './fold.ts';
import { HeadFile } from './head-file.ts';
import type { JournalRow } from './load.ts';
import { EntryLog, MOST_READ } from './log.ts';
import { Marks, readMarks } from './marks.ts';
import { Trim } from './trim.ts';
import type { EntryToWrite, FoundEntry, HistoryQuestion, WriterTask } from './writer-messages.ts';

/** Records folded along with a batch, for each change in it: more than one, so that the fold keeps up. */
const FOLD_SHARE = 1.5;
/** Records folded along with a batch at least. */
const SMALLEST_FOLD = 16;
/** Records folded at a time when the journal is closed. */
const LAST_FOLDS = 10_000;
/** Characters of what one answer of history tells of the entries that it reads. */
const HISTORY_TOLD = 4 * 1024 * 1024;
/** Change sets trimmed along with a batch. */
const TRIM_SLICE = 512;
/** Characters of entries that fill a page of the log, about; a transaction takes some pages more. */
const PAGE = 4_000;
/** Pages that a transaction takes besides those for its entries. */
const PAGES_ASIDE = 3;
/** While entries wait, the log may grow to so many times its pages before it is copied. */
const PATIENCE = 4;

export class Writer {
  readonly #database: Database;
  readonly #marks: Marks;
  readonly #headFile: HeadFile;
  readonly #fold: Fold;
  readonly #trim: Trim;
  readonly #walPages: number;
  readonly #log: EntryLog;
  /** Changes since the last upkeep. */
  #changes = 0;
  /** Pages that entries have put into the write-ahead log since SQLite was last let look at its length, about. */
  #logged = 0;

  /** Opens and locks the database; what stands in it has been read and verified before. */
  constructor({ directory, head, historyStartsAt, history, foldAfter, walPages, maxPages }: WriterTask) {
    this.#database = lockDatabase(directory, maxPages === undefined ? {} : { maxPages });
    const { sql } = this.#database;
    keepPages(this.#database);
    // Copying the log is part of the upkeep; it never stands between a sync and its confirmation.
    sql.exec('PRAGMA wal_autocheckpoint = 0');
    this.#walPages = walPages;
    this.#marks = new Marks(sql, readMarks(sql));
    this.#log = new EntryLog(sql, head, () => this.#marks.facts.base);
    this.#headFile = new HeadFile(directory, this.#marks.facts.id, head);
    this.#fold = new Fold(sql, this.#marks, foldAfter);
    for (const { revision, entry } of sql
      .prepare('SELECT revision, entry FROM journal WHERE revision > ? ORDER BY revision')
      .iterate(this.#fold.folded) as Iterable<unknown> as Iterable<JournalRow>)
      this.#fold.addAgain(revision, entry);
    this.#trim = new Trim(sql, this.#marks, historyStartsAt, history);
  }

  /** Revision of the oldest change set that is kept. */
  get historyStartsAt(): number {
    return this.#trim.startsAt;
  }

  /** Puts the entries on disk, all of them with one sync. What SQLite has kept of them when it throws is unknown. */
  write(entries: readonly EntryToWrite[]): void {
    const { sql } = this.#database;
    let { head } = this.#log;
    sql.exec('BEGIN IMMEDIATE');
    for (const { revision, text } of entries) {
      head = this.#log.append(head, revision, text);
      this.#logged += text.length / PAGE;
    }
    sql.exec('COMMIT');
    this.#headFile.write(head);
    this.#log.reach(head);
    this.#logged += PAGES_ASIDE;
    for (const entry of entries) {
      this.#fold.add(entry);
      this.#changes += entry.changes.length;
    }
  }

  /**
   * What is done when entries are confirmed: some records folded, some old entries dropped, the log copied into the
   * database when it is long. `now` as in `Trim`; `waited`: entries wait.
   */
  keepUp(now: number | undefined, waited: boolean): void {
    const limit = Math.max(SMALLEST_FOLD, Math.ceil(this.#changes * FOLD_SHARE));
    this.#changes = 0;
    if (!this.#fold.due && !this.#trim.due(this.#log.head, now) && this.#logged < this.#walPages / 4) return;
    this.#logged = 0;
    // A transaction that the next sync puts on disk: SQLite keeps it whole, and in order, all the same.
    const { sql } = this.#database;
    sql.exec(
      `PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = ${this.#walPages * (waited ? PATIENCE : 1)}; ` +
        'BEGIN IMMEDIATE',
    );
    this.#fold.slice(limit);
    this.#trim.slice(TRIM_SLICE, this.#log.head, now);
    this.#marks.save();
    sql.exec('COMMIT; PRAGMA wal_autocheckpoint = 0; PRAGMA synchronous = FULL');
  }

  /**
   * What the entries that touched a record say of it, newest first: as many as are within the bounds of one answer, one
   * at least. Throws `Damage` where one is not as it was written.
   */
  history({ kind, key, before, limit }: HistoryQuestion): readonly FoundEntry[] {
    const { sql } = this.#database;
    const end = Math.min(before, this.#log.head.revision + 1);
    const newest = this.#fold
      .touched(kind, key)
      .filter((revision) => revision < end)
      .reverse()
      .slice(0, limit);
    const known = newest.at(-1) ?? end;
    const rows = sql
      .prepare(
        'SELECT revision FROM touched WHERE kind = ? AND key = ? AND revision < ? ORDER BY revision DESC LIMIT ?',
      )
      .all(kind, key, known, Math.max(0, limit - newest.length));
    const told: FoundEntry[] = [];
    let [length, lengthTold] = [0, 0];
    for (const revision of [...newest, ...rows.map((row) => row['revision'] as number)]) {
      const entry = this.#log.at(revision);
      if (entry === undefined) continue;
      const own = entryOfRecord(entry, kind, key);
      length += entry.length;
      lengthTold += own.text.length;
      if (told.length > 0 && (length > MOST_READ || lengthTold > HISTORY_TOLD)) break;
      told.push(own);
    }
    return told;
  }

  /** Whole entries after a revision, oldest first, within the bounds of one answer. Throws `Damage`. */
  read(after: number, limit: number): readonly FoundEntry[] {
    return this.#log.read(after, limit).map((text) => ({ text, alongside: 0 }));
  }

  /**
   * The next start then reads the objects and not the journal. What cannot be folded now is folded later: it is
   * durable.
   */
  foldAll(): void {
    const { sql } = this.#database;
    try {
      while (this.#fold.pending) {
        sql.exec('BEGIN IMMEDIATE');
        if (this.#fold.slice(LAST_FOLDS, true) > 0) this.#marks.save();
        sql.exec('COMMIT');
      }
    } catch {
      if (sql.isTransaction) sql.exec('ROLLBACK');
    }
  }

  close(): void {
    this.#headFile.close();
    this.#database.sql.close();
  }
}

/**
 * The log in the database: entries in order, each linked to the one before. It knows nothing of folding and trimming.
 */

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { linkOf, type Link } from './checksums.ts';
import { verified, type JournalRow } from './load.ts';

/** Characters of entries that one answer reads, while nothing is written. */
export const MOST_READ = 16 * 1024 * 1024;

export class EntryLog {
  readonly #insert: StatementSync;
  readonly #upTo: StatementSync;
  readonly #after: StatementSync;
  readonly #base: () => Link;
  #head: Link;

  /** `base`: the link before the oldest entry that is kept. */
  constructor(sql: DatabaseSync, head: Link, base: () => Link) {
    this.#head = head;
    this.#base = base;
    this.#insert = sql.prepare('INSERT INTO journal VALUES (?, ?, ?, ?)');
    this.#upTo = sql.prepare(
      'SELECT revision, number, hash, entry FROM journal WHERE revision <= ? ORDER BY revision DESC LIMIT 2',
    );
    this.#after = sql.prepare(
      'SELECT revision, number, hash, entry FROM journal WHERE revision > ? ORDER BY revision LIMIT ?',
    );
  }

  /** The last entry. */
  get head(): Link {
    return this.#head;
  }

  /** Within a transaction; what it gives is the head once that is on disk. */
  append(head: Link, revision: number, text: string): Link {
    const next = linkOf(head, revision, text);
    this.#insert.run(next.revision, next.number, next.hash, text);
    return next;
  }

  /** The transaction is on disk. */
  reach(head: Link): void {
    this.#head = head;
  }

  /** The entry of a revision; undefined when there is none. Throws `Damage` where it is not as it was written. */
  at(revision: number): string | undefined {
    const [row, previous = this.#base()] = this.#upTo.all(revision) as unknown as readonly JournalRow[];
    if (row?.revision !== revision) return undefined;
    verified(previous, row);
    return row.entry;
  }

  /** Entries after a revision, oldest first: as many as one answer reads, one at least where there is any. */
  read(after: number, limit: number): readonly string[] {
    const [known] = this.#upTo.all(after) as unknown as readonly JournalRow[];
    let previous: Link = known ?? this.#base();
    const found: string[] = [];
    let length = 0;
    for (const row of this.#after.iterate(after, limit) as Iterable<unknown> as Iterable<JournalRow>) {
      length += row.entry.length;
      if (found.length > 0 && length > MOST_READ) break;
      previous = verified(previous, row);
      found.push(row.entry);
    }
    return found;
  }
}

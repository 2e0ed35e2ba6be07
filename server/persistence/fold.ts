/**
 * Folds the journal into the `object` table, in slices after batches of the journal.
 *
 * A batch writes only the journal; its changes are collected here. Once there are enough, the collection is closed at
 * its revision and written slice by slice, in key order, each record once, however often it changed. The last slice
 * advances `folded`. A crash in between is harmless: rows of `object` that are too new are replayed from the journal
 * with the same result.
 */

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Kind } from '../model/kinds.ts';
import { objectSum, tallyIn, tallyOut, touchedSum } from './checksums.ts';
import { parseEntry } from './entry.ts';
import type { Marks } from './marks.ts';
import type { EntryToWrite } from './writer-messages.ts';

/** Characters of entries whose values may wait to be folded: they stay in memory until then. */
const LARGEST_PILE = 32 * 1024 * 1024;

/** A record that changed since the last fold. */
interface Pending {
  readonly kind: Kind;
  readonly key: string;
  created: number;
  revision: number;
  /** The value's text; undefined = deleted. */
  value: string | undefined;
  /** Surely not in `object`: made since the last fold. */
  readonly fresh: boolean;
  readonly revisions: number[];
}

export class Fold {
  readonly #after: number;
  /** Collecting; keyed by `kind\nkey`. */
  #pile = new Map<string, Pending>();
  #pileRevision = 0;
  /** Characters of the entries whose values are in the pile: their texts are kept with them. */
  #pileLength = 0;
  /** Being written: the closed pile, and what of it is still to be written, last key first. */
  #closed = new Map<string, Pending>();
  #closedRevision = 0;
  #left: Pending[] = [];
  readonly #marks: Marks;
  readonly #put: StatementSync;
  readonly #delete: StatementSync;
  readonly #touch: StatementSync;
  readonly #sum: StatementSync;
  readonly #insert: StatementSync;

  /** `after`: number of changed records from which a pile is worth folding. */
  constructor(sql: DatabaseSync, marks: Marks, after: number) {
    this.#after = after;
    this.#marks = marks;
    this.#insert = sql.prepare('INSERT INTO object VALUES (?, ?, ?, ?, ?, ?)');
    this.#put = sql.prepare(
      'INSERT INTO object VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (kind, key) DO UPDATE SET created = ' +
        'excluded.created, revision = excluded.revision, sum = excluded.sum, value = excluded.value',
    );
    this.#sum = sql.prepare('SELECT sum FROM object WHERE kind = ? AND key = ?');
    this.#delete = sql.prepare('DELETE FROM object WHERE kind = ? AND key = ?');
    this.#touch = sql.prepare('INSERT INTO touched VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
  }

  /** Revision up to which `object` and `touched` are complete. */
  get folded(): number {
    return this.#marks.facts.folded;
  }

  /** Remembers an entry that is durable. */
  add({ revision, text, changes }: EntryToWrite): void {
    for (const { kind, key, created, fresh, begin, end } of changes)
      this.#remember(kind, key, created, revision, fresh, begin === end ? undefined : text.slice(begin, end));
    this.#pileLength += text.length;
    this.#pileRevision = revision;
  }

  /** Remembers an entry that is read back at a start: parts of it may be folded. */
  addAgain(revision: number, text: string): void {
    for (const { kind, key, new: record } of parseEntry(text).changes)
      this.#remember(
        kind,
        key,
        record?.created ?? 0,
        revision,
        false,
        record === undefined ? undefined : JSON.stringify(record.value),
      );
    this.#pileLength += text.length;
    this.#pileRevision = revision;
  }

  #remember(
    kind: Kind,
    key: string,
    created: number,
    revision: number,
    fresh: boolean,
    value: string | undefined,
  ): void {
    const identity = `${kind}\n${key}`;
    const pending = this.#pile.get(identity);
    if (pending === undefined)
      this.#pile.set(identity, { kind, key, created, revision, value, fresh, revisions: [revision] });
    else {
      pending.created = created;
      pending.revision = revision;
      pending.value = value;
      pending.revisions.push(revision);
    }
  }

  /** Whether `object` is behind the journal. */
  get pending(): boolean {
    return this.#left.length > 0 || this.#pile.size > 0;
  }

  /** Whether there is something for `slice` to do. */
  get due(): boolean {
    return this.#left.length > 0 || this.#pile.size >= this.#after || this.#pileLength >= LARGEST_PILE;
  }

  /**
   * Writes up to `limit` records; `anyhow` also when little has piled up. Called within an SQLite transaction; gives
   * how many were written: marks have changed when there were any.
   */
  slice(limit: number, anyhow = false): number {
    if (this.#left.length === 0) {
      if (!this.due && !(anyhow && this.#pile.size > 0)) return 0;
      this.#close();
    }
    const slice = this.#left.splice(-limit).reverse();
    for (const pending of slice) this.#write(pending);
    const { facts } = this.#marks;
    facts.folding = this.#left.length > 0;
    if (!facts.folding) {
      facts.folded = this.#closedRevision;
      this.#closed = new Map();
    }
    return slice.length;
  }

  #write({ kind, key, created, revision: last, value, fresh, revisions }: Pending): void {
    const { objects, touched } = this.#marks.facts;
    const before = fresh ? undefined : this.#sum.get(kind, key);
    if (before !== undefined) tallyOut(objects, before['sum'] as number);
    if (value !== undefined) {
      const sum = objectSum(kind, key, created, last, value);
      (before === undefined ? this.#insert : this.#put).run(kind, key, created, last, sum, value);
      tallyIn(objects, sum);
    } else if (before !== undefined) this.#delete.run(kind, key);
    for (const revision of revisions)
      if (this.#touch.run(kind, key, revision).changes > 0) tallyIn(touched, touchedSum(kind, key, revision));
  }

  /** Change sets after `folded` that touched a record, oldest first. */
  touched(kind: Kind, key: string): readonly number[] {
    const identity = `${kind}\n${key}`;
    return [...(this.#closed.get(identity)?.revisions ?? []), ...(this.#pile.get(identity)?.revisions ?? [])];
  }

  #close(): void {
    this.#closed = this.#pile;
    this.#closedRevision = this.#pileRevision;
    this.#pile = new Map();
    this.#pileLength = 0;
    this.#left = [...this.#closed].sort(([a], [b]) => (a < b ? 1 : -1)).map(([, pending]) => pending);
  }
}

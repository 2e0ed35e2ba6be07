/**
 * Folds the journal into the `object` table, in slices that ride along with batches of the journal.
 *
 * A batch writes the journal only; what it changed is remembered here. Once enough has piled up, the pile is closed at
 * its revision and written slice by slice, in key order, each record once, however often it changed. The last slice
 * moves `folded`. A crash in between costs nothing: what stands in `object` too early is replayed from the journal to
 * the same end.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Kind } from '../model/kinds.ts';
import type { ChangeSet, Stored } from '../store/store.ts';
import { objectSum, tallyIn, tallyOut, touchedSum } from './checksums.ts';
import type { Marks } from './marks.ts';

/** A record that changed since the last fold. */
interface Pending {
  readonly kind: Kind;
  readonly key: string;
  /** Undefined = deleted. */
  record: Stored | undefined;
  /** Surely not in `object`: made since the last fold. */
  readonly fresh: boolean;
  readonly revisions: number[];
}

export class Fold {
  readonly #after: number;
  /** Collecting; keyed by `kind\nkey`. */
  #pile = new Map<string, Pending>();
  #pileRevision = 0;
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
    this.#put = sql.prepare('INSERT INTO object VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (kind, key) DO UPDATE SET created = excluded.created, revision = excluded.revision, sum = excluded.sum, value = excluded.value');
    this.#sum = sql.prepare('SELECT sum FROM object WHERE kind = ? AND key = ?');
    this.#delete = sql.prepare('DELETE FROM object WHERE kind = ? AND key = ?');
    this.#touch = sql.prepare('INSERT INTO touched VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
  }

  /** Revision up to which `object` and `touched` are complete. */
  get folded(): number {
    return this.#marks.facts.folded;
  }

  /** Remembers a change set that is durable; `again` when it is read back at a start: parts of it may be folded. */
  add({ revision, changes }: ChangeSet, again = false): void {
    for (const { kind, key, old, new: record } of changes) {
      const identity = `${kind}\n${key}`;
      const pending = this.#pile.get(identity);
      if (pending === undefined) this.#pile.set(identity, { kind, key, record, fresh: !again && old === undefined, revisions: [revision] });
      else {
        pending.record = record;
        pending.revisions.push(revision);
      }
    }
    this.#pileRevision = revision;
  }

  /** Whether `object` is behind the journal. */
  get pending(): boolean {
    return this.#left.length > 0 || this.#pile.size > 0;
  }

  /**
   * Writes up to `limit` records; `anyhow` also when little has piled up. Called within an SQLite transaction; gives whether
   * marks have changed.
   */
  slice(limit: number, anyhow = false): boolean {
    if (this.#left.length === 0) {
      if (this.#pile.size < (anyhow ? 1 : this.#after)) return false;
      this.#close();
    }
    for (const pending of this.#left.splice(-limit).reverse()) this.#write(pending);
    const { facts } = this.#marks;
    facts.folding = this.#left.length > 0;
    if (facts.folding) return true;
    facts.folded = this.#closedRevision;
    this.#closed = new Map();
    return true;
  }

  #write({ kind, key, record, fresh, revisions }: Pending): void {
    const { objects, touched } = this.#marks.facts;
    const before = fresh ? undefined : this.#sum.get(kind, key);
    if (before !== undefined) tallyOut(objects, before['sum'] as number);
    if (record !== undefined) {
      const value = JSON.stringify(record.value);
      const sum = objectSum(kind, key, record.created, record.revision, value);
      (before === undefined ? this.#insert : this.#put).run(kind, key, record.created, record.revision, sum, value);
      tallyIn(objects, sum);
    } else if (before !== undefined) this.#delete.run(kind, key);
    for (const revision of revisions) if (this.#touch.run(kind, key, revision).changes > 0) tallyIn(touched, touchedSum(kind, key, revision));
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
    this.#left = [...this.#closed].sort(([a], [b]) => (a < b ? 1 : -1)).map(([, pending]) => pending);
  }
}

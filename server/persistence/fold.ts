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

/** A record that changed since the last fold. */
interface Pending {
  readonly kind: Kind;
  readonly key: string;
  /** Undefined = deleted. */
  record: Stored | undefined;
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
  #folded: number;
  readonly #put: StatementSync;
  readonly #delete: StatementSync;
  readonly #touch: StatementSync;
  readonly #mark: StatementSync;

  /** `after`: number of changed records from which a pile is worth folding. */
  constructor(sql: DatabaseSync, folded: number, after: number) {
    this.#after = after;
    this.#folded = folded;
    this.#put = sql.prepare('INSERT INTO object VALUES (?, ?, ?, ?, ?) ON CONFLICT (kind, key) DO UPDATE SET created = excluded.created, revision = excluded.revision, value = excluded.value');
    this.#delete = sql.prepare('DELETE FROM object WHERE kind = ? AND key = ?');
    this.#touch = sql.prepare('INSERT INTO touched VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
    this.#mark = sql.prepare(`UPDATE meta SET value = ? WHERE name = 'folded'`);
  }

  /** Revision up to which `object` and `touched` are complete. */
  get folded(): number {
    return this.#folded;
  }

  /** Remembers a change set that is durable. */
  add({ revision, changes }: ChangeSet): void {
    for (const { kind, key, new: record } of changes) {
      const identity = `${kind}\n${key}`;
      const pending = this.#pile.get(identity);
      if (pending === undefined) this.#pile.set(identity, { kind, key, record, revisions: [revision] });
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

  /** Writes up to `limit` records; `anyhow` also when little has piled up. Called within an SQLite transaction. */
  slice(limit: number, anyhow = false): void {
    if (this.#left.length === 0) {
      if (this.#pile.size < (anyhow ? 1 : this.#after)) return;
      this.#close();
    }
    for (const { kind, key, record, revisions } of this.#left.splice(-limit).reverse()) {
      if (record === undefined) this.#delete.run(kind, key);
      else this.#put.run(kind, key, record.created, record.revision, JSON.stringify(record.value));
      for (const revision of revisions) this.#touch.run(kind, key, revision);
    }
    if (this.#left.length > 0) return;
    this.#mark.run(this.#closedRevision);
    this.#folded = this.#closedRevision;
    this.#closed = new Map();
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

/**
 * The metadata of a database, one row with its own checksum: the directory's id, the number of starts, how far the
 * journal is folded, where its chain begins, and the tallies of its rows. Saved in the transactions that change them.
 */

import { randomUUID } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { textSum, type Link, type Tally } from './checksums.ts';
import { Damage } from './damage.ts';

export interface MarkFacts {
  readonly id: string;
  /** Number of the last start, and a random id of it. */
  epoch: number;
  epochId: string;
  /** Revision up to which `object` and `touched` are complete. */
  folded: number;
  /** Whether some rows of `object` are newer than `folded`. */
  folding: boolean;
  /** The link before the oldest entry that is kept. */
  base: Link;
  /** Whether the entries that are kept, replayed from nothing, give the whole state. */
  fromNothing: boolean;
  readonly objects: Tally;
  readonly touched: Tally;
}

export class Marks {
  readonly facts: MarkFacts;
  readonly #update: StatementSync;

  constructor(sql: DatabaseSync, facts: MarkFacts) {
    this.facts = facts;
    this.#update = sql.prepare('UPDATE marks SET marks = ?, sum = ?');
  }

  /** Called within an SQLite transaction. */
  save(): void {
    const text = JSON.stringify(this.facts);
    this.#update.run(text, textSum(text));
  }

  /** A new start; not yet saved. */
  begin(): void {
    this.facts.epoch += 1;
    this.facts.epochId = randomUUID();
  }
}

/** Puts the row into a new database. */
export function insertMarks(sql: DatabaseSync, facts: MarkFacts): void {
  const text = JSON.stringify(facts);
  sql.prepare('INSERT INTO marks VALUES (?, ?)').run(text, textSum(text));
}

/** Throws `Damage` when the row is not as it was written. */
export function readMarks(sql: DatabaseSync): MarkFacts {
  const rows = sql.prepare('SELECT marks, sum FROM marks').all();
  const { marks, sum } = rows[0] ?? {};
  if (rows.length !== 1 || typeof marks !== 'string' || textSum(marks) !== sum)
    throw new Damage('what the database says of itself is not as it was written');
  return JSON.parse(marks) as MarkFacts;
}

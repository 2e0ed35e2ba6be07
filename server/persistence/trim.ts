/**
 * Drops the oldest change sets from history, a slice at a time, in the order of revisions: never what is not folded,
 * never the newest one. Their number is counted in entries; their age goes by a clock that has run evenly for an hour.
 */

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { tallyOut, touchedSum, type Link } from './checksums.ts';
import { parseEntry } from './entry.ts';
import type { Marks } from './marks.ts';

export interface HistoryLimits {
  /** Change sets that are kept. */
  readonly revisions: number;
  /** Milliseconds for which they are kept. */
  readonly age: number;
}

/** 30 days or 1,000,000 change sets. */
export const HISTORY_LIMITS: HistoryLimits = { revisions: 1_000_000, age: 30 * 24 * 3_600_000 };

interface JournalRow {
  readonly revision: number;
  readonly number: number;
  readonly hash: string;
  readonly entry: string;
}

export class Trim {
  readonly #limits: HistoryLimits;
  readonly #marks: Marks;
  #startsAt: number;
  readonly #oldest: StatementSync;
  readonly #drop: StatementSync;
  readonly #forget: StatementSync;
  readonly #first: StatementSync;

  constructor(sql: DatabaseSync, marks: Marks, startsAt: number, limits: HistoryLimits) {
    this.#limits = limits;
    this.#marks = marks;
    this.#startsAt = startsAt;
    this.#oldest = sql.prepare('SELECT revision, number, hash, entry FROM journal ORDER BY revision LIMIT ?');
    this.#drop = sql.prepare('DELETE FROM journal WHERE revision <= ?');
    this.#forget = sql.prepare('DELETE FROM touched WHERE kind = ? AND key = ? AND revision = ?');
    this.#first = sql.prepare('SELECT min(revision) AS revision FROM journal');
  }

  /** Revision of the oldest change set that is kept. */
  get startsAt(): number {
    return this.#startsAt;
  }

  /** Whether there is something for `slice` to do. */
  due(head: Link, now: number | undefined): boolean {
    return head.number - this.#marks.facts.base.number > this.#limits.revisions || this.#tooOld(now);
  }

  /**
   * Called within an SQLite transaction after that of `head`; gives whether marks have changed. `now`, milliseconds
   * since 1970, is undefined while the clock cannot be relied on.
   */
  slice(limit: number, head: Link, now: number | undefined): boolean {
    const kept = (number: number): number => head.number - number;
    if (!this.due(head, now)) return false;
    let dropped: Link | undefined;
    for (const row of this.#oldest.all(limit) as unknown as readonly JournalRow[]) {
      const { number, revision, hash } = row;
      const changeSet = parseEntry(row.entry);
      if (revision > this.#marks.facts.folded || number >= head.number) break;
      if (
        kept(number) < this.#limits.revisions &&
        (now === undefined || now - Date.parse(changeSet.time) <= this.#limits.age)
      )
        break;
      dropped = { number, revision, hash };
      for (const { kind, key } of changeSet.changes) {
        if (this.#forget.run(kind, key, revision).changes > 0)
          tallyOut(this.#marks.facts.touched, touchedSum(kind, key, revision));
      }
    }
    if (dropped === undefined) return false;
    this.#drop.run(dropped.revision);
    this.#marks.facts.base = dropped;
    this.#marks.facts.fromNothing = false;
    this.#startsAt = (this.#first.get() as { revision: number }).revision;
    this.#oldestTime = undefined;
    return true;
  }

  #oldestTime: number | undefined;

  #tooOld(now: number | undefined): boolean {
    if (now === undefined) return false;
    if (this.#oldestTime === undefined) {
      const row = this.#oldest.get(1);
      if (row === undefined) return false;
      this.#oldestTime = Date.parse(parseEntry(row['entry'] as string).time);
    }
    return now - this.#oldestTime > this.#limits.age;
  }
}

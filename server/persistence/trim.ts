/** Drops the oldest change sets from history, a slice at a time: never what is not folded, never the newest one. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { parseEntry } from './entry.ts';

export interface HistoryLimits {
  /** Change sets that are kept. */
  readonly revisions: number;
  /** Milliseconds for which they are kept. */
  readonly age: number;
}

/** 30 days or 1,000,000 change sets. */
export const HISTORY_LIMITS: HistoryLimits = { revisions: 1_000_000, age: 30 * 24 * 3_600_000 };

export class Trim {
  readonly #limits: HistoryLimits;
  #startsAt: number;
  readonly #oldest: StatementSync;
  readonly #drop: StatementSync;
  readonly #forget: StatementSync;

  constructor(sql: DatabaseSync, startsAt: number, limits: HistoryLimits) {
    this.#limits = limits;
    this.#startsAt = startsAt;
    this.#oldest = sql.prepare('SELECT entry FROM journal ORDER BY revision LIMIT ?');
    this.#drop = sql.prepare('DELETE FROM journal WHERE revision <= ?');
    this.#forget = sql.prepare('DELETE FROM touched WHERE kind = ? AND key = ? AND revision = ?');
  }

  /** Revision of the oldest change set that is kept. */
  get startsAt(): number {
    return this.#startsAt;
  }

  /** Called within an SQLite transaction. `now` is the time of the newest change set, milliseconds since 1970. */
  slice(limit: number, folded: number, head: number, now: number): void {
    const tooMany = head - this.#startsAt + 1 > this.#limits.revisions;
    if (!tooMany && !this.#tooOld(now)) return;
    let upTo = 0;
    for (const row of this.#oldest.all(limit)) {
      const changeSet = parseEntry(row['entry'] as string);
      if (changeSet.revision > folded || changeSet.revision >= head) break;
      if (head - changeSet.revision < this.#limits.revisions && now - Date.parse(changeSet.time) <= this.#limits.age) break;
      upTo = changeSet.revision;
      for (const { kind, key } of changeSet.changes) this.#forget.run(kind, key, upTo);
    }
    if (upTo === 0) return;
    this.#drop.run(upTo);
    this.#startsAt = upTo + 1;
    this.#oldestTime = undefined;
  }

  #oldestTime: number | undefined;

  #tooOld(now: number): boolean {
    if (this.#oldestTime === undefined) {
      const row = this.#oldest.get(1);
      if (row === undefined) return false;
      this.#oldestTime = Date.parse(parseEntry(row['entry'] as string).time);
    }
    return now - this.#oldestTime > this.#limits.age;
  }
}

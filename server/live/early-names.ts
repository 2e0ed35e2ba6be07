/**
 * Names of derived rows whose revision is not yet durable, in the order of revisions. Their number is bounded in case
 * the disk is slow: beyond `MAX_REVISIONS` the newest are merged, and `PendingNames` bounds each.
 */

import type { LiveName } from '../contract/live/events.ts';
import { PendingNames } from './pending-names.ts';

/** Revisions whose names are kept separately until they are durable; further ones are merged. */
export const MAX_REVISIONS = 32;

export class EarlyNames {
  #waiting: PendingNames[] = [];

  /** Keeps names until `revision` is durable. */
  add(revision: number, names: readonly LiveName[]): void {
    let last = this.#waiting.at(-1);
    if (last === undefined || (last.revision < revision && this.#waiting.length < MAX_REVISIONS)) {
      last = new PendingNames(revision);
      this.#waiting.push(last);
    }
    last.reach(revision);
    for (const name of names) last.add(name);
  }

  /** Hands over the names of revisions up to `revision`. */
  admit(revision: number, to: PendingNames): void {
    while (this.#waiting.length > 0 && this.#waiting[0]!.revision <= revision) to.join(this.#waiting.shift()!);
  }

  /** Names and kinds that are kept. */
  get size(): number {
    return this.#waiting.reduce((sum, { size }) => sum + size, 0);
  }
}

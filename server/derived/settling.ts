/**
 * Schedules the computation of derived rows. The consequences of a commit are computed in the same turn of the event
 * loop; more than a slice continues in the next turns, one slice each, together with what is committed meanwhile.
 * Queries that can wait form a queue until the tables are up to date; listeners are not called before. A query that
 * does not wait has everything computed at once, so that an answer never mixes old and new rows.
 */

import { Work } from './work.ts';

export interface SettlingOptions<C> {
  /** Whether anything is to be computed. */
  readonly pending: () => boolean;
  /** Works out what is to be, as far as the work allows; gives what changed. */
  readonly drain: (work: Work) => readonly C[];
  /** Notified of the changes of several slices, if there are any, once the tables are up to date. */
  readonly tell: (changes: readonly C[]) => void;
  /** Runs a task later in this turn of the event loop, or in the next, as `setImmediate` does. */
  readonly schedule: (task: () => void) => void;
  /**
   * The same for what was just committed and nobody waits for: it may take a few milliseconds, in which more is
   * committed.
   */
  readonly linger?: ((task: () => void) => void) | undefined;
  /** Notified of the rows that were computed. */
  readonly spend: (rows: number) => void;
  /** Rows of one slice. */
  readonly slice: number;
  /** Milliseconds, of any origin. With it no slice begins another row after `LONGEST_SLICE_MS`. */
  readonly now?: (() => number) | undefined;
}

/** A slice leaves room in a turn of 50 ms for what a request does before and after it. */
const LONGEST_SLICE_MS = 15;

export class Settling<C> {
  private readonly options: SettlingOptions<C>;
  private scheduled: 'no' | 'lingering' | 'next' = 'no';
  private behind = false;
  private changes: C[] = [];
  private line: (() => void)[] = [];
  private closed = false;

  constructor(options: SettlingOptions<C>) {
    this.options = options;
  }

  /** Whether rows were left for the next turn. */
  get isBehind(): boolean {
    return this.behind;
  }

  /** Whether somebody waits for the tables to be up to date. */
  get isAsked(): boolean {
    return this.line.length > 0;
  }

  /** Whether anything is to be computed. */
  get isPending(): boolean {
    return this.options.pending();
  }

  /** Something was committed: it is computed soon. */
  soon(): void {
    if (this.scheduled !== 'no' || this.closed) return;
    if (this.options.linger === undefined) return this.next();
    this.scheduled = 'lingering';
    this.options.linger(() => {
      if (this.scheduled === 'lingering') this.step();
    });
  }

  /** A slice in the next turn. */
  private next(): void {
    if (this.scheduled === 'next' || this.closed) return;
    this.scheduled = 'next';
    this.options.schedule(() => this.step());
  }

  private step(): void {
    this.scheduled = 'no';
    if (this.closed) return;
    this.work(this.slice());
    // One waiting query per turn, because answering it takes time as well.
    if (!this.behind) this.line.shift()?.();
    if (this.behind || this.line.length > 0) this.next();
  }

  /** Everything at once. */
  now(): void {
    if (this.options.pending()) this.work(new Work());
  }

  /**
   * Resolves when the tables are up to date and it is the caller's turn: at once when that takes no more than a slice.
   * Ask in the same turn: a commit may come after it.
   */
  async settled(): Promise<void> {
    for (let waited = false; !this.closed; waited = true) {
      if (waited || this.line.length === 0) {
        if (!this.behind && this.options.pending()) this.work(this.slice());
        if (!this.behind) return;
      }
      // A caller that has waited and finds the tables behind again stays first in the queue.
      await new Promise<void>((resolve) => {
        if (waited) this.line.unshift(resolve);
        else this.line.push(resolve);
        this.next();
      });
    }
  }

  /** Stops computing, except for queries; callers in the queue are resolved. */
  close(): void {
    this.closed = true;
    for (const resolve of this.line.splice(0)) resolve();
  }

  private slice(): Work {
    const { slice, now } = this.options;
    if (now === undefined) return new Work(slice);
    const until = now() + LONGEST_SLICE_MS;
    return new Work(slice, () => now() >= until);
  }

  private work(work: Work): void {
    const changes = this.options.drain(work);
    this.options.spend(work.done);
    for (const change of changes) this.changes.push(change);
    this.behind = this.options.pending();
    if (this.behind) return this.next();
    const told = this.changes;
    this.changes = [];
    this.options.tell(told);
  }
}

/**
 * When the tables are brought up to the head. What follows from a commit is computed in the same turn of the event
 * loop; what is more than a slice goes on in the next ones, one slice a turn, with whatever else was committed
 * meanwhile. Those who want to ask wait in one line until the tables are up to date, and nobody is notified of a change
 * before. A query that does not wait has everything computed at once, so that an answer never mixes old and new rows.
 */

import { Work } from './work.ts';

export interface SettlingOptions<C> {
  /** Whether anything is to be computed. */
  readonly pending: () => boolean;
  /** Works out what is to be, as far as the work allows; gives what changed. */
  readonly drain: (work: Work) => readonly C[];
  /** Notified of the changes of several slices once the tables are up to date. */
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

  /** A slice has left something for the next turn. */
  get isBehind(): boolean {
    return this.behind;
  }

  /** Somebody waits for the tables to stand. */
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
    // One of the line in a turn: what it wants to know costs something too.
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
      // Who has waited, and finds that somebody else was quicker, stays the first.
      await new Promise<void>((resolve) => {
        if (waited) this.line.unshift(resolve);
        else this.line.push(resolve);
        this.next();
      });
    }
  }

  /** Nothing is computed any more unless somebody asks; those in line go on. */
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
    if (told.length > 0) this.options.tell(told);
  }
}

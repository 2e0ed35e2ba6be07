/**
 * The time of transactions: that of the clock, never decreasing, unless the clock jumps. A clock that is wrong once
 * must neither stay in the journal for good nor decide about history.
 *
 * A monotonic counter (`monotonic`) runs beside the clock. If they diverge by more than an hour, the clock has
 * jumped: times follow the counter until the clock has been steady for a minute, and then follow the clock, forwards
 * or backwards. If a clock is set back by less, times stand still until it has caught up. At a start there is no
 * counter yet, so the clock is believed.
 */
export interface SteadyTimeOptions {
  /** Milliseconds since 1970, UTC; it may jump. */
  readonly clock: () => number;
  /** Milliseconds of a monotonic counter; without it, the clock is assumed not to jump while the process runs. */
  readonly monotonic?: () => number;
  /** Time of the last transaction before this start. */
  readonly last?: number;
  /** Called with a sentence for each jump. */
  readonly warn?: (sentence: string) => void;
}

/** ms by which a clock may be set and still be believed at once. */
const JUMP = 3_600_000;
/** ms after which a larger jump is believed. */
export const BELIEVED_AFTER = 60_000;
/** ms for which a clock must run evenly before history is dropped by age. */
export const STEADY_AFTER = 3_600_000;

export class SteadyTime {
  readonly #clock: () => number;
  readonly #monotonic: (() => number) | undefined;
  readonly #warn: (sentence: string) => void;
  #last: number | undefined;
  /** The count at the last reading; undefined before the first. */
  #count: number | undefined;
  /** The count when the clock was found to have jumped, until that is believed. */
  #jumpedAt: number | undefined;
  /** The count since which the clock has run evenly. */
  #steadySince = 0;
  #shown = '';
  #shownTime: number | undefined;

  constructor({ clock, monotonic, last, warn = () => {} }: SteadyTimeOptions) {
    this.#clock = clock;
    this.#monotonic = monotonic;
    this.#last = last;
    this.#warn = warn;
  }

  /** The time of the next transaction, UTC ISO 8601 with milliseconds. */
  next(): string {
    const now = this.#read();
    if (now !== this.#shownTime) this.#shown = new Date(now).toISOString();
    this.#shownTime = now;
    return this.#shown;
  }

  /** Milliseconds since 1970 by a clock that has run evenly for an hour; undefined while it has not. */
  steady(): number | undefined {
    const now = this.#read();
    return this.#jumpedAt === undefined && this.#count! - this.#steadySince >= STEADY_AFTER ? now : undefined;
  }

  #read(): number {
    const reading = this.#clock();
    const count = this.#monotonic?.() ?? reading;
    const now =
      this.#count === undefined
        ? this.#first(reading, count)
        : this.#following(reading, count, this.#last! + Math.max(0, count - this.#count));
    this.#count = count;
    this.#last = now;
    return now;
  }

  #first(reading: number, count: number): number {
    this.#steadySince = count;
    const last = this.#last ?? reading;
    if (reading >= last - JUMP) return Math.max(last, reading);
    this.#warn(
      `The clock says ${shown(reading)}, but the last change was written at ${shown(last)}: it was ahead then or ` +
        'is behind now. Times go on from the clock; history keeps the order of revisions.',
    );
    return reading;
  }

  #following(reading: number, count: number, expected: number): number {
    if (Math.abs(reading - expected) <= JUMP) {
      this.#jumpedAt = undefined;
      return Math.max(this.#last!, reading);
    }
    if (this.#jumpedAt === undefined) {
      this.#jumpedAt = count;
      this.#steadySince = count;
      this.#warn(
        `The clock jumped from ${shown(expected)} to ${shown(reading)}. Times are counted on from before, and ` +
          'follow it once it has stood so for a minute; no history is dropped by age for an hour.',
      );
    }
    if (count - this.#jumpedAt < BELIEVED_AFTER) return Math.round(expected);
    this.#jumpedAt = undefined;
    return reading;
  }
}

function shown(time: number): string {
  return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : 'a time beyond all calendars';
}

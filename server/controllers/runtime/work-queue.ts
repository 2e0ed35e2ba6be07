/**
 * The names that one controller has to reconcile: each at most once, first in first out, names woken by a change
 * before names of a sweep. A name that failed comes back after 0.1 s, 0.2 s, … at most 60 s, or at once when
 * something it depends on changes. A name may also be left alone for a time, whatever changes, or asked for again after
 * one.
 */
const FIRST_DELAY_MS = 100;
/** ms: the longest delay before a name that failed is tried again. */
const LONGEST_DELAY_MS = 60_000;
/** ms: a name that is asked for again later than this comes back then, and can ask again. Timers go up to 24 days. */
const LONGEST_PAUSE_MS = 3_600_000;

/** Names that something has woken (a change, or the time to try again), or those that are only swept. */
export type Which = 'woken' | 'swept';

export class WorkQueue {
  /** Name → since when it waits (ms); the one that has waited longest first. */
  readonly #woken = new Map<string, number>();
  readonly #swept = new Set<string>();
  /** Name → the time (ms) at which it is tried again. */
  readonly #delayed = new Map<string, number>();
  readonly #failures = new Map<string, number>();
  /** Delayed names that nothing wakes before. */
  readonly #resting = new Set<string>();
  /** ms: no delayed name is due before, so that thousands need not be checked at every turn. */
  #soonest = Infinity;

  /** Something that the name depends on has changed. `now` in ms on any clock, the one that the others are given. */
  wake(key: string, now: number): void {
    if (this.#resting.has(key)) return;
    this.#swept.delete(key);
    this.#delayed.delete(key);
    if (!this.#woken.has(key)) this.#woken.set(key, now);
  }

  /** Whatever wakes the name, it is ready in `ms` and not before. */
  rest(key: string, now: number, ms: number): void {
    this.#woken.delete(key);
    this.#swept.delete(key);
    this.#resting.add(key);
    this.#delay(key, now + ms);
  }

  /** The name is ready in `ms`, an hour at most, or as soon as something wakes it. */
  later(key: string, now: number, ms: number): void {
    if (!this.#woken.has(key) && !this.#resting.has(key)) this.#delay(key, now + Math.min(ms, LONGEST_PAUSE_MS));
  }

  #delay(key: string, due: number): void {
    this.#delayed.set(key, due);
    this.#soonest = Math.min(this.#soonest, due);
  }

  /** Enqueues the name behind all that are more urgent. A name that is delayed stays so. */
  sweep(key: string): void {
    if (!this.#woken.has(key) && !this.#delayed.has(key)) this.#swept.add(key);
  }

  /** The next name, those that were woken first, or undefined when none is ready; with `only`, of those alone. */
  take(only?: Which): string | undefined {
    return (
      (only === 'swept' ? undefined : firstOf(this.#woken)) ?? (only === 'woken' ? undefined : firstOf(this.#swept))
    );
  }

  succeeded(key: string): void {
    this.#failures.delete(key);
  }

  failed(key: string, now: number): void {
    const failures = (this.#failures.get(key) ?? 0) + 1;
    this.#failures.set(key, failures);
    if (this.#woken.has(key) || this.#resting.has(key)) return;
    this.#delay(key, now + Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(failures - 1, 20)));
  }

  /** Makes ready what was delayed until now. */
  promote(now: number): void {
    if (now < this.#soonest) return;
    this.#soonest = Infinity;
    for (const [key, due] of this.#delayed) {
      if (due > now) this.#soonest = Math.min(this.#soonest, due);
      else {
        this.#delayed.delete(key);
        this.#resting.delete(key);
        this.#woken.set(key, now);
      }
    }
  }

  /** When the next delayed name becomes ready, or earlier; undefined when none waits. */
  nextDue(): number | undefined {
    return this.#delayed.size === 0 ? undefined : this.#soonest;
  }

  /** Since when the name waits that was woken first; undefined when none waits. */
  get since(): number | undefined {
    return this.#woken.values().next().value;
  }

  /** Names that are ready; with `only`, of those alone. */
  ready(only?: Which): number {
    return (only === 'swept' ? 0 : this.#woken.size) + (only === 'woken' ? 0 : this.#swept.size);
  }

  get delayed(): number {
    return this.#delayed.size;
  }
}

function firstOf(names: Set<string> | Map<string, unknown>): string | undefined {
  for (const key of names.keys()) {
    names.delete(key);
    return key;
  }
  return undefined;
}

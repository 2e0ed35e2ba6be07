/**
 * The names that wait for one controller: each at most once, first come first served, what a change has woken before
 * what a periodic sync sweeps up. A name that failed comes back after 0.1 s, 0.2 s, … at most 60 s, or at once when
 * something it depends on changes.
 */
const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 60_000;

export class WorkQueue {
  readonly #woken = new Set<string>();
  readonly #swept = new Set<string>();
  /** Name → the time (ms) at which it is tried again. */
  readonly #delayed = new Map<string, number>();
  readonly #failures = new Map<string, number>();

  /** Something that the name depends on has changed. */
  wake(key: string): void {
    this.#swept.delete(key);
    this.#delayed.delete(key);
    this.#woken.add(key);
  }

  /** The name is to be looked at when nothing is more urgent. One that waits after a failure goes on waiting. */
  sweep(key: string): void {
    if (!this.#woken.has(key) && !this.#delayed.has(key)) this.#swept.add(key);
  }

  /** The next name, or undefined when none is ready. */
  take(): string | undefined {
    for (const waiting of [this.#woken, this.#swept]) {
      for (const key of waiting) {
        waiting.delete(key);
        return key;
      }
    }
    return undefined;
  }

  succeeded(key: string): void {
    this.#failures.delete(key);
  }

  /** `now` in ms on any clock, the one that `promote` is given. */
  failed(key: string, now: number): void {
    const failures = (this.#failures.get(key) ?? 0) + 1;
    this.#failures.set(key, failures);
    if (this.#woken.has(key)) return;
    this.#delayed.set(key, now + Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(failures - 1, 20)));
  }

  /** Makes ready what was delayed until now. */
  promote(now: number): void {
    for (const [key, due] of this.#delayed) {
      if (due > now) continue;
      this.#delayed.delete(key);
      this.#woken.add(key);
    }
  }

  /** When the next delayed name becomes ready; undefined when none waits. */
  nextDue(): number | undefined {
    let next: number | undefined;
    for (const due of this.#delayed.values()) if (next === undefined || due < next) next = due;
    return next;
  }

  get ready(): number {
    return this.#woken.size + this.#swept.size;
  }

  get delayed(): number {
    return this.#delayed.size;
  }
}

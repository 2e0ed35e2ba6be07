/**
 * One turn of the event loop and how much work fits in it. All requests share a turn's budget: a long loop reports what
 * it has done, and yields when the budget is used up:
 *
 *     const task = new LongTask();
 *     for (const row of rows) {
 *       text += render(row);
 *       if (task.spend('rows', 1)) await task.nextTurn();
 *     }
 *
 * The functions `spend` and `nextTurn` alone are for short or urgent work: their caller goes before every long task.
 * Work that cannot be interrupted is reported as well. The most that any turn did is kept, so that tests can count
 * work instead of time.
 */

/**
 * `nodes`: values of a document that are read, checked or copied; `rows`: records shown or written; `bytes`: of text;
 * `consequences`: rows that follow from writes.
 */
export type Work = 'nodes' | 'rows' | 'bytes' | 'consequences';

/** The amount of each kind of work that fills a turn: about 10 ms on a core of 2020. */
export const TURN_BUDGET: { readonly [W in Work]: number } = {
  nodes: 10_000,
  rows: 500,
  bytes: 1024 * 1024,
  consequences: 500,
};

const done: Record<Work, number> = { nodes: 0, rows: 0, bytes: 0, consequences: 0 };
const most: Record<Work, number> = { nodes: 0, rows: 0, bytes: 0, consequences: 0 };
let share = 0;
let turns = 0;
let scheduled = false;
/** ms from the first work of a turn. With the rest of a request it stays below the 50 ms of decision 0003. */
const LONGEST_TURN_MS = 20;
/** Part of a turn's budget after which the clock is read again: reading it for each row costs more than the row. */
const LOOKS_EVERY = 1 / 50;
let looksAt = LOOKS_EVERY;
let clock: (() => number) | undefined;
/** Time at which this turn should end; unknown before its first work. */
let until: number | undefined;
/** In order of arrival. */
const waiting: { readonly used: number; readonly resolve: () => void }[] = [];
/** The least time that a waiting task has used. */
let least = Infinity;
/** In every fourth turn the task that has waited longest goes first, so that long tasks are finished too. */
const OLDEST_EVERY = 4;

/**
 * Counts work of this turn. True: continue in the next turn, because the budget is used up, or because this turn has
 * lasted `LONGEST_TURN_MS` (on a slow or busy machine, where turns are timed).
 */
export function spend(work: Work, amount: number): boolean {
  done[work] += amount;
  share += amount / TURN_BUDGET[work];
  if (done[work] > most[work]) most[work] = done[work];
  schedule();
  if (clock === undefined) return share >= 1;
  until ??= clock() + LONGEST_TURN_MS;
  if (share < looksAt) return share >= 1;
  looksAt = share + LOOKS_EVERY;
  return share >= 1 || clock() >= until;
}

/**
 * From now on turns also end after `LONGEST_TURN_MS`. Without a clock they are the same on every machine, as tests
 * need.
 */
export function timeTurns(now: (() => number) | undefined): void {
  clock = now;
}

/**
 * Resolves after others have run: one waiting task continues in each turn. `used` is the time that the caller has
 * used so far, in turns: the task that has used least goes first, so that short work need not wait for long work.
 */
export function nextTurn(used = 0): Promise<void> {
  return new Promise((resolve) => {
    waiting.push({ used, resolve });
    least = Math.min(least, used);
    schedule();
  });
}

/** How much more than a waiting task a running one may have used, in turns. */
const AHEAD = 1 / 20;

/** A task of many turns, with the time that it has used. */
export class LongTask {
  readonly #ready: (() => Promise<void> | undefined) | undefined;
  #used = 0;

  /** `ready`: has to resolve before the task continues after a yield. */
  constructor(ready?: () => Promise<void> | undefined) {
    this.#ready = ready;
  }

  /** As `spend`; also true if a waiting task has used less. */
  spend(work: Work, amount: number): boolean {
    this.#used += amount / TURN_BUDGET[work];
    return spend(work, amount) || this.#used > least + AHEAD;
  }

  /** Called when another caller waits for the result. */
  hurry(): void {}

  /** As `nextTurn`. */
  async nextTurn(): Promise<void> {
    await nextTurn(this.#used);
    await this.ready();
  }

  /** To be awaited after any other wait. */
  async ready(): Promise<void> {
    await this.#ready?.();
  }
}

/** The most that one turn did of each kind of work since the process began. */
export function mostInOneTurn(): { readonly [W in Work]: number } {
  return { ...most };
}

function schedule(): void {
  if (scheduled) return;
  scheduled = true;
  setImmediate(begin);
}

function begin(): void {
  scheduled = false;
  share = 0;
  until = undefined;
  looksAt = LOOKS_EVERY;
  turns += 1;
  for (const work of Object.keys(done) as Work[]) done[work] = 0;
  if (waiting.length === 0) return;
  let next = 0;
  if (turns % OLDEST_EVERY !== 0)
    for (let at = 1; at < waiting.length; at++) if (waiting[at]!.used < waiting[next]!.used) next = at;
  const [first] = waiting.splice(next, 1);
  least = Infinity;
  for (const { used } of waiting) if (used < least) least = used;
  first!.resolve();
  if (waiting.length > 0) schedule();
}

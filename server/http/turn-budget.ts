/**
 * One turn of the event loop and what it may be used for. Whoever goes through something long says how much was done and
 * lets others in when the turn's budget is used up; all requests share it:
 *
 *     for (const row of rows) {
 *       text += render(row);
 *       if (spend('rows', 1)) await nextTurn();
 *     }
 *
 * Work that cannot be cut says what it was as well. The most that any turn did is kept, so that tests count work, not time.
 */

/** `nodes`: values of a document that are read, checked or copied; `rows`: records shown or written; `bytes`: of text. */
export type Work = 'nodes' | 'rows' | 'bytes';

/** What alone fills a turn: about 10 ms of it on one core of 2020. */
export const TURN_BUDGET: { readonly [W in Work]: number } = { nodes: 10_000, rows: 500, bytes: 1024 * 1024 };

const done: Record<Work, number> = { nodes: 0, rows: 0, bytes: 0 };
const most: Record<Work, number> = { nodes: 0, rows: 0, bytes: 0 };
let share = 0;
let ending = false;

/** Counts work of this turn. True: the budget is used up, go on in the next. */
export function spend(work: Work, amount: number): boolean {
  done[work] += amount;
  share += amount / TURN_BUDGET[work];
  if (done[work] > most[work]) most[work] = done[work];
  if (!ending) {
    ending = true;
    setImmediate(begin);
  }
  return share >= 1;
}

/** Resolves when others had their turn. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** The most that one turn did of each kind of work since the process began. */
export function mostInOneTurn(): { readonly [W in Work]: number } {
  return { ...most };
}

function begin(): void {
  ending = false;
  share = 0;
  for (const work of Object.keys(done) as Work[]) done[work] = 0;
}

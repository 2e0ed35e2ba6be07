/** Operations on long lists that yield the event loop. Nobody may change the lists meanwhile. */

import { by } from '../model/order.ts';
import { LongTask } from './turn-budget.ts';

/** Comparisons and steps that cost about as much as one row of work. */
const STEPS_A_ROW = 20;
/** Items that are sorted without yielding. */
const RUN = 1_000;

/** Runs small steps, each of which returns its cost in nodes, until the end or until it is cancelled. */
export async function stepsInTurns(
  steps: Iterable<number>,
  calledOff: () => boolean,
  task = new LongTask(),
): Promise<void> {
  for (const cost of steps) {
    if (!task.spend('nodes', cost)) continue;
    await task.nextTurn();
    if (calledOff()) return;
  }
}

/** The items that match. */
export async function filterInTurns<T>(
  items: readonly T[],
  matches: (item: T) => boolean,
  task = new LongTask(),
): Promise<T[]> {
  const found: T[] = [];
  for (const item of items) {
    if (matches(item)) found.push(item);
    if (task.spend('rows', 1)) await task.nextTurn();
  }
  return found;
}

/** The items in the order of a text or number of each; equal ones keep their order. */
export async function sortInTurns<T>(
  items: readonly T[],
  textOf: (item: T) => string | number,
  task = new LongTask(),
): Promise<T[]> {
  const inOrder = by(textOf);
  let runs: T[][] = [];
  for (let at = 0; at < items.length; at += RUN) {
    runs.push(items.slice(at, at + RUN).sort(inOrder));
    if (task.spend('rows', (RUN / STEPS_A_ROW) * 10)) await task.nextTurn();
  }
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let at = 0; at < runs.length; at += 2) merged.push(await merge(runs[at]!, runs[at + 1] ?? [], textOf, task));
    runs = merged;
  }
  return runs[0] ?? [];
}

async function merge<T>(
  left: readonly T[],
  right: readonly T[],
  textOf: (item: T) => string | number,
  task: LongTask,
): Promise<T[]> {
  const merged: T[] = [];
  let [atLeft, atRight] = [0, 0];
  while (atLeft < left.length || atRight < right.length) {
    const takeLeft =
      atRight >= right.length || (atLeft < left.length && textOf(left[atLeft]!) <= textOf(right[atRight]!));
    merged.push(takeLeft ? left[atLeft++]! : right[atRight++]!);
    if (merged.length % RUN === 0 && task.spend('rows', RUN / STEPS_A_ROW)) await task.nextTurn();
  }
  return merged;
}

import { expect, test } from 'vitest';
import { BackgroundTask } from './background.ts';
import { TURN_BUDGET } from './turn-budget.ts';

/** Rows that are done before it gives way. */
async function rowsAtATime(task: BackgroundTask): Promise<number> {
  let rows = 1;
  while (!task.spend('rows', 1)) rows += 1;
  await task.nextTurn();
  return rows;
}

test('what nobody waits for is done in small pieces while others wait, in whole turns while nobody does', async () => {
  let othersWait = false;
  const task = new BackgroundTask(() => othersWait);
  await new Promise((resolve) => setImmediate(resolve));
  expect(await rowsAtATime(task)).toBe(TURN_BUDGET.rows);
  othersWait = true;
  expect(await rowsAtATime(task)).toBe(TURN_BUDGET.rows / 10);
  // One of those who wait waits for this.
  task.hurry();
  expect(await rowsAtATime(task)).toBe(TURN_BUDGET.rows);
});

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

test('what nobody waits for is done in small pieces, in whole turns once somebody waits for it', async () => {
  let othersWait = false;
  const task = new BackgroundTask(() => othersWait);
  await new Promise((resolve) => setImmediate(resolve));
  // Somebody may begin to wait at any moment.
  expect(await rowsAtATime(task)).toBe(TURN_BUDGET.rows / 10);
  othersWait = true;
  expect(await rowsAtATime(task)).toBe(TURN_BUDGET.rows / 10);
  task.hurry();
  expect(await rowsAtATime(task)).toBe(TURN_BUDGET.rows);
});

import { expect, test } from 'vitest';
import { BackgroundStint } from './background.ts';
import { TURN_BUDGET } from './turn-budget.ts';

/** Rows that are done before it gives way. */
async function rowsAtATime(stint: BackgroundStint): Promise<number> {
  let rows = 1;
  while (!stint.spend('rows', 1)) rows += 1;
  await stint.next();
  return rows;
}

test('what nobody waits for is done in small pieces while others wait, in whole turns while nobody does', async () => {
  let othersWait = false;
  const stint = new BackgroundStint(() => othersWait);
  await new Promise((resolve) => setImmediate(resolve));
  expect(await rowsAtATime(stint)).toBe(TURN_BUDGET.rows);
  othersWait = true;
  expect(await rowsAtATime(stint)).toBe(TURN_BUDGET.rows / 10);
  // One of those who wait waits for this.
  stint.hurry();
  expect(await rowsAtATime(stint)).toBe(TURN_BUDGET.rows);
});

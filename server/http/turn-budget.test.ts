import { expect, test } from 'vitest';
import { mostInOneTurn, nextTurn, spend, LongTask, timeTurns, TURN_BUDGET } from './turn-budget.ts';

test('loops that run at the same time share a turn; what no turn exceeds is counted', async () => {
  let turns = 0;
  let over = false;
  const count = (): void => {
    turns += 1;
    if (!over) setImmediate(count);
  };
  setImmediate(count);
  const loop = async (): Promise<void> => {
    for (let row = 0; row < 3 * TURN_BUDGET.rows; row += 1) if (spend('rows', 1)) await nextTurn();
  };
  await Promise.all([loop(), loop()]);
  over = true;
  expect(turns).toBeGreaterThanOrEqual(5);
  // The one that used the budget up, and one step of the other.
  expect(mostInOneTurn().rows).toBeLessThanOrEqual(TURN_BUDGET.rows + 1);
});

test('kinds of work add up', async () => {
  await nextTurn();
  expect(spend('nodes', TURN_BUDGET.nodes / 2)).toBe(false);
  expect(spend('bytes', TURN_BUDGET.bytes / 2)).toBe(true);
  await nextTurn();
  expect(spend('nodes', 1)).toBe(false);
});

test('a short task does not wait for long ones, and the long ones finish', async () => {
  const order: string[] = [];
  const work = async (name: string, turns: number): Promise<void> => {
    const task = new LongTask();
    for (let done = 0; done < turns; done += 1) if (task.spend('rows', TURN_BUDGET.rows)) await task.nextTurn();
    order.push(name);
  };
  const long = Array.from({ length: 20 }, (_, index) => work(`long ${index}`, 40));
  await nextTurn();
  await nextTurn();
  await work('short', 2);
  expect(order).toEqual(['short']);
  await Promise.all(long);
  expect(order).toHaveLength(21);
});

test('tasks that begin together advance together, so that none waits for the whole of another', async () => {
  const done = Array.from({ length: 10 }, () => 0);
  let widest = 0;
  await Promise.all(
    done.map(async (_none, who) => {
      const task = new LongTask();
      await task.nextTurn();
      for (let row = 0; row < TURN_BUDGET.rows; row += 1) {
        done[who]! += 1;
        const [least, most] = [Math.min(...done), Math.max(...done)];
        if (least > 1) widest = Math.max(widest, most - least);
        if (task.spend('rows', 1)) await task.nextTurn();
      }
    }),
  );
  expect(widest).toBeGreaterThan(0);
  expect(widest).toBeLessThan(TURN_BUDGET.rows / 3);
});

test('where turns are timed, one ends after some milliseconds, whatever was done in it', async () => {
  let milliseconds = 0;
  timeTurns(() => milliseconds);
  try {
    await nextTurn();
    let rows = 0;
    for (; !spend('rows', 1); rows += 1) milliseconds += 1;
    expect(rows).toBeGreaterThan(10);
    expect(rows).toBeLessThan(60);
    await nextTurn();
    expect(spend('rows', 1), 'the next turn has its own time').toBe(false);
  } finally {
    timeTurns(undefined);
  }
});

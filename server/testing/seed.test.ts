import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holds } from './seed.ts';

test("a failure that only this run's seed finds says how to find it again", async () => {
  let runs = 0;
  const atTheEnd = (): void => {
    if (++runs > 80) throw new Error('found');
  };
  const again = /npm run test:seeded -- \d+\nProperty failed after \d+ tests\n\{ seed: \d+/;
  expect(() => holds(fc.property(fc.nat(), atTheEnd))).toThrow(again);
  runs = 0;
  await expect(holds(fc.asyncProperty(fc.nat(), async () => atTheEnd()))).rejects.toThrow(again);
});

test('all seeds together have the runs that are asked for', async () => {
  let runs = 0;
  holds(
    fc.property(fc.nat(), () => void runs++),
    { numRuns: 41 },
  );
  await holds(
    fc.asyncProperty(fc.nat(), async () => void runs++),
    { numRuns: 9 },
  );
  expect(runs).toBe(50);
});

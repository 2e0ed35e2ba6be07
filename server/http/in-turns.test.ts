import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holds } from '../testing/seed.ts';
import { filterInTurns, sortInTurns } from './in-turns.ts';

test('sorts as the language does, and keeps the order of what is equal', async () => {
  await holds(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(50), fc.nat()), { maxLength: 5000, size: 'max' }), async (pairs) => {
      const textOf = ([key]: readonly [number, number]): string => String(key);
      expect(await sortInTurns(pairs, textOf)).toEqual(
        [...pairs].sort((a, b) => (textOf(a) < textOf(b) ? -1 : textOf(a) > textOf(b) ? 1 : 0)),
      );
    }),
    { numRuns: 20 },
  );
});

test('filters', async () => {
  const items = Array.from({ length: 3000 }, (_, index) => index);
  expect(await filterInTurns(items, (item) => item % 7 === 0)).toEqual(items.filter((item) => item % 7 === 0));
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holds } from '../testing/seed.ts';
import { naturalOrder } from './natural-order.ts';

const sorted = (names: readonly string[]): string[] =>
  [...names].sort((a, b) => (naturalOrder(a) < naturalOrder(b) ? -1 : 1));

test.each([
  [['web', 'web-2', 'web1', 'web2', 'web10']],
  [['net1', 'net2', 'net10', 'net10-b', 'net100']],
  [['Alpha', 'beta', 'Gamma']],
  [['a-1-9', 'a-1-10', 'a-2-1']],
  [['r1', 'r01', 'r2']],
  [['60100:9', '60100:100', '60101:1']],
])('%j', (names) => {
  expect(sorted(names.toReversed())).toEqual(names);
});

test('numbers in names sort by their value, and no two names are one', () => {
  holds(
    fc.property(fc.bigInt(0n, 10n ** 30n), fc.bigInt(0n, 10n ** 30n), (a, b) => {
      expect(naturalOrder(`n${a}x`) < naturalOrder(`n${b}x`)).toBe(a < b);
    }),
  );
  holds(
    fc.property(fc.string(), fc.string(), (a, b) => {
      fc.pre(a !== b);
      expect(naturalOrder(a)).not.toBe(naturalOrder(b));
    }),
  );
});

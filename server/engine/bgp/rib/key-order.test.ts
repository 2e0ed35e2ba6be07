import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holds } from '../../../testing/seed.ts';
import { createKeyOrder } from './key-order.ts';

test('pages are in order whatever came and went between them', () => {
  const key = fc.nat({ max: 30 }).map((n) => String.fromCharCode(n + 100));
  const step = fc.oneof(
    fc.record({ kind: fc.constantFrom('add' as const, 'delete' as const), key }),
    fc.record({ kind: fc.constant('page' as const), key: fc.option(key, { nil: undefined }) }),
  );
  holds(
    fc.property(fc.array(step, { maxLength: 200, size: 'max' }), (history) => {
      const table = new Map<string, number>();
      const order = createKeyOrder(table);
      const [pages, expected]: [string[][], string[][]] = [[], []];
      for (const one of history) {
        if (one.kind === 'page') {
          const { key: after } = one;
          pages.push([...order.keysAfter(after)]);
          expected.push([...table.keys()].sort().filter((each) => after === undefined || each > after));
        } else if (one.kind === 'delete') {
          table.delete(one.key);
        } else if (!table.has(one.key)) {
          table.set(one.key, 0);
          order.added(one.key);
        }
      }
      expect(pages).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});

test('many changes between two pages', () => {
  const table = new Set<string>();
  const order = createKeyOrder(table);
  expect([...order.keysAfter(undefined)]).toEqual([]);
  for (let n = 0; n < 5000; n += 1) {
    const key = String.fromCharCode((n * 7) % 1000);
    if (!table.delete(key)) {
      table.add(key);
      order.added(key);
    }
  }
  expect([...order.keysAfter(undefined)]).toEqual([...table].sort());
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holds } from '../testing/seed.ts';
import { SortedKeys } from './sorted-keys.ts';

test('keys stay sorted across chunks', () => {
  const keys = new SortedKeys();
  const wanted = Array.from({ length: 5_000 }, (_, i) => String((i * 7_919) % 5_000).padStart(5, '0'));
  for (const key of [...wanted, ...wanted]) keys.add(key);
  expect([...keys.after()]).toEqual([...wanted].sort());
  for (const key of wanted) if (Number(key) % 3 !== 0) keys.delete(key);
  expect([...keys.after('00999')].slice(0, 2)).toEqual(['01002', '01005']);
  expect(keys.size).toBe([...keys.after()].length);
});

test('keys are in order, however they were added, removed and looked at before', () => {
  holds(
    fc.property(
      fc.array(
        fc.record({
          key: fc.string({ maxLength: 2 }),
          what: fc.constantFrom('add', 'add', 'add', 'remove', 'arrange', 'look'),
        }),
        { maxLength: 200 },
      ),
      (steps) => {
        const keys = new SortedKeys();
        const naive = new Set<string>();
        const [seen, expected]: [string[][], string[][]] = [[], []];
        for (const { key, what } of steps) {
          if (what === 'add') {
            keys.add(key);
            naive.add(key);
          } else if (what === 'remove') {
            keys.delete(key);
            naive.delete(key);
          } else if (what === 'arrange') keys.arrange();
          else {
            seen.push([...keys.after(key)]);
            expected.push([...naive].sort().filter((other) => other > key));
          }
          expect(keys.size).toBe(naive.size);
        }
        expect(seen).toEqual(expected);
        expect([...keys.after()]).toEqual([...naive].sort());
      },
    ),
  );
});

test('keys given at once are in order, and go on as others do', () => {
  const keys = new SortedKeys(Array.from({ length: 3_000 }, (_, i) => String((i * 7_919) % 3_000).padStart(4, '0')));
  keys.add('1500x');
  keys.delete('1501');
  expect(keys.size).toBe(3_000);
  expect([...keys.after('1499')].slice(0, 3)).toEqual(['1500', '1500x', '1502']);
});

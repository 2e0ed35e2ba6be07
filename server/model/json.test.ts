import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holds } from '../testing/seed.ts';
import { deepEqual, isObject } from './json.ts';

test('compares plain values', () => {
  expect(deepEqual({ a: [1, { b: undefined }] }, { a: [1, {}] })).toBe(true);
  expect(deepEqual({ a: 1 }, { a: 2 })).toBe(false);
  expect(deepEqual([1], { 0: 1 })).toBe(false);
  expect(deepEqual({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true);
  expect(deepEqual({ constructor: undefined }, {})).toBe(true);
  expect(deepEqual({ toString: 1 }, {})).toBe(false);
  expect(deepEqual(null, {})).toBe(false);
});

test('of what was written down it says what Node says', () => {
  // Few names and values, so that equal ones come up.
  const leaf = fc.constantFrom(null, true, 0, 1, '', 'a');
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.array(tie('value'), { maxLength: 2 }),
      fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), tie('value'), { maxKeys: 2 }),
    ),
  }));
  const written = value.map((each): unknown => JSON.parse(JSON.stringify(each)));
  holds(
    fc.property(written, written, (left, right) => {
      expect(deepEqual(left, right)).toBe(isDeepStrictEqual(left, right));
      expect(deepEqual(left, structuredClone(left))).toBe(true);
    }),
  );
});

test.each([
  [{}, true],
  [Object.create(null), true],
  [null, false],
  [undefined, false],
  [[], false],
  ['text', false],
])('%j has members: %s', (value, has) => expect(isObject(value)).toBe(has));

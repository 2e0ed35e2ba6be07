import { expect, it } from 'vitest';
import { rowKeyTarget } from './row-keys.ts';

it.each([
  ['ArrowDown', 3, 4],
  ['ArrowDown', 11, 11],
  ['ArrowUp', 0, 0],
  ['PageDown', 2, 11],
  ['PageUp', 11, 0],
  ['Home', 7, 0],
  ['End', 0, 11],
  ['x', 3, undefined],
])('%s from row %i leads to %s', (key, index, to) => {
  expect(rowKeyTarget(key, index, 12)).toBe(to);
});

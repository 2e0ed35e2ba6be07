import { expect, test } from 'vitest';
import { codingOf } from './content-coding.ts';

test.each([
  [undefined, undefined],
  ['', undefined],
  ['identity', undefined],
  ['deflate', undefined],
  ['gzip', 'gzip'],
  ['br', 'br'],
  ['gzip, deflate, br, zstd', 'br'],
  ['GZIP', 'gzip'],
  ['x-gzip', 'gzip'],
  ['gzip;q=0', undefined],
  ['gzip;q=1.0, br;q=0.5', 'gzip'],
  ['*', 'br'],
  ['*;q=0.5, br;q=0', 'gzip'],
  ['*;q=0', undefined],
  ['identity, gzip;q=0.2', undefined],
  ['gzip;q=nonsense', undefined],
])('%s: %s', (accepted, expected) => {
  expect(codingOf(accepted, ['br', 'gzip'])).toBe(expected);
});

import { expect, it } from 'vitest';
import { ageOf } from './age-text.ts';

it.each([
  [79, '79s'],
  [150, '2m'],
  [7200, '2h'],
  [86_400 * 8, '8d'],
  [-5, '0s'],
])('%s s ago is %s', (seconds, printed) => {
  expect(ageOf('2024-07-11T00:00:00Z', Date.parse('2024-07-11T00:00:00Z') + seconds * 1000)).toBe(printed);
});

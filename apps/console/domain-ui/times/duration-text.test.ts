import { expect, it } from 'vitest';
import { countText, durationText, serverTime } from './duration-text.ts';

it.each([
  [0, '00:00:00'],
  [999, '00:00:00'],
  [102_000, '00:01:42'],
  [65_974_000, '18:19:34'],
  [86_399_999, '23:59:59'],
  [86_400_000, '1d 00:00'],
  [700_860_000, '8d 02:41'],
  [-5000, '00:00:00'],
])('%d ms last %s', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});

it.each([
  [0, '0'],
  [999, '999'],
  [2235, '2 235'],
  [1_234_567, '1 234 567'],
])('%d is written %s', (count, text) => expect(countText(count)).toBe(text));

it("the server's clock goes on with the browser's, whatever that says", () => {
  const clock = { now: 1_000_000, at: 50_000 };
  expect(serverTime(clock, 53_000)).toBe(1_003_000);
  expect(serverTime(clock, 40_000), 'a clock that was set back').toBe(1_000_000);
});

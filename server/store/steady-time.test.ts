import { expect, test } from 'vitest';
import { BELIEVED_AFTER, STEADY_AFTER, SteadyTime } from './steady-time.ts';

const NOON = Date.UTC(2026, 0, 31, 12);
const DAY = 86_400_000;

function running(last?: number) {
  const hand = { clock: NOON, count: 5_000 };
  const warnings: string[] = [];
  const time = new SteadyTime({
    clock: () => hand.clock,
    monotonic: () => hand.count,
    warn: (sentence) => warnings.push(sentence),
    ...(last !== undefined && { last }),
  });
  const after = (clock: number, count = clock): number => {
    hand.clock += clock;
    hand.count += count;
    return Date.parse(time.next()) - NOON;
  };
  return { time, after, warnings };
}

test('follows the clock, and waits for one that is set back a little', () => {
  const { after, warnings } = running();
  expect([after(0), after(1_000), after(-30_000, 10), after(29_000), after(5_000)]).toEqual([
    0, 1_000, 1_000, 1_000, 5_000,
  ]);
  expect(warnings).toEqual([]);
});

test('a reading 45 days ahead is not written down, is reported once, and leaves no trace', () => {
  const { time, after, warnings } = running();
  expect(after(0)).toBe(0);
  expect([after(45 * DAY, 1_000), after(1_000), after(1_000), after(-45 * DAY, 1_000), after(2_000)]).toEqual([
    1_000, 2_000, 3_000, 3_000, 4_000,
  ]);
  expect(warnings).toEqual([
    expect.stringContaining('The clock jumped from 2026-01-31T12:00:01.000Z to 2026-03-17T12:00:00.000Z'),
  ]);
  expect(time.steady()).toBeUndefined();
});

test('a jump that lasts is believed, back as well as ahead; history is let go by age only after an even hour', () => {
  const { time, after, warnings } = running();
  after(0);
  expect(after(STEADY_AFTER)).toBe(STEADY_AFTER);
  expect(time.steady()).toBe(NOON + STEADY_AFTER);
  expect(after(45 * DAY, 10)).toBe(STEADY_AFTER + 10);
  expect(time.steady()).toBeUndefined();
  expect(after(BELIEVED_AFTER)).toBe(45 * DAY + STEADY_AFTER + BELIEVED_AFTER);
  expect(time.steady()).toBeUndefined();
  after(-45 * DAY, 10);
  expect(after(BELIEVED_AFTER)).toBe(STEADY_AFTER + 2 * BELIEVED_AFTER);
  after(STEADY_AFTER);
  expect(time.steady()).toBeDefined();
  expect(warnings).toHaveLength(2);
});

test('at a start the clock is believed: a last change far ahead of it is told, one little ahead awaited', () => {
  const ahead = running(NOON + 45 * DAY);
  expect([ahead.after(0), ahead.warnings]).toEqual([
    0,
    [expect.stringContaining('the last change was written at 2026-03-17T12:00:00.000Z')],
  ]);
  const little = running(NOON + 60_000);
  expect([little.after(0), little.after(59_000), little.after(2_000), little.warnings]).toEqual([
    60_000,
    60_000,
    61_000,
    [],
  ]);
});

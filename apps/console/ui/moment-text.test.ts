import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { agoText, momentText, momentTitle, timeText } from './moment-text.ts';

const at = Date.UTC(2026, 6, 10, 6, 58, 57, 200);

it('a moment names its zone, and on hover how long ago it is', () => {
  expect([timeText(at), momentText(at)]).toEqual(['06:58:57 UTC', '2026-07-10 06:58:57 UTC']);
  expect(momentTitle(at, at + 3 * 60_000)).toBe('2026-07-10 06:58:57 UTC, 3 min ago');
});

it.each([
  [0, 'just now'],
  [-2000, 'just now'],
  [9000, '9 s ago'],
  [180_000, '3 min ago'],
  [4 * 3_600_000, '4 h ago'],
  [9 * 86_400_000, '9 days ago'],
])('%d ms ago', (ms, text) => expect(agoText(ms)).toBe(text));

it('nobody prints a moment in another zone, or without one', () => {
  const root = join(import.meta.dirname, '..');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) =>
      /\.tsx?$/.test(file) &&
      !/\.test\.tsx?$/.test(file) &&
      !file.endsWith('moment-text.ts') &&
      !file.endsWith('bgp-routers/session/timeline.ts'),
  ); // its axis names the zone once
  const other = /toLocale(Time|Date)String|Date\([^)]*\)\.toLocaleString|toISOString\(\)\.slice|\.slice\(11, 19\)/;
  expect(
    files
      .filter((file) => other.test(readFileSync(join(root, file), 'utf8')))
      .map((file) => `${file}: use ui/moment.tsx.`),
  ).toEqual([]);
});

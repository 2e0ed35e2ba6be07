import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const room = dirname(fileURLToPath(import.meta.url));
const pages = readdirSync(room).filter((file) => /^\d{4}-.*\.md$/.test(file));
const index = readFileSync(join(room, 'README.md'), 'utf8');

test.each(pages)('%s has a title, a date, and a line in the index', (page) => {
  const [, title, date] = /^# (.+)\n\n_(\d{4}-\d\d-\d\d), (?:holds|superseded by \d{4})\._\n/.exec(
    readFileSync(join(room, page), 'utf8'),
  )!;
  const line = index.split('\n').find((each) => each.includes(`](${page})`));
  expect(line?.split('|').map((cell) => cell.trim())).toEqual(['', `[${page.slice(0, 4)}](${page})`, title, date, '']);
});

test('no two have the same number, and the index names no other page', () => {
  const numbers = pages.map((page) => page.slice(0, 4));
  expect(new Set(numbers).size).toBe(numbers.length);
  expect([...index.matchAll(/\]\((\d{4}[^)]*)\)/g)].map(([, page]) => page)).toEqual(pages.toSorted());
});

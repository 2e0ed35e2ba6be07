import { expect, it } from 'vitest';
import { targetGroups } from './target-groups.ts';

const both = (n: number) =>
  Array.from({ length: n }, (_, i) => ({ routeTarget: `target:60100:${1000 + i}`, why: 'both' as const }));
const auto = { routeTarget: 'target:60100:8000001', why: 'auto' as const };
const only = { routeTarget: 'target:60100:5', why: 'import' as const };

it('two hundred targets are two lines, not four hundred and two', () => {
  const groups = targetGroups([...both(200), auto], [...both(200), auto]);
  expect(
    groups.map(({ title, count, lines }) => [
      title,
      count,
      lines.map((line) => [line.reason.why, line.targets.length]),
    ]),
  ).toEqual([
    [
      'Both ways',
      201,
      [
        ['both', 200],
        ['auto', 1],
      ],
    ],
  ]);
});

it('one-way targets are a group of their own; none at all is said', () => {
  expect(targetGroups([...both(1), only, auto], [...both(1), auto]).map(({ title, count }) => [title, count])).toEqual([
    ['Both ways', 2],
    ['Imports', 1],
  ]);
  expect(targetGroups([], []).map(({ title, count }) => [title, count])).toEqual([
    ['Imports', 0],
    ['Exports', 0],
  ]);
  expect(targetGroups([only], []).map(({ title, count }) => [title, count])).toEqual([
    ['Imports', 1],
    ['Exports', 0],
  ]);
});

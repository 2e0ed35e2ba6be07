import { describe, expect, test } from 'vitest';
import { NO_ATTRIBUTES, type PathAttributes } from '../../model/bgp/path-attributes.ts';
import { chooseAcrossDistinguishers } from './across-distinguishers.ts';

interface Path extends Partial<PathAttributes> {
  readonly id: string;
  readonly stale?: boolean;
}

const choose = (...paths: readonly Path[]) =>
  chooseAcrossDistinguishers(paths, ({ stale = false, ...attributes }) => ({
    attributes: { ...NO_ATTRIBUTES, ...attributes },
    stale,
  })).map(({ path, best, decidedBy }) => `${path.id}${best ? '*' : ''} ${decidedBy}`);

const via = (...asns: readonly number[]) => [{ kind: 'sequence', asns } as const];

describe('paths of one prefix under several route distinguishers', () => {
  test.each<[string, readonly Path[], readonly string[]]>([
    ['one path', [{ id: 'a', stale: true }], ['a* only-path']],
    [
      'fresh over stale',
      [{ id: 'a', stale: true, localPreference: 200 }, { id: 'b' }],
      ['b* fresh-over-stale', 'a fresh-over-stale'],
    ],
    [
      'higher LOCAL_PREF, before MED',
      [
        { id: 'a', localPreference: 100, med: 0 },
        { id: 'b', localPreference: 200, med: 100 },
      ],
      ['b* local-preference', 'a local-preference'],
    ],
    [
      'LOCAL_PREF that is not there is 100',
      [{ id: 'a' }, { id: 'b', localPreference: 99 }],
      ['a* local-preference', 'b local-preference'],
    ],
    [
      'shorter AS path',
      [
        { id: 'a', asPath: via(64512, 64513) },
        { id: 'b', asPath: via(64514) },
      ],
      ['b* as-path-length', 'a as-path-length'],
    ],
    [
      'a set counts one',
      [
        { id: 'a', asPath: [{ kind: 'set', asns: [64512, 64513, 64514] }] },
        { id: 'b', asPath: via(64512, 64513) },
      ],
      ['a* as-path-length', 'b as-path-length'],
    ],
    [
      'a confederation counts nothing',
      [
        { id: 'a', asPath: [{ kind: 'confed-sequence', asns: [1, 2] }, ...via(64512)] },
        { id: 'b', asPath: via(64512, 64513) },
      ],
      ['a* as-path-length', 'b as-path-length'],
    ],
    [
      'lower origin',
      [{ id: 'a' }, { id: 'b', origin: 'igp' }, { id: 'c', origin: 'egp' }],
      ['b* origin', 'a origin', 'c origin'],
    ],
    ['lower MED: none is 0', [{ id: 'a', med: 100 }, { id: 'b' }], ['b* med', 'a med']],
    [
      'MED of another neighbour AS says nothing',
      [
        { id: 'a', asPath: via(64512), med: 200 },
        { id: 'b', asPath: via(64513), med: 100 },
      ],
      ['a* equal-paths', 'b* equal-paths'],
    ],
    [
      'equal ones are used together',
      [
        { id: 'a', med: 100 },
        { id: 'b', med: 200 },
        { id: 'c', med: 100 },
      ],
      ['a* equal-paths', 'c* equal-paths', 'b med'],
    ],
    [
      'who lost later stands higher',
      [{ id: 'a', localPreference: 50 }, { id: 'b', med: 5 }, { id: 'c' }],
      ['c* med', 'b med', 'a local-preference'],
    ],
    ['no path', [], []],
  ])('%s', (_case, paths, expected) => {
    expect(choose(...paths)).toEqual(expected);
  });
});

import { describe, expect, test } from 'vitest';
import { KUBE_BUDGET } from '../engine/budget/budget.ts';
import { Problem } from '../model/problem.ts';
import type { Draft, DraftValue } from './draft.ts';
import { mergePatch } from './json-merge-patch.ts';
import { jsonPatch } from './json-patch.ts';
import { patchDraft } from './operations.ts';
import { strategicMergePatch } from './strategic-merge-patch.ts';

describe('JSON merge patch: the cases of RFC 7396, appendix A', () => {
  const cases: readonly [target: DraftValue, patch: DraftValue, result: DraftValue][] = [
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ];
  test.each(cases)('%j + %j', (target, patch, result) => expect(mergePatch(target, patch)).toEqual(result));
});

describe('JSON patch (RFC 6902, appendix A)', () => {
  const cases: readonly [target: Draft, operations: DraftValue[], result: Draft][] = [
    [{ foo: 'bar' }, [{ op: 'add', path: '/baz', value: 'qux' }], { foo: 'bar', baz: 'qux' }],
    [{ foo: ['bar', 'baz'] }, [{ op: 'add', path: '/foo/1', value: 'qux' }], { foo: ['bar', 'qux', 'baz'] }],
    [{ foo: ['bar'] }, [{ op: 'add', path: '/foo/-', value: ['abc'] }], { foo: ['bar', ['abc']] }],
    [{ baz: 'qux', foo: 'bar' }, [{ op: 'remove', path: '/baz' }], { foo: 'bar' }],
    [{ foo: ['bar', 'qux', 'baz'] }, [{ op: 'remove', path: '/foo/1' }], { foo: ['bar', 'baz'] }],
    [
      { foo: { bar: 'baz', waldo: 'fred' }, qux: {} },
      [{ op: 'move', from: '/foo/waldo', path: '/qux/thud' }],
      { foo: { bar: 'baz' }, qux: { thud: 'fred' } },
    ],
    [
      { foo: ['all', 'grass', 'cows', 'eat'] },
      [{ op: 'move', from: '/foo/1', path: '/foo/3' }],
      { foo: ['all', 'cows', 'eat', 'grass'] },
    ],
    [
      { '/': 9, '~1': 10 },
      [
        { op: 'test', path: '/~01', value: 10 },
        { op: 'replace', path: '/~1', value: 8 },
      ],
      { '/': 8, '~1': 10 },
    ],
  ];
  test.each(cases)('%j %j', (target, operations, result) => {
    expect(jsonPatch(target, operations, KUBE_BUDGET)).toEqual(result);
  });
  const refused: readonly [target: Draft, operation: DraftValue, sentence: string][] = [
    [{ baz: 'qux' }, { op: 'test', path: '/baz', value: 'bar' }, 'testing value /baz failed'],
    [{ foo: 'bar' }, { op: 'add', path: '/baz/bat', value: 'qux' }, 'nothing stands at /baz/bat'],
    [{ foo: 'bar' }, { op: 'replace', path: '/nope', value: 1 }, 'nothing stands at /nope'],
    [{ foo: ['a'] }, { op: 'add', path: '/foo/2', value: 'c' }, 'nothing stands at /foo/2'],
  ];
  test.each(refused)('%j %j is refused', (target, operation, sentence) => {
    expect(() => jsonPatch(target, [operation], KUBE_BUDGET)).toThrow(sentence);
  });
  test('a failing operation leaves the target alone', () => {
    const target: Draft = { a: [1] };
    expect(() =>
      jsonPatch(
        target,
        [
          { op: 'add', path: '/a/-', value: 2 },
          { op: 'remove', path: '/b' },
        ],
        KUBE_BUDGET,
      ),
    ).toThrow('nothing stands at /b');
    expect(target).toEqual({ a: [1] });
  });
});

describe('strategic merge patch', () => {
  const containers: { containers: Draft[] } = {
    containers: [
      { name: 'web', image: 'web:1', ports: [{ containerPort: 80, protocol: 'TCP' }] },
      { name: 'log', image: 'log:1' },
    ],
  };
  const cases: readonly [name: string, target: Draft, patch: Draft, result: Draft][] = [
    [
      'containers merge by name',
      containers,
      { containers: [{ name: 'web', image: 'web:2' }] },
      {
        containers: [
          { name: 'web', image: 'web:2', ports: [{ containerPort: 80, protocol: 'TCP' }] },
          { name: 'log', image: 'log:1' },
        ],
      },
    ],
    [
      'a container is deleted by a directive',
      containers,
      { containers: [{ $patch: 'delete', name: 'log' }] },
      { containers: [containers.containers[0]!] },
    ],
    [
      'a new one is added in the order asked for',
      { containers: [{ name: 'b' }] },
      {
        $setElementOrder: null,
        '$setElementOrder/containers': [{ name: 'a' }, { name: 'b' }],
        containers: [{ name: 'a' }],
      },
      { containers: [{ name: 'a' }, { name: 'b' }] },
    ],
    [
      'container ports merge by containerPort',
      { ports: [{ containerPort: 80 }] },
      { ports: [{ containerPort: 80, name: 'http' }, { containerPort: 443 }] },
      { ports: [{ containerPort: 80, name: 'http' }, { containerPort: 443 }] },
    ],
    [
      'service ports merge by port',
      { ports: [{ port: 80, targetPort: 80 }] },
      { ports: [{ port: 80, targetPort: 8080 }] },
      { ports: [{ port: 80, targetPort: 8080 }] },
    ],
    ['other lists are replaced', { args: ['a', 'b'] }, { args: ['c'] }, { args: ['c'] }],
    [
      'keys that are not retained go',
      { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } },
      { strategy: { $retainKeys: ['type'], type: 'Recreate' } },
      { strategy: { type: 'Recreate' } },
    ],
    ['an object is replaced whole', { a: { b: 1, c: 2 } }, { a: { $patch: 'replace', d: 3 } }, { a: { d: 3 } }],
    [
      'plain values leave a list',
      { finalizers: ['a', 'b'] },
      { '$deleteFromPrimitiveList/finalizers': ['a'] },
      { finalizers: ['b'] },
    ],
    ['plain values join a list once', { finalizers: ['a'] }, { finalizers: ['a', 'b'] }, { finalizers: ['a', 'b'] }],
    ['null removes', { a: 1, b: 2 }, { a: null }, { b: 2 }],
  ];
  test.each(cases)('%s', (_name, target, patch, result) => expect(strategicMergePatch(target, patch)).toEqual(result));
});

describe('patches stay within their budget', () => {
  const refused = (body: () => unknown): string => {
    try {
      body();
      return 'taken';
    } catch (error) {
      return error instanceof Problem ? `${error.status} ${error.detail}` : String(error);
    }
  };
  const some: Draft = { data: { a: 'x'.repeat(1_000) } };

  test.each([22, 40])('%i copies of an object into itself', (count) => {
    const copies = Array.from({ length: count }, (_unused, index) => ({
      op: 'copy',
      from: '/data',
      path: `/data/c${index}`,
    }));
    expect(refused(() => jsonPatch(some, copies, KUBE_BUDGET))).toBe(
      '413 The operations of the JSON patch together write more than 10,000 values, or 3145728 bytes, the most ' +
        'that is taken. Send it in parts.',
    );
  });
  test('few copies of much text', () => {
    const copies = Array.from({ length: 40 }, (_unused, index) => ({
      op: 'copy',
      from: '/data/a',
      path: `/data/c${index}`,
    }));
    expect(refused(() => jsonPatch({ data: { a: 'x'.repeat(100_000) } }, copies, KUBE_BUDGET))).toMatch(
      /^413 The operations of the JSON patch together write more than/,
    );
  });
  test('copies that go deeper and deeper, in lists', () => {
    const copies = Array.from({ length: 70 }, () => ({ op: 'move', from: '/l', path: '/m' })).flatMap((move) => [
      move,
      { op: 'add', path: '/l', value: [] },
      { op: 'move', from: '/m', path: '/l/0' },
    ]);
    expect(refused(() => jsonPatch({ l: [] }, copies, KUBE_BUDGET))).toMatch(
      /^400 The object is nested more than \d+ levels deep|^413/,
    );
  });
  test('too many operations', () => {
    const tests = Array.from({ length: 2_001 }, () => ({ op: 'test', path: '/data/a', value: 'x' }));
    expect(refused(() => jsonPatch(some, tests, KUBE_BUDGET))).toBe(
      '413 The JSON patch has 2,001 operations; 2,000 are taken at most. Send it in parts.',
    );
  });
  test.each(['path', 'from'])('a pointer of half a million steps in %s', (field) => {
    const pointer = '/data'.repeat(500_000);
    expect(
      refused(() => jsonPatch(some, [{ op: 'copy', path: '/data', from: '/data', [field]: pointer }], KUBE_BUDGET)),
    ).toBe(`Error: ${field} leads deeper than 64 levels: ${pointer.slice(0, 120)}…`);
  });
  test('what a merge leaves may hold as much as a body, and no more', () => {
    const many = (prefix: string, count: number): Draft =>
      Object.fromEntries(Array.from({ length: count }, (_unused, index) => [`${prefix}${index}`, 'x']));
    expect(
      refused(() => patchDraft('ConfigMap', 'm', { data: many('a', 6_000) }, { data: many('b', 6_000) }, 'merge')),
    ).toBe(
      '413 The object that the patch leaves holds more than 10,000 values (objects, lists, texts, numbers), the ' +
        'most that is taken here. Send it in parts.',
    );
    expect(
      Object.keys(
        patchDraft('ConfigMap', 'm', { data: many('a', 4_500) }, { data: many('b', 4_500) }, 'merge')['data'] as Draft,
      ),
    ).toHaveLength(9_000);
  });
  test('strategic lists of thousands merge by their keys', () => {
    const named = (from: number, image: string): Draft[] =>
      Array.from({ length: 4_000 }, (_unused, index) => ({ name: `c${from + index}`, image }));
    const merged = strategicMergePatch(
      { containers: named(0, 'old') },
      { containers: named(2_000, 'new'), '$setElementOrder/containers': named(2_000, 'new').reverse() },
    )['containers'] as Draft[];
    expect([merged.length, merged.filter(({ image }) => image === 'new').length]).toEqual([6_000, 4_000]);
    expect([merged[0]?.['name'], merged[2_000]?.['name'], merged.at(-1)?.['name']]).toEqual(['c0', 'c5999', 'c2000']);
  });
  test('lists named like properties of every object are lists like others', () => {
    expect(
      strategicMergePatch(
        { constructor: [{ name: 'a' }] },
        { constructor: [{ name: 'b' }], toString: [1], '$setElementOrder/valueOf': [1] },
      ),
    ).toEqual({ constructor: [{ name: 'b' }], toString: [1] });
  });
});

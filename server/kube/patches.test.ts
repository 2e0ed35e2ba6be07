import { describe, expect, test } from 'vitest';
import type { Draft, DraftValue } from './draft.ts';
import { mergePatch } from './json-merge-patch.ts';
import { jsonPatch } from './json-patch.ts';
import { strategicMergePatch } from './strategic-merge-patch.ts';

describe('JSON merge patch: the cases of RFC 7396, appendix A', () => {
  const cases: readonly [target: DraftValue, patch: DraftValue, result: DraftValue][] = [
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }], [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }], [{ a: 'b' }, { a: null }, {}], [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }], [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }], [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }], [['a', 'b'], ['c', 'd'], ['c', 'd']], [{ a: 'b' }, ['c'], ['c']], [{ a: 'foo' }, null, null], [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }], [[1, 2], { a: 'b', c: null }, { a: 'b' }], [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ];
  test.each(cases)('%j + %j', (target, patch, result) => expect(mergePatch(target, patch)).toEqual(result));
});

describe('JSON patch (RFC 6902, appendix A)', () => {
  const cases: readonly [target: Draft, operations: DraftValue[], result: Draft | string][] = [
    [{ foo: 'bar' }, [{ op: 'add', path: '/baz', value: 'qux' }], { foo: 'bar', baz: 'qux' }],
    [{ foo: ['bar', 'baz'] }, [{ op: 'add', path: '/foo/1', value: 'qux' }], { foo: ['bar', 'qux', 'baz'] }],
    [{ foo: ['bar'] }, [{ op: 'add', path: '/foo/-', value: ['abc'] }], { foo: ['bar', ['abc']] }],
    [{ baz: 'qux', foo: 'bar' }, [{ op: 'remove', path: '/baz' }], { foo: 'bar' }],
    [{ foo: ['bar', 'qux', 'baz'] }, [{ op: 'remove', path: '/foo/1' }], { foo: ['bar', 'baz'] }],
    [{ foo: { bar: 'baz', waldo: 'fred' }, qux: {} }, [{ op: 'move', from: '/foo/waldo', path: '/qux/thud' }], { foo: { bar: 'baz' }, qux: { thud: 'fred' } }],
    [{ foo: ['all', 'grass', 'cows', 'eat'] }, [{ op: 'move', from: '/foo/1', path: '/foo/3' }], { foo: ['all', 'cows', 'eat', 'grass'] }],
    [{ baz: 'qux' }, [{ op: 'test', path: '/baz', value: 'bar' }], 'testing value /baz failed'],
    [{ '/': 9, '~1': 10 }, [{ op: 'test', path: '/~01', value: 10 }, { op: 'replace', path: '/~1', value: 8 }], { '/': 8, '~1': 10 }],
    [{ foo: 'bar' }, [{ op: 'add', path: '/baz/bat', value: 'qux' }], 'nothing stands at /baz/bat'],
    [{ foo: 'bar' }, [{ op: 'replace', path: '/nope', value: 1 }], 'nothing stands at /nope'],
    [{ foo: ['a'] }, [{ op: 'add', path: '/foo/2', value: 'c' }], 'nothing stands at /foo/2'],
  ];
  test.each(cases)('%j %j', (target, operations, result) => {
    if (typeof result === 'string') expect(() => jsonPatch(target, operations)).toThrow(result);
    else expect(jsonPatch(target, operations)).toEqual(result);
  });
  test('a failing operation leaves the target alone', () => {
    const target: Draft = { a: [1] };
    expect(() => jsonPatch(target, [{ op: 'add', path: '/a/-', value: 2 }, { op: 'remove', path: '/b' }])).toThrow();
    expect(target).toEqual({ a: [1] });
  });
});

describe('strategic merge patch', () => {
  const containers: { containers: Draft[] } = { containers: [{ name: 'web', image: 'web:1', ports: [{ containerPort: 80, protocol: 'TCP' }] }, { name: 'log', image: 'log:1' }] };
  const cases: readonly [name: string, target: Draft, patch: Draft, result: Draft][] = [
    ['containers merge by name', containers, { containers: [{ name: 'web', image: 'web:2' }] }, { containers: [{ name: 'web', image: 'web:2', ports: [{ containerPort: 80, protocol: 'TCP' }] }, { name: 'log', image: 'log:1' }] }],
    ['a container is deleted by a directive', containers, { containers: [{ $patch: 'delete', name: 'log' }] }, { containers: [containers.containers[0]!] }],
    ['a new one is added in the order asked for', { containers: [{ name: 'b' }] }, { $setElementOrder: null, '$setElementOrder/containers': [{ name: 'a' }, { name: 'b' }], containers: [{ name: 'a' }] }, { containers: [{ name: 'a' }, { name: 'b' }] }],
    ['container ports merge by containerPort', { ports: [{ containerPort: 80 }] }, { ports: [{ containerPort: 80, name: 'http' }, { containerPort: 443 }] }, { ports: [{ containerPort: 80, name: 'http' }, { containerPort: 443 }] }],
    ['service ports merge by port', { ports: [{ port: 80, targetPort: 80 }] }, { ports: [{ port: 80, targetPort: 8080 }] }, { ports: [{ port: 80, targetPort: 8080 }] }],
    ['other lists are replaced', { args: ['a', 'b'] }, { args: ['c'] }, { args: ['c'] }],
    ['keys that are not retained go', { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } }, { strategy: { $retainKeys: ['type'], type: 'Recreate' } }, { strategy: { type: 'Recreate' } }],
    ['an object is replaced whole', { a: { b: 1, c: 2 } }, { a: { $patch: 'replace', d: 3 } }, { a: { d: 3 } }],
    ['plain values leave a list', { finalizers: ['a', 'b'] }, { '$deleteFromPrimitiveList/finalizers': ['a'] }, { finalizers: ['b'] }],
    ['plain values join a list once', { finalizers: ['a'] }, { finalizers: ['a', 'b'] }, { finalizers: ['a', 'b'] }],
    ['null removes', { a: 1, b: 2 }, { a: null }, { b: 2 }],
  ];
  test.each(cases)('%s', (_name, target, patch, result) => expect(strategicMergePatch(target, patch)).toEqual(result));
});

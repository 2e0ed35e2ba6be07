import { expect, test } from 'vitest';
import { leafDiff } from './leaf-diff.ts';

const routes = (prefixes: readonly string[]) =>
  prefixes.map((prefix) => ({ prefix, next_hop: '10.0.0.1', next_hop_type: 'ip-address' }));

test('a route that is taken out of a route table is one line, whatever is behind it', () => {
  const [old, next] = [routes(['10.1.0.0/16', '10.2.0.0/16', '10.3.0.0/16']), routes(['10.2.0.0/16', '10.3.0.0/16'])];
  expect(leafDiff({ route: old }, { route: next })).toEqual([{ path: '/route/10.1.0.0~116', old: old[0] }]);
});

test('lists of equal identities are compared by their places', () => {
  expect(leafDiff(['a', 'a'], ['a', 'b'])).toEqual([{ path: '/1', old: 'a', new: 'b' }]);
});

test('a change in a very long list is found in one pass', () => {
  const pairs = (value: string) =>
    Array.from({ length: 200_000 }, (_, index) => ({ key: `key-${index}`, value: index === 150_000 ? value : '' }));
  expect(leafDiff(pairs('a'), pairs('b'))).toEqual([{ path: '/key-150000/value', old: 'a', new: 'b' }]);
});

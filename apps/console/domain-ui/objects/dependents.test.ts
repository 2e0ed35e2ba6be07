import { expect, it } from 'vitest';
import type { DependentsTree } from '../../../../server/contract/views/objects.ts';
import { consequenceOf, deleteOrder, flatten } from './dependents.ts';

const pool: DependentsTree = {
  revision: 7,
  root: {
    kind: 'floating-ip-pool',
    key: 'p',
    name: 'pool-ns-default',
    detail: 'pool, shared with 1 project',
    fate: 'deleted',
    more: 3,
    children: [
      {
        kind: 'floating-ip',
        key: 'f',
        name: '101.101.101.2',
        detail: 'webserver…nrxq6',
        fate: 'released',
        children: [],
      },
    ],
  },
  counts: { deleted: 1, released: 1, kept: 0, blocks: 0, willPointToNothing: 1, opened: 0 },
  order: [
    { type: 'floating-ip', uuid: 'f', name: '101.101.101.2' },
    { type: 'floating-ip-pool', uuid: 'p', name: 'pool-ns-default' },
  ],
};
const blocked: DependentsTree = {
  revision: 7,
  root: { kind: 'virtual-network', key: 'n', name: 'net', detail: '', fate: 'deleted', children: [] },
  counts: { deleted: 1, released: 0, kept: 0, blocks: 1, willPointToNothing: 0, opened: 0 },
};

it('lines are below their parents, with what was left out', () => {
  expect(flatten([pool]).map((line) => [line.depth, 'more' in line ? line.more : line.dependent.name])).toEqual([
    [0, 'pool-ns-default'],
    [1, '101.101.101.2'],
    [1, 3],
  ]);
});
it('children go first and each only once', () => {
  expect(deleteOrder([pool, pool])?.map((step) => step.uuid)).toEqual(['f', 'p']);
  expect(deleteOrder([pool, blocked])).toBeUndefined();
});
it.each([
  [[pool], '2 objects depend on it. 1 address is released. 1 reference will point to nothing.'],
  [[blocked], '1 object depends on it and 1 of them blocks the delete.'],
  [
    [{ ...blocked, counts: { deleted: 1, released: 0, kept: 0, blocks: 0, willPointToNothing: 0, opened: 0 } }],
    'Nothing depends on it.',
  ],
  [
    [{ ...blocked, counts: { deleted: 1, released: 0, kept: 2, blocks: 0, willPointToNothing: 0, opened: 0 } }],
    '2 objects depend on it. 2 objects are kept until empty.',
  ],
])('%#', (trees, told) => {
  expect(consequenceOf(trees)).toBe(told);
});

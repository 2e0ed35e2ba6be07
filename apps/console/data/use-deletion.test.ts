import { expect, it } from 'vitest';
import type { DependentsTree } from '../../../server/contract/views/objects.ts';
import { deletes, inOrder } from './use-deletion.ts';

const tree = (kind: string, key: string): DependentsTree => ({
  revision: 7,
  root: { kind, key, name: 'it', detail: '', fate: 'deleted', children: [] },
  counts: { deleted: 2, released: 0, kept: 0, blocks: 0, willPointToNothing: 0, opened: 0 },
  order: [
    { type: 'floating-ip', uuid: 'f', name: 'inside' },
    { type: 'floating-ip-pool', uuid: 'p', name: 'it' },
  ],
});

it('config objects go with what depends on them, children first, as the server orders it', () => {
  expect(deletes(inOrder('floating-ip-pool', tree('floating-ip-pool', 'p')).order ?? [])).toEqual([
    { method: 'DELETE', path: '/config/floating-ip/f' },
    { method: 'DELETE', path: '/config/floating-ip-pool/p' },
  ]);
});

it.each([
  ['kube/Pod', 'blue/web-1', '/kube/api/v1/namespaces/blue/pods/web-1'],
  ['kube/Namespace', 'blue', '/kube/api/v1/namespaces/blue'],
] as const)('of a %s only the object itself is deleted: what it owns follows', (kind, key, path) => {
  expect(deletes(inOrder(kind, tree(kind, key)).order ?? [])).toEqual([{ method: 'DELETE', path }]);
});

import { describe, expect, it } from 'vitest';
import { createKubeObject, deleteKubeObject, patchKubeObject } from '../../kube/operations.ts';
import { createInMemorySystem } from '../../testing/in-memory-system.ts';

const owner = (uid: string, kind = 'ReplicaSet') => [{ apiVersion: 'apps/v1', kind, name: 'gone', uid }];
const pod = (name: string, ownerReferences?: object) => ({ metadata: { name, namespace: 'default', ...(ownerReferences ? { ownerReferences } : {}) }, spec: { containers: [{ name: 'c', image: 'nginx' }] } });
const GONE = '0f1e2d3c-4b5a-4978-8069-5a4b3c2d1e0f';

describe('what owners leave behind', () => {
  it.each([
    ['without an owner', undefined, true],
    ['an owner that never was', owner(GONE), false],
    ['an owner of a kind that is not ours', owner(GONE, 'StatefulSet'), true],
  ])('a pod with %s', (_case, ownerReferences, stays) => {
    const { store, do: change } = createInMemorySystem();
    change((context) => createKubeObject(context, 'Pod', pod('p', ownerReferences)));
    expect(store.get('kube/Pod', 'default/p') !== undefined).toBe(stays);
  });

  it('goes when the last finalizer of its owner is removed, not before', () => {
    const { store, do: change } = createInMemorySystem();
    const set = change((context) => createKubeObject(context, 'ReplicaSet', {
      metadata: { name: 'held', namespace: 'default', finalizers: ['example.org/hold'] },
      spec: { replicas: 2, selector: { matchLabels: { app: 'x' } }, template: { metadata: { labels: { app: 'x' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } } },
    }));
    change((context) => deleteKubeObject(context, 'ReplicaSet', 'default/held'));
    expect(store.countIn('kube/Pod', 'owner', set.metadata.uid)).toBe(2);
    change((context) => patchKubeObject(context, 'ReplicaSet', 'default/held', { metadata: { finalizers: null } }, { type: 'merge' }));
    expect([store.get('kube/ReplicaSet', 'default/held'), store.count('kube/Pod'), store.count('virtual-machine')]).toEqual([undefined, 0, 0]);
  });
});

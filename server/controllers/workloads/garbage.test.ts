import { describe, expect, it } from 'vitest';
import { OWNED_AT_ONCE } from '../../kube/deletion.ts';
import { createKubeObject, deleteKubeObject, patchKubeObject } from '../../kube/operations.ts';
import { byOwner } from '../../store/indexes.ts';
import { createInMemorySystem } from '../../testing/in-memory-system.ts';
import { BURST } from './owned.ts';

const owner = (uid: string, kind = 'ReplicaSet') => [{ apiVersion: 'apps/v1', kind, name: 'gone', uid }];
const pod = (name: string, ownerReferences?: object) => ({
  metadata: { name, namespace: 'default', ...(ownerReferences ? { ownerReferences } : {}) },
  spec: { containers: [{ name: 'c', image: 'nginx' }] },
});
const GONE = '0f1e2d3c-4b5a-4978-8069-5a4b3c2d1e0f';

/** A replica set whose pods have its name as label. */
const replicaSet = (name: string, replicas: number) => ({
  metadata: { name, namespace: 'default' },
  spec: {
    replicas,
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } },
  },
});

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

  it('an owner in another namespace counts as absent; one that is in none is not collected for it', () => {
    const { store, do: change } = createInMemorySystem();
    change((context) => createKubeObject(context, 'Namespace', { metadata: { name: 'other' } }));
    const there = change((context) =>
      createKubeObject(context, 'ConfigMap', { metadata: { name: 'there', namespace: 'other' } }),
    );
    const references = [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'there', uid: there.metadata.uid }];
    const createOwned = (name: string, ownerReferences: readonly object[]) =>
      change((context) =>
        createKubeObject(context, 'ConfigMap', { metadata: { name, namespace: 'default', ownerReferences } }),
      );
    const here = createOwned('here', []);
    createOwned('foreign', references);
    createOwned('both', [...references, { ...references[0], name: 'here', uid: here.metadata.uid }]);
    change((context) =>
      createKubeObject(context, 'Namespace', { metadata: { name: 'cluster-wide', ownerReferences: references } }),
    );
    expect(store.get('kube/ConfigMap', 'default/foreign')).toBeUndefined();
    expect(store.get('kube/ConfigMap', 'default/both')).toBeDefined();
    expect(store.get('kube/Namespace', 'cluster-wide')).toBeDefined();
    change((context) => deleteKubeObject(context, 'ConfigMap', 'default/here'));
    expect(store.get('kube/ConfigMap', 'default/both')).toBeUndefined();
  });

  it('pods of a node that does not exist are deleted, and replaced on one that does', () => {
    const { store, do: change } = createInMemorySystem();
    change((context) =>
      createKubeObject(context, 'Pod', {
        metadata: { name: 'lost', namespace: 'default' },
        spec: { nodeName: 'nowhere', containers: [{ name: 'c', image: 'nginx' }] },
      }),
    );
    expect(store.get('kube/Pod', 'default/lost')).toBeUndefined();
    const set = change((context) =>
      createKubeObject(context, 'ReplicaSet', {
        metadata: { name: 'web', namespace: 'default' },
        spec: {
          replicas: 4,
          selector: { matchLabels: { app: 'x' } },
          template: { metadata: { labels: { app: 'x' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } },
        },
      }),
    );
    const nodes = (): unknown[] =>
      Array.from(store.lookup(byOwner('kube/Pod'), set.metadata.uid), ({ value }) => value.spec?.nodeName).sort();
    expect(nodes()).toEqual(['cent222', 'cent222', 'cent333', 'cent333']);
    change((context) => deleteKubeObject(context, 'Node', 'cent333'));
    expect(nodes()).toEqual(['cent222', 'cent222', 'cent222', 'cent222']);
    change((context) => deleteKubeObject(context, 'Node', 'cent222'));
    expect(nodes(), 'they wait for a node').toEqual([undefined, undefined, undefined, undefined]);
    // What is left is the ClusterIP of the service kubernetes.
    expect([store.count('virtual-machine'), store.count('instance-ip')]).toEqual([0, 1]);
  });

  it('pods for a node that does not exist are not made and collected again and again; they come with the node', () => {
    const system = createInMemorySystem();
    const { store, do: change } = system;
    const set = change((context) =>
      createKubeObject(context, 'ReplicaSet', {
        metadata: { name: 'web', namespace: 'default' },
        spec: {
          replicas: 2,
          selector: { matchLabels: { app: 'x' } },
          template: {
            metadata: { labels: { app: 'x' } },
            spec: { nodeName: 'cent444', containers: [{ name: 'c', image: 'nginx' }] },
          },
        },
      }),
    );
    expect(store.countIn(byOwner('kube/Pod'), set.metadata.uid)).toBe(0);
    expect(store.get('kube/ReplicaSet', 'default/web')?.value.status).toMatchObject({
      replicas: 0,
      conditions: [{ type: 'ReplicaFailure', reason: 'FailedCreate' }],
    });
    change((context) => createKubeObject(context, 'Node', { metadata: { name: 'cent444' } }));
    expect(store.countIn(byOwner('kube/Pod'), set.metadata.uid)).toBe(2);
    change((context) => deleteKubeObject(context, 'Node', 'cent444'));
    expect(store.countIn(byOwner('kube/Pod'), set.metadata.uid)).toBe(0);
  });

  it('many objects are released a slice at a time, and their owner waits for the last of them', () => {
    const { store, do: change } = createInMemorySystem();
    const count = OWNED_AT_ONCE + 60;
    const set = change((context) => createKubeObject(context, 'ReplicaSet', replicaSet('web', count)));
    expect(store.countIn(byOwner('kube/Pod'), set.metadata.uid)).toBe(count);
    const sizes: number[] = [];
    store.onCommit(({ changes }) => void sizes.push(changes.length));
    const answer = change((context) =>
      deleteKubeObject(context, 'ReplicaSet', 'default/web', { propagation: 'Orphan' }),
    );
    expect(answer).toMatchObject({ gone: false, object: { metadata: { finalizers: ['orphan'] } } });
    expect(store.get('kube/ReplicaSet', 'default/web')).toBeUndefined();
    expect([store.countIn(byOwner('kube/Pod'), set.metadata.uid), store.count('kube/Pod')]).toEqual([0, count]);
    expect([...store.scan('kube/Pod')].every(({ value }) => value.metadata.ownerReferences === undefined)).toBe(true);
    expect(Math.max(...sizes)).toBeLessThan(OWNED_AT_ONCE / 2);
  });

  it('an owner that waits for its objects goes after the last of them, however many', () => {
    const { store, do: change } = createInMemorySystem();
    const count = OWNED_AT_ONCE + 60;
    const set = change((context) => createKubeObject(context, 'ReplicaSet', replicaSet('web', count)));
    const [kept] = store.page('kube/Pod', { limit: 1 });
    const finalizers = (value: unknown): void =>
      void change((context) =>
        patchKubeObject(context, 'Pod', kept!.key, { metadata: { finalizers: value } }, { type: 'merge' }),
      );
    finalizers(['example.com/audit']);
    const answer = change((context) =>
      deleteKubeObject(context, 'ReplicaSet', 'default/web', { propagation: 'Foreground' }),
    );
    expect(answer).toMatchObject({ gone: false, object: { metadata: { finalizers: ['foregroundDeletion'] } } });
    expect([store.countIn(byOwner('kube/Pod'), set.metadata.uid), store.count('kube/ReplicaSet')]).toEqual([1, 1]);
    finalizers(null);
    expect([store.count('kube/Pod'), store.count('kube/ReplicaSet')]).toEqual([0, 0]);
  });

  it('a replica set adopts many orphans a few at a time, and none is made or deleted meanwhile', () => {
    const { store, do: change } = createInMemorySystem();
    const count = 3 * BURST + 7;
    change((context) => createKubeObject(context, 'ReplicaSet', replicaSet('web', count)));
    const names = (): string[] => Array.from(store.scan('kube/Pod'), ({ key }) => key).sort();
    const before = names();
    change((context) => deleteKubeObject(context, 'ReplicaSet', 'default/web', { propagation: 'Orphan' }));
    const sizes: number[] = [];
    store.onCommit(({ changes }) => void sizes.push(changes.filter(({ kind }) => kind === 'kube/Pod').length));
    const set = change((context) => createKubeObject(context, 'ReplicaSet', replicaSet('web', count)));
    expect([store.countIn(byOwner('kube/Pod'), set.metadata.uid), names()]).toEqual([count, before]);
    expect(store.get('kube/ReplicaSet', 'default/web')?.value.status).toMatchObject({ replicas: count });
    expect(Math.max(...sizes)).toBe(BURST);
  });

  it('an owner with another finalizer has its dependents released, and goes on waiting', () => {
    const { store, do: change } = createInMemorySystem();
    const { metadata, ...rest } = replicaSet('web', 3);
    const set = change((context) =>
      createKubeObject(context, 'ReplicaSet', {
        metadata: { ...metadata, finalizers: ['example.com/audit'] },
        ...rest,
      }),
    );
    expect(store.countIn(byOwner('kube/Pod'), set.metadata.uid)).toBe(3);
    change((context) => deleteKubeObject(context, 'ReplicaSet', 'default/web', { propagation: 'Orphan' }));
    expect(store.get('kube/ReplicaSet', 'default/web')?.value.metadata).toMatchObject({
      deletionTimestamp: expect.any(String),
      finalizers: ['example.com/audit'],
    });
    expect([store.countIn(byOwner('kube/Pod'), set.metadata.uid), store.count('kube/Pod')]).toEqual([0, 3]);
  });

  it('a namespace that releases what it owned is deleted when it is empty, not before', () => {
    const { store, do: change } = createInMemorySystem();
    const { metadata } = change((context) =>
      createKubeObject(context, 'Namespace', { metadata: { name: 'ns', finalizers: ['orphan'] } }),
    );
    const held = { finalizers: ['example.com/audit'] };
    change((context) =>
      createKubeObject(context, 'ConfigMap', {
        metadata: { name: 'a', namespace: 'ns', ownerReferences: owner(metadata.uid, 'Namespace'), ...held },
      }),
    );
    change((context) => deleteKubeObject(context, 'Namespace', 'ns'));
    expect(store.get('kube/Namespace', 'ns')?.value.metadata).toMatchObject({ deletionTimestamp: expect.any(String) });
    const { value } = store.get('kube/ConfigMap', 'ns/a')!;
    expect([value.metadata.ownerReferences, value.metadata.deletionTimestamp]).toEqual([undefined, expect.any(String)]);
    change((context) =>
      patchKubeObject(context, 'ConfigMap', 'ns/a', { metadata: { finalizers: null } }, { type: 'merge' }),
    );
    expect([store.get('kube/ConfigMap', 'ns/a'), store.get('kube/Namespace', 'ns')]).toEqual([undefined, undefined]);
  });

  it('several owners deleted in one transaction take no more pods with them than one', () => {
    const { store, do: change } = createInMemorySystem();
    const names = ['one', 'two'];
    for (const name of names)
      change((context) => createKubeObject(context, 'ReplicaSet', replicaSet(name, OWNED_AT_ONCE - 50)));
    const gone: number[] = [];
    store.onCommit(({ changes }) => {
      gone.push(changes.filter((each) => each.kind === 'kube/Pod' && each.new === undefined).length);
    });
    change((context) => names.forEach((name) => deleteKubeObject(context, 'ReplicaSet', `default/${name}`)));
    expect(gone[0]).toBe(OWNED_AT_ONCE);
    expect(store.count('kube/Pod')).toBe(0);
  });

  it('very many pods of an owner are deleted in slices, the first together with the owner', () => {
    const { store, do: change } = createInMemorySystem();
    const count = OWNED_AT_ONCE + 60;
    const set = change((context) => createKubeObject(context, 'ReplicaSet', replicaSet('many', count)));
    const owned = (): number => store.countIn(byOwner('kube/Pod'), set.metadata.uid);
    expect(owned()).toBe(count);
    const sizes: number[] = [];
    const stop = store.onCommit(({ changes }) => {
      sizes.push(changes.filter((each) => each.kind === 'kube/Pod' && each.new === undefined).length);
    });
    change((context) => deleteKubeObject(context, 'ReplicaSet', 'default/many'));
    stop();
    expect(Math.max(...sizes)).toBe(OWNED_AT_ONCE);
    // What is left is the ClusterIP of the service kubernetes.
    expect([owned(), store.count('virtual-machine'), store.count('instance-ip')]).toEqual([0, 0, 1]);
  });

  it('a dependent is deleted when the last finalizer of its owner is removed, not before', () => {
    const { store, do: change } = createInMemorySystem();
    const set = change((context) =>
      createKubeObject(context, 'ReplicaSet', {
        metadata: { name: 'held', namespace: 'default', finalizers: ['example.org/hold'] },
        spec: {
          replicas: 2,
          selector: { matchLabels: { app: 'x' } },
          template: { metadata: { labels: { app: 'x' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } },
        },
      }),
    );
    change((context) => deleteKubeObject(context, 'ReplicaSet', 'default/held'));
    expect(store.countIn(byOwner('kube/Pod'), set.metadata.uid)).toBe(2);
    change((context) =>
      patchKubeObject(context, 'ReplicaSet', 'default/held', { metadata: { finalizers: null } }, { type: 'merge' }),
    );
    expect([
      store.get('kube/ReplicaSet', 'default/held'),
      store.count('kube/Pod'),
      store.count('virtual-machine'),
    ]).toEqual([undefined, 0, 0]);
  });
});

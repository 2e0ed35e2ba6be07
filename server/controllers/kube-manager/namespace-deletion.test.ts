/** The conditions of a namespace that is being deleted: in Kubernetes' words where it has them. */

import { beforeEach, expect, test } from 'vitest';
import { createKubeObject, deleteKubeObject, patchKubeObject } from '../../kube/operations.ts';
import type { KubeKind } from '../../model/kube/types.ts';
import { createInMemorySystem, type InMemorySystem } from '../../testing/in-memory-system.ts';

let system: InMemorySystem;
beforeEach(() => {
  system = createInMemorySystem();
});

const create = (kind: KubeKind, manifest: Parameters<typeof createKubeObject>[2]): void =>
  void system.do((context) => createKubeObject(context, kind, manifest));
const remove = (): void => void system.do((context) => deleteKubeObject(context, 'Namespace', 'ns'));
const patch = (kind: KubeKind, key: string, metadata: object): void =>
  void system.do((context) => patchKubeObject(context, kind, key, { metadata }, { type: 'merge' }));
const told = (): readonly string[] | undefined =>
  system.store
    .get('kube/Namespace', 'ns')
    ?.value.status?.conditions?.map(({ type, status, reason, message }) => `${type}=${status} ${reason}: ${message}`);

const FINE = [
  'NamespaceDeletionDiscoveryFailure=False ResourcesDiscovered: All resources successfully discovered',
  'NamespaceDeletionGroupVersionParsingFailure=False ParsedGroupVersions: All legacy kube types successfully parsed',
  'NamespaceDeletionContentFailure=False ContentDeleted: All content successfully deleted, may be waiting on ' +
    'finalization',
];
const CONTENT_GONE = 'NamespaceContentRemaining=False ContentRemoved: All content successfully removed';

test('content that finalizers keep is counted, and the namespace goes with the last of it', () => {
  create('Namespace', { metadata: { name: 'ns' } });
  for (const [name, finalizers] of [
    ['a', ['example.com/audit']],
    ['b', ['example.com/audit', 'example.com/backup']],
    ['c', []],
  ] as const)
    create('ConfigMap', { metadata: { name, namespace: 'ns', finalizers } });
  remove();
  expect(told()).toEqual([
    ...FINE,
    'NamespaceContentRemaining=True SomeResourcesRemain: Some resources are remaining: configmaps. has 2 resource ' +
      'instances',
    'NamespaceFinalizersRemaining=True SomeFinalizersRemain: Some content in the namespace has finalizers remaining: ' +
      'example.com/audit in 2 resource instances, example.com/backup in 1 resource instances',
  ]);
  patch('ConfigMap', 'ns/a', { finalizers: null });
  expect(told()).toContain(
    'NamespaceContentRemaining=True SomeResourcesRemain: Some resources are remaining: configmaps. has 1 resource ' +
      'instances',
  );
  patch('ConfigMap', 'ns/b', { finalizers: null });
  expect(told()).toBeUndefined();
});

test('it says whose finalizers keep it itself', () => {
  create('Namespace', { metadata: { name: 'ns', finalizers: ['example.com/audit'] } });
  create('ConfigMap', { metadata: { name: 'c', namespace: 'ns' } });
  remove();
  expect(told()).toEqual([
    ...FINE,
    CONTENT_GONE,
    'NamespaceFinalizersRemaining=True SomeFinalizersRemain: Some content in the namespace has finalizers remaining: ' +
      'example.com/audit at the namespace itself',
  ]);
  patch('Namespace', 'ns', { finalizers: null });
  expect(told()).toBeUndefined();
});

test('nothing is written again while nothing changes', () => {
  create('Namespace', { metadata: { name: 'ns', finalizers: ['example.com/audit'] } });
  remove();
  const { revision } = system.store;
  system.restart();
  expect(system.store.revision).toBe(revision);
});

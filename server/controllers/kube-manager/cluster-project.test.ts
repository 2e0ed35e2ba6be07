/** `KUBERNETES_CLUSTER_PROJECT`: one project for all namespaces. */

import { expect, test } from 'vitest';
import { findByFqName } from '../../config/records.ts';
import { KUBERNETES_CONFIG } from '../../kube/cluster-names.ts';
import { createKubeObject, deleteKubeObject, patchKubeObject } from '../../kube/operations.ts';
import { CONFIG_TYPES } from '../../model/config/types.ts';
import { createInMemorySystem, type InMemorySystem } from '../../testing/in-memory-system.ts';

const SINGLE = { KUBERNETES_CLUSTER_PROJECT: "{'domain': 'default-domain', 'project': 'tenant'}" };

const names = ({ store }: InMemorySystem): readonly string[] =>
  CONFIG_TYPES.flatMap((type) => [...store.scan(type)].map(({ value }) => `${type} ${value.fq_name.join(':')}`)).sort();
const networks = (system: InMemorySystem) =>
  names(system).filter((name) => name.startsWith('virtual-network ') && name.includes(':tenant:'));
const namespace = ({ do: change }: InMemorySystem, name: string, isolated: boolean) =>
  change((context) =>
    createKubeObject(context, 'Namespace', {
      metadata: { name, annotations: isolated ? { 'opencontrail.org/isolation': 'true' } : {} },
    }),
  );
const pod = ({ do: change }: InMemorySystem, of: string) =>
  change((context) =>
    createKubeObject(context, 'Pod', {
      metadata: { name: 'web', namespace: of },
      spec: { containers: [{ name: 'c', image: 'i' }] },
    }),
  );
const remove = ({ do: change }: InMemorySystem, of: string) =>
  change((context) => deleteKubeObject(context, 'Namespace', of));

test('every namespace lives in it, isolated or not; it stays when they go, and nothing of theirs does', () => {
  const system = createInMemorySystem({ config: SINGLE });
  const before = names(system);
  expect(before.filter((name) => name.startsWith('project '))).toEqual([
    'project default-domain:default-project',
    'project default-domain:tenant',
  ]);
  namespace(system, 'a', true);
  namespace(system, 'b', false);
  for (const of of ['a', 'b']) pod(system, of);
  expect(networks(system)).toEqual([
    'virtual-network default-domain:tenant:k8s-a-pod-network',
    'virtual-network default-domain:tenant:k8s-a-service-network',
    'virtual-network default-domain:tenant:k8s-default-pod-network',
    'virtual-network default-domain:tenant:k8s-default-service-network',
  ]);
  const isolated = findByFqName(system.store, 'virtual-network', ['default-domain', 'tenant', 'k8s-a-pod-network'])!;
  expect(system.store.get('kube/Namespace', 'a')?.value.status?.conditions ?? []).toEqual([]);
  expect(
    [...system.store.scan('virtual-machine-interface')].filter(
      ({ value }) => value.refs['virtual-network']?.[0]?.uuid === isolated.uuid,
    ),
  ).toHaveLength(1);
  system.restart();
  const { revision } = system.store;
  system.restart();
  expect(system.store.revision).toBe(revision);
  remove(system, 'b');
  expect(system.store.get('kube/Pod', 'a/web')?.value.status?.phase).toBe('Running');
  remove(system, 'a');
  expect(names(system)).toEqual(before);
  expect([...system.store.scan('kube/Namespace')].map(({ key }) => key)).not.toContain('a');
});

test('a namespace that went while the controllers were down leaves nothing either', () => {
  const system = createInMemorySystem({ config: SINGLE });
  const before = names(system);
  namespace(system, 'a', true);
  system.on(system.store, ({ transaction }) => transaction.delete('kube/Namespace', 'a'));
  system.restart();
  expect(names(system).filter((name) => !name.startsWith('kube'))).toEqual(before);
});

test('{} is none, and it cannot be changed afterwards', () => {
  const system = createInMemorySystem({ config: { KUBERNETES_CLUSTER_PROJECT: '{}' } });
  expect(names(system)).toContain('project default-domain:k8s-default');
  const change = (project: string) => () =>
    system.do((context) =>
      patchKubeObject(
        context,
        'ConfigMap',
        KUBERNETES_CONFIG.key,
        { data: { KUBERNETES_CLUSTER_PROJECT: project } },
        { type: 'merge' },
      ),
    );
  expect(change(SINGLE.KUBERNETES_CLUSTER_PROJECT)).toThrow('is fixed at installation');
});

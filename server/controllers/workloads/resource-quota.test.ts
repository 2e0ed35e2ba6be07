import { describe, expect, test } from 'vitest';
import { createKubeObject, deleteKubeObject, patchKubeObject } from '../../kube/operations.ts';
import { byNamespace } from '../../store/indexes.ts';
import { createInMemorySystem, type InMemorySystem } from '../../testing/in-memory-system.ts';

const NAMESPACE = 'team';

function systemWith(hard: { readonly [resource: string]: string }): InMemorySystem {
  const system = createInMemorySystem();
  system.do((context) => createKubeObject(context, 'Namespace', { metadata: { name: NAMESPACE } }));
  system.do((context) =>
    createKubeObject(context, 'ResourceQuota', { metadata: { name: 'q', namespace: NAMESPACE }, spec: { hard } }),
  );
  return system;
}

function deploy(system: InMemorySystem, replicas: number): void {
  const containers = [{ name: 'c', image: 'nginx', resources: { requests: { cpu: '100m' } } }];
  system.do((context) =>
    createKubeObject(context, 'Deployment', {
      metadata: { name: 'web', namespace: NAMESPACE },
      spec: {
        replicas,
        selector: { matchLabels: { app: 'web' } },
        template: { metadata: { labels: { app: 'web' } }, spec: { containers } },
      },
    }),
  );
}

const used = ({ store }: InMemorySystem) => store.get('kube/ResourceQuota', `${NAMESPACE}/q`)?.value.status?.used;
const pods = ({ store }: InMemorySystem) => [...store.lookup(byNamespace('kube/Pod'), NAMESPACE)];
const conditions = ({ store }: InMemorySystem) =>
  store.get('kube/Deployment', `${NAMESPACE}/web`)?.value.status?.conditions;

test('the status of a quota follows what is created, changed and deleted', () => {
  const system = systemWith({ pods: '10', 'requests.cpu': '1', configmaps: '5', 'services.nodeports': '5' });
  const nothing = { pods: '0', 'requests.cpu': '0', configmaps: '0', 'services.nodeports': '0' };
  expect(used(system)).toEqual(nothing);
  const namespace = NAMESPACE;
  deploy(system, 2);
  system.do((context) => createKubeObject(context, 'ConfigMap', { metadata: { name: 'm', namespace } }));
  system.do((context) =>
    createKubeObject(context, 'Service', {
      metadata: { name: 's', namespace },
      spec: { type: 'NodePort', ports: [{ port: 80 }] },
    }),
  );
  expect(used(system)).toEqual({ pods: '2', 'requests.cpu': '200m', configmaps: '1', 'services.nodeports': '1' });
  const spec = { type: 'ClusterIP', ports: [{ port: 80, nodePort: null }] };
  system.do((context) => patchKubeObject(context, 'Service', `${namespace}/s`, { spec }, { type: 'merge' }));
  system.do((context) => deleteKubeObject(context, 'ConfigMap', `${namespace}/m`));
  system.do((context) => deleteKubeObject(context, 'Deployment', `${namespace}/web`));
  expect(used(system)).toEqual(nothing);
});

describe('a deployment beyond the quota', () => {
  test('has as many pods as go, and says why not more; room that is made is used at once', () => {
    const system = systemWith({ pods: '3', 'requests.cpu': '1' });
    expect(used(system)).toEqual({ pods: '0', 'requests.cpu': '0' });
    deploy(system, 5);
    expect([pods(system).length, used(system)]).toEqual([3, { pods: '3', 'requests.cpu': '300m' }]);
    const [set] = [...system.store.lookup(byNamespace('kube/ReplicaSet'), NAMESPACE)];
    const failure = {
      type: 'ReplicaFailure',
      status: 'True',
      reason: 'FailedCreate',
      message:
        `pods "${set!.value.metadata.name}-" is forbidden: exceeded quota: q, requested: pods=1, used: pods=3, ` +
        'limited: pods=3',
    };
    expect(set!.value.status?.conditions).toEqual([failure]);
    expect(conditions(system)).toContainEqual(expect.objectContaining(failure));

    const hard = { pods: '4' };
    system.do((context) =>
      patchKubeObject(context, 'ResourceQuota', `${NAMESPACE}/q`, { spec: { hard } }, { type: 'merge' }),
    );
    expect([pods(system).length, used(system)]).toEqual([4, { pods: '4', 'requests.cpu': '400m' }]);
    system.do((context) => deleteKubeObject(context, 'ResourceQuota', `${NAMESPACE}/q`));
    expect(pods(system)).toHaveLength(5);
    expect(conditions(system)).not.toContainEqual(expect.objectContaining({ type: 'ReplicaFailure' }));
  });

  test('takes the place of a pod that is deleted', () => {
    const system = systemWith({ pods: '2' });
    system.do((context) =>
      createKubeObject(context, 'Pod', {
        metadata: { name: 'alone', namespace: NAMESPACE },
        spec: { containers: [{ name: 'c', image: 'nginx' }] },
      }),
    );
    deploy(system, 2);
    expect(pods(system)).toHaveLength(2);
    system.do((context) => deleteKubeObject(context, 'Pod', `${NAMESPACE}/alone`));
    expect(pods(system).every(({ value }) => value.metadata.labels?.['app'] === 'web')).toBe(true);
    expect([pods(system).length, used(system)]).toEqual([2, { pods: '2' }]);
  });
});

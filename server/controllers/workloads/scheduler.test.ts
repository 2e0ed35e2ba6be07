import { expect, test } from 'vitest';
import { createKubeObject, patchKubeObject } from '../../kube/operations.ts';
import { createInMemorySystem, type InMemorySystem } from '../../testing/in-memory-system.ts';

const [ONE, OTHER] = ['cent222', 'cent333'] as const;

function taint(system: InMemorySystem, node: string, taints: readonly object[] | null): void {
  system.do((context) => patchKubeObject(context, 'Node', node, { spec: { taints } }, { type: 'merge' }));
}

function run(system: InMemorySystem, name: string, tolerations: readonly object[] = []): void {
  const spec = { containers: [{ name: 'c', image: 'nginx' }], tolerations };
  system.do((context) => createKubeObject(context, 'Pod', { metadata: { name, namespace: 'default' }, spec }));
}

const pod = ({ store }: InMemorySystem, name: string) => store.get('kube/Pod', `default/${name}`)!.value;
const nodeOf = (system: InMemorySystem, name: string) => pod(system, name).spec?.nodeName;

test.each(['NoSchedule', 'NoExecute'])('a taint of %s keeps pods away that do not tolerate it', (effect) => {
  const system = createInMemorySystem();
  taint(system, ONE, [{ key: 'disk', value: 'slow', effect }]);
  for (const name of ['a', 'b', 'c']) run(system, name);
  expect(['a', 'b', 'c'].map((name) => nodeOf(system, name))).toEqual([OTHER, OTHER, OTHER]);
  taint(system, OTHER, [{ key: 'disk', value: 'slow', effect }]);
  run(system, 'd');
  expect(nodeOf(system, 'd')).toBeUndefined();
  expect(pod(system, 'd').status?.conditions).toContainEqual(
    expect.objectContaining({
      reason: 'Unschedulable',
      message: '0/2 nodes are available: 2 node(s) had untolerated taint {disk: slow}.',
    }),
  );
  taint(system, ONE, null);
  expect(nodeOf(system, 'd')).toBe(ONE);
});

test('a taint of PreferNoSchedule keeps nobody away', () => {
  const system = createInMemorySystem();
  for (const node of [ONE, OTHER]) taint(system, node, [{ key: 'disk', effect: 'PreferNoSchedule' }]);
  run(system, 'a');
  expect(nodeOf(system, 'a')).toBe(ONE);
});

test.each([
  [{ operator: 'Exists' }, true],
  [{ key: 'disk', operator: 'Exists' }, true],
  [{ key: 'disk', operator: 'Exists', effect: 'NoSchedule' }, true],
  [{ key: 'disk', operator: 'Exists', effect: 'NoExecute' }, false],
  [{ key: 'disk', value: 'slow' }, true],
  [{ key: 'disk', operator: 'Equal', value: 'fast' }, false],
  [{ key: 'lamp', operator: 'Exists' }, false],
])('%j tolerates the taint: %j', (toleration, tolerated) => {
  const system = createInMemorySystem();
  for (const node of [ONE, OTHER]) taint(system, node, [{ key: 'disk', value: 'slow', effect: 'NoSchedule' }]);
  run(system, 'a', [toleration]);
  expect(nodeOf(system, 'a')).toBe(tolerated ? ONE : undefined);
});

test("a deployment's annotations are those of its replica set, and the revision is no change of its spec", () => {
  const system = createInMemorySystem();
  const template = {
    metadata: { labels: { app: 'web' } },
    spec: { containers: [{ name: 'c', image: 'nginx' }] },
  };
  system.do((context) =>
    createKubeObject(context, 'Deployment', {
      metadata: {
        name: 'web',
        namespace: 'default',
        annotations: {
          'kubernetes.io/change-cause': 'first',
          'kubectl.kubernetes.io/last-applied-configuration': '{}',
        },
      },
      spec: { replicas: 4, selector: { matchLabels: { app: 'web' } }, template },
    }),
  );
  const deployment = () => system.store.get('kube/Deployment', 'default/web')!.value;
  expect(deployment().metadata).toMatchObject({
    generation: 1,
    annotations: { 'deployment.kubernetes.io/revision': '1' },
  });
  expect(deployment().status?.observedGeneration).toBe(1);
  const [set] = [...system.store.scan('kube/ReplicaSet')];
  expect(set?.value.metadata.annotations).toEqual({
    'deployment.kubernetes.io/desired-replicas': '4',
    'deployment.kubernetes.io/max-replicas': '5',
    'deployment.kubernetes.io/revision': '1',
    'kubernetes.io/change-cause': 'first',
  });
});

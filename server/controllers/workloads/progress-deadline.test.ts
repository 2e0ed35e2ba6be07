/** `ProgressDeadlineExceeded`, as Kubernetes' deployment controller has it; pods are made by nobody here. */

import { expect, test } from 'vitest';
import { createKubeObject, patchKubeObject, updateStatus } from '../../kube/operations.ts';
import { countingMint } from '../../testing/in-memory-system.ts';
import { createMemoryStore } from '../../testing/memory-store.ts';
import { ControllerLoop } from '../runtime/loop.ts';
import { deploymentController } from './deployment.ts';

const OPERATOR = { actor: 'operator', source: 'kube' };

function systemOf(spec: object) {
  let now = 1_000_000;
  const store = createMemoryStore({ clock: () => now });
  const mint = countingMint();
  const failures: unknown[] = [];
  const options = { mint, now: () => now, report: (failure: unknown) => failures.push(failure) };
  const loop = new ControllerLoop(store, [deploymentController], options);
  const does = (body: (context: Parameters<typeof createKubeObject>[0]) => unknown): void => {
    store.transact(OPERATOR, (transaction) => body({ transaction, mint }));
    loop.turn(() => false);
  };
  does((context) => createKubeObject(context, 'Namespace', { metadata: { name: 'default' } }));
  does((context) =>
    createKubeObject(context, 'Deployment', {
      metadata: { name: 'web', namespace: 'default' },
      spec: {
        ...spec,
        selector: { matchLabels: { app: 'web' } },
        template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } },
      },
    }),
  );
  return {
    failures,
    nextDue: () => loop.nextDue(),
    patch: (patch: object) =>
      does((context) => patchKubeObject(context, 'Deployment', 'default/web', patch, { type: 'merge' })),
    /** So many pods of its newest replica set are there, and available. */
    pods: (replicas: number, available: number) => {
      const [set] = store.scan('kube/ReplicaSet');
      does((context) =>
        updateStatus(context, 'ReplicaSet', set!.key, {
          replicas,
          readyReplicas: available,
          availableReplicas: available,
        }),
      );
    },
    passes: (seconds: number) => {
      now += seconds * 1_000;
      loop.turn(() => false);
    },
    told: () => {
      const conditions = store.get('kube/Deployment', 'default/web')?.value.status?.conditions;
      const { status, reason, message } = conditions!.find(({ type }) => type === 'Progressing')!;
      return `${status} ${reason}: ${message}`;
    },
  };
}

const EXCEEDED = /^False ProgressDeadlineExceeded: ReplicaSet "web-\w+" has timed out progressing\.$/;
const GOES_ON = /^True ReplicaSetUpdated: ReplicaSet "web-\w+" is progressing\.$/;
const OVER = /^True NewReplicaSetAvailable: /;

test('a rollout without progress fails after its deadline, counted from its last progress, and recovers', () => {
  const system = systemOf({ replicas: 2, progressDeadlineSeconds: 60 });
  expect(system.told()).toMatch(GOES_ON);
  system.passes(59);
  system.pods(2, 0);
  system.passes(59);
  expect(system.told()).toMatch(GOES_ON);
  system.passes(1);
  expect(system.told()).toMatch(EXCEEDED);
  system.passes(1_000);
  expect(system.told()).toMatch(EXCEEDED);
  system.pods(2, 1);
  expect(system.told()).toMatch(GOES_ON);
  system.pods(2, 2);
  expect(system.told()).toMatch(OVER);
  expect(system.failures).toEqual([]);
});

test('a rollout that is over is not looked at again when pods go; a new template begins anew', () => {
  const system = systemOf({ replicas: 2, progressDeadlineSeconds: 60 });
  system.pods(2, 2);
  system.pods(2, 0);
  system.passes(1_000);
  expect(system.told()).toMatch(OVER);
  expect(system.nextDue()).toBeUndefined();
  system.patch({ spec: { template: { metadata: { annotations: { a: 'b' } } } } });
  expect(system.told()).toMatch(GOES_ON);
  system.passes(60);
  expect(system.told()).toMatch(EXCEEDED);
});

test('without a deadline, and while it is paused, nothing fails', () => {
  const system = systemOf({ replicas: 1, progressDeadlineSeconds: 2_147_483_647 });
  system.passes(100_000);
  expect(system.told()).toMatch(GOES_ON);
  expect(system.nextDue()).toBeUndefined();
  system.patch({ spec: { progressDeadlineSeconds: 60, paused: true } });
  system.passes(1_000);
  expect(system.told()).toBe('Unknown DeploymentPaused: Deployment is paused');
  system.patch({ spec: { paused: false } });
  system.passes(60);
  expect(system.told()).toMatch(EXCEEDED);
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createObject } from '../config/operations/operations.ts';
import { createDerived, type Derived } from '../derived/derived.ts';
import { createKubeObject, deleteKubeObject, patchKubeObject } from '../kube/operations.ts';
import type { KubeObjectOf } from '../model/kube/types.ts';
import { Problem } from '../model/problem.ts';
import { subnetRef } from '../testing/config-bench.ts';
import { countingMint, createInMemorySystem, type InMemorySystem } from '../testing/in-memory-system.ts';
import { createMemoryEvents } from '../testing/memory-events.ts';
import type { EventStore } from './event-store.ts';
import { Teller } from './teller.ts';

let system: InMemorySystem;
let derived: Derived;
let events: EventStore;
let teller: Teller;
/** Tasks of timers, run by the test. */
let due: (() => void)[];
/** Whether requests come first. */
let pressed: boolean;

beforeEach(() => {
  system = createInMemorySystem();
  derived = createDerived(system.store, { dataDirectoryId: system.store.dataDirectoryId, schedule: () => {} });
  derived.settle();
  events = createMemoryEvents();
  due = [];
  pressed = false;
  teller = newTeller();
});
afterEach(() => {
  teller.close();
  derived.close();
});

function newTeller(): Teller {
  return new Teller({
    store: system.store,
    events,
    derived,
    mint: countingMint('events'),
    timers: {
      after: (_milliseconds, task) => {
        due.push(task);
        return { restart: () => {}, stop: () => void (due = due.filter((other) => other !== task)) };
      },
    },
    pressed: () => pressed,
    background: () => ({ spend: () => false, nextTurn: async () => {} }),
    onFault: (error) => {
      throw error;
    },
  });
}

const value = (): KubeObjectOf<'Event'>[] =>
  events.saved().events.map(({ record }) => record.value as KubeObjectOf<'Event'>);
/** What was told, one line each: `Normal Scheduled Pod web-1: Successfully …`. */
const told = async (): Promise<string[]> => {
  await teller.told();
  return value().map(({ type, reason, involvedObject: { kind, name }, message, count }) =>
    [`${type} ${reason} ${kind} ${name}: ${message}`, ...(count === 1 ? [] : [`x${count}`])].join(' '),
  );
};
/** Without the letters that names are made with. */
const plain = (lines: readonly string[]): string[] =>
  lines.map((line) => line.replace(/(web-[0-9a-z]{8,10})(-[a-z0-9]{5})?/g, (_all, _set, pod) => (pod ? 'POD' : 'SET')));

const deployment = (replicas: number) => ({
  metadata: { name: 'web', namespace: 'default' },
  spec: {
    replicas,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'nginx' }] } },
  },
});

describe('when it is told', () => {
  /** Runs the timers that are set, and what follows at once. */
  const pass = async (): Promise<void> => {
    for (const task of due.splice(0)) task();
    await new Promise((resolve) => setImmediate(resolve));
  };

  test('not while requests that change something come first, but after five seconds at the latest', async () => {
    pressed = true;
    system.do((context) => createKubeObject(context, 'Deployment', deployment(1)));
    await pass();
    await pass();
    expect(value()).toEqual([]);
    // Events have a clock of their own here, which is later than that of the change.
    const late = createMemoryEvents({ clock: () => Date.parse('2026-01-31T12:00:06Z') });
    teller.close();
    events = late;
    teller = newTeller();
    system.do((context) =>
      patchKubeObject(context, 'Deployment', 'default/web', { spec: { replicas: 2 } }, { type: 'merge' }),
    );
    await pass();
    expect(value()).not.toEqual([]);
  });

  test('as soon as they have ended, or when somebody asks for it', async () => {
    pressed = true;
    system.do((context) => createKubeObject(context, 'Deployment', deployment(1)));
    await pass();
    pressed = false;
    await pass();
    const first = value().length;
    expect(first).toBeGreaterThan(0);
    pressed = true;
    system.do((context) =>
      patchKubeObject(context, 'Deployment', 'default/web', { spec: { replicas: 2 } }, { type: 'merge' }),
    );
    await pass();
    expect(value()).toHaveLength(first);
    await teller.told();
    expect(value().length).toBeGreaterThan(first);
  });
});

describe('what is told', () => {
  test('of a deployment: scaled, made, scheduled, attached, started; and the way down', async () => {
    system.do((context) => createKubeObject(context, 'Deployment', deployment(1)));
    const up = plain(await told());
    expect(up).toEqual([
      'Normal ScalingReplicaSet Deployment web: Scaled up replica set SET from 0 to 1',
      'Normal SuccessfulCreate ReplicaSet SET: Created pod: POD',
      expect.stringMatching(/^Normal Scheduled Pod POD: Successfully assigned default\/POD to cent\d+$/),
      expect.stringMatching(/^Normal AddressAllocated Pod POD: Allocated 10\.\S+ of cluster-wide-default$/),
      expect.stringMatching(/^Normal AddedInterface Pod POD: Add eth0 \[10\.\S+\/32\] from cluster-wide-default$/),
      'Normal Started Pod POD: Started container web (modelled: the times and ttl that exec shows are estimates)',
    ]);
    system.do((context) =>
      patchKubeObject(context, 'Deployment', 'default/web', { spec: { replicas: 0 } }, { type: 'merge' }),
    );
    expect(plain(await told()).slice(up.length)).toEqual([
      'Normal ScalingReplicaSet Deployment web: Scaled down replica set SET from 1 to 0',
      'Normal SuccessfulDelete ReplicaSet SET: Deleted pod: POD',
      'Normal Killing Pod POD: Stopping container web',
    ]);
  });

  test('of a container: with its place in the pod and its node', async () => {
    system.do((context) => createKubeObject(context, 'Deployment', deployment(1)));
    await teller.told();
    const started = value().find(({ reason }) => reason === 'Started');
    expect(started).toMatchObject({
      involvedObject: { fieldPath: 'spec.containers{web}', apiVersion: 'v1', namespace: 'default' },
      source: { component: 'kubelet', host: expect.stringMatching(/^cent/) as string },
      metadata: { namespace: 'default', creationTimestamp: '2026-01-31T12:00:00Z' },
    });
    expect(started?.metadata.name).toMatch(/^web-[0-9a-z]+-[a-z0-9]{5}\.[0-9a-f]{16}$/);
  });

  test('the same again is counted; of many alike only ten are kept one by one', async () => {
    system.do((context) => createKubeObject(context, 'Deployment', deployment(0)));
    for (let round = 0; round < 3; round++)
      for (const replicas of [1, 0])
        system.do((context) =>
          patchKubeObject(context, 'Deployment', 'default/web', { spec: { replicas } }, { type: 'merge' }),
        );
    expect(plain(await told()).filter((line) => line.includes('Deployment'))).toEqual([
      'Normal ScalingReplicaSet Deployment web: Scaled up replica set SET from 0 to 1 x3',
      'Normal ScalingReplicaSet Deployment web: Scaled down replica set SET from 1 to 0 x3',
    ]);
    system.do((context) =>
      patchKubeObject(context, 'Deployment', 'default/web', { spec: { replicas: 25 } }, { type: 'merge' }),
    );
    const made = plain(await told()).filter((line) => line.includes('SuccessfulCreate'));
    expect(made.slice(-1)).toEqual([
      'Normal SuccessfulCreate ReplicaSet SET: (combined from similar events): Created pod: POD x18',
    ]);
    expect(made).toHaveLength(11);
  });

  test('nothing of what is rolled back, and nothing again at a sweep or a start', async () => {
    system.do((context) => createKubeObject(context, 'Deployment', deployment(2)));
    const before = await told();
    expect(() =>
      system.store.transact({ actor: 'operator', source: 'kube' }, (transaction) => {
        createKubeObject({ transaction, mint: system.mint }, 'Pod', {
          metadata: { name: 'p', namespace: 'default', annotations: { 'opencontrail.org/isolatoin': 'x' } },
          spec: { containers: [{ name: 'c', image: 'nginx' }] },
        });
        throw new Error('rolled back');
      }),
    ).toThrow('rolled back');
    system.restart();
    expect(await told()).toEqual(before);
    teller.close();
    teller = newTeller();
    system.restart();
    expect(await told()).toEqual(before);
  });

  test('a pod that cannot be placed, or waits for a network', async () => {
    system.do((context) =>
      createKubeObject(context, 'Pod', {
        metadata: { name: 'nowhere', namespace: 'default' },
        spec: { nodeSelector: { disk: 'ssd' }, containers: [{ name: 'c', image: 'nginx' }] },
      }),
    );
    system.do((context) =>
      createKubeObject(context, 'Pod', {
        metadata: { name: 'waits', namespace: 'default', annotations: { 'k8s.v1.cni.cncf.io/networks': 'left' } },
        spec: { containers: [{ name: 'c', image: 'nginx' }] },
      }),
    );
    const lines = await told();
    expect(lines).toContainEqual(
      expect.stringMatching(/^Warning FailedScheduling Pod nowhere: 0\/\d nodes are available: /),
    );
    expect(lines).toContainEqual(expect.stringMatching(/^Warning NetworkNotReady Pod waits: .*left/));
    expect(lines.filter((line) => line.includes('NetworkNotReady'))).toHaveLength(1);
  });

  test('warnings about annotations, once, also about a networks annotation', async () => {
    system.do((context) =>
      createKubeObject(context, 'Namespace', {
        metadata: { name: 'ns-a', annotations: { 'opencontrail.org/isolatoin': 'true' } },
      }),
    );
    system.do((context) =>
      patchKubeObject(context, 'Namespace', 'ns-a', { metadata: { annotations: { other: '1' } } }, { type: 'merge' }),
    );
    system.do((context) =>
      createKubeObject(context, 'Pod', {
        metadata: {
          name: 'p',
          namespace: 'ns-a',
          annotations: { 'k8s.v1.cni.cncf.io/networks': '[{"name":"left","bandwidth":5}]' },
        },
        spec: { containers: [{ name: 'c', image: 'nginx' }] },
      }),
    );
    const warned = (await told()).filter((line) => line.includes('AnnotationWarning'));
    expect(warned).toEqual([
      expect.stringContaining('Namespace ns-a: metadata.annotations[opencontrail.org/isolatoin]: unknown annotation'),
      expect.stringContaining('Pod p: '),
    ]);
    expect(warned[1]).toContain('bandwidth');
  });

  test('an owner in another namespace is told, of the object that names it', async () => {
    system.do((context) => createKubeObject(context, 'Namespace', { metadata: { name: 'ns-a' } }));
    const { uid } = system.do((context) =>
      createKubeObject(context, 'ConfigMap', { metadata: { name: 'owner', namespace: 'ns-a' } }),
    ).metadata;
    const ownerReferences = [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid }];
    for (const namespace of ['default', 'ns-a'])
      system.do((context) =>
        createKubeObject(context, 'ConfigMap', { metadata: { name: 'owned', namespace, ownerReferences } }),
      );
    expect((await told()).filter((line) => line.includes('OwnerRef'))).toEqual([
      `Warning OwnerRefInvalidNamespace ConfigMap owned: ownerRef [v1/ConfigMap, namespace: default, name: owner, ` +
        `uid: ${uid}] does not exist in namespace "default"`,
    ]);
  });

  test('isolation switched, what holds it up, and a deletion that is held', async () => {
    system.do((context) => createKubeObject(context, 'Namespace', { metadata: { name: 'ns-a' } }));
    system.do((context) =>
      createKubeObject(context, 'Pod', {
        metadata: { name: 'p', namespace: 'ns-a' },
        spec: { containers: [{ name: 'c', image: 'nginx' }] },
      }),
    );
    system.do((context) =>
      patchKubeObject(
        context,
        'Namespace',
        'ns-a',
        { metadata: { annotations: { 'opencontrail.org/isolation': 'true' } } },
        { type: 'merge' },
      ),
    );
    expect((await told()).filter((line) => line.includes('Namespace ns-a'))).toEqual([
      expect.stringMatching(/^Normal IsolationOn /),
      expect.stringMatching(/^Warning PodsInDefaultNetwork .*1 pod is still in/),
    ]);
    expect(value().filter(({ involvedObject }) => involvedObject.kind === 'Namespace')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ metadata: expect.objectContaining({ namespace: 'default' }) }),
      ]),
    );
  });

  test('a condition that stands, when it appears; not one that was gone again', async () => {
    system.do((context) =>
      createKubeObject(context, 'Service', {
        metadata: { name: 'web', namespace: 'default' },
        spec: { type: 'LoadBalancer', selector: { app: 'web' }, ports: [{ port: 80 }] },
      }),
    );
    derived.settle();
    const look = async (): Promise<void> => {
      const [task] = due.slice(-1);
      due.pop();
      task?.();
      await derived.settled();
    };
    await look();
    expect((await told()).filter((line) => line.includes('NoPool'))).toEqual([]);
    await look();
    expect((await told()).filter((line) => line.includes('NoPool'))).toEqual([
      expect.stringMatching(/^Warning NoPool Service web: Service default\/web asks for an external address, but/),
    ]);
  });

  test('what a controller could not do', async () => {
    system.do((context) => createKubeObject(context, 'Deployment', deployment(0)));
    const [set] = [...system.store.scan('kube/ReplicaSet')];
    const problem = new Problem({ status: 403, reason: 'FailedCreate', detail: 'exceeded quota' });
    teller.failed([{ kind: 'kube/ReplicaSet', key: set!.key }], problem, '2026-01-31T12:00:00.000Z');
    expect(plain(await told())).toContain('Warning FailedCreate ReplicaSet SET: exceeded quota');
  });

  test('a namespace takes its events along, and gets none while it goes', async () => {
    system.do((context) => createKubeObject(context, 'Namespace', { metadata: { name: 'ns-a' } }));
    system.do((context) =>
      createKubeObject(context, 'Pod', {
        metadata: { name: 'p', namespace: 'ns-a' },
        spec: { containers: [{ name: 'c', image: 'nginx' }] },
      }),
    );
    expect((await told()).filter((line) => line.includes('Pod p'))).not.toEqual([]);
    system.do((context) => deleteKubeObject(context, 'Namespace', 'ns-a'));
    expect(system.store.get('kube/Namespace', 'ns-a')).toBeUndefined();
    await new Promise((resolve) => setImmediate(resolve));
    expect((await told()).filter((line) => line.includes('Pod p'))).toEqual([]);
  });
});

test('a service: the address that it gets, of which pool and why, and the address that it loses', async () => {
  const name = "{'domain': 'default-domain', 'project': 'default-project', 'network': 'ext', 'name': 'p'}";
  system.do((context) =>
    createKubeObject(context, 'Service', {
      metadata: { name: 'out', namespace: 'default', annotations: { 'opencontrail.org/fip-pool': name } },
      spec: { type: 'LoadBalancer', ports: [{ port: 80 }] },
    }),
  );
  expect((await told()).filter((line) => line.includes('AddressAllocated'))).toEqual([]);
  system.do((context) => {
    const network = createObject(context, 'virtual-network', {
      fq_name: ['default-domain', 'default-project', 'ext'],
      refs: { 'network-ipam': [subnetRef(system.store, ['203.0.113.0/24'])] },
    });
    createObject(context, 'floating-ip-pool', { fq_name: [...network.fq_name, 'p'] });
  });
  const pool = 'default-domain:default-project:ext:p';
  const got = `Normal AddressAllocated Service out: 203.0.113.252 is from pool ${pool}`;
  expect(await told()).toContain(`${got}, which the service's own annotation named.`);
  system.do((context) =>
    patchKubeObject(context, 'Service', 'default/out', { spec: { type: 'ClusterIP' } }, { type: 'merge' }),
  );
  expect((await told()).at(-1)).toBe('Normal AddressReleased Service out: Released 203.0.113.252');
});

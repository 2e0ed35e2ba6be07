/** Whatever a name waits for: the change that ends it makes it ready at once, without the clock. */

import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { createObject, deleteObject, updateObject } from '../../config/operations/operations.ts';
import { findByFqName } from '../../config/records.ts';
import type { KubeContext } from '../../kube/cluster-ip-port.ts';
import { createKubeObject, deleteKubeObject, patchKubeObject } from '../../kube/operations.ts';
import { Problem } from '../../model/problem.ts';
import { byNode } from '../../store/indexes.ts';
import type { Read } from '../../store/store.ts';
import { countingMint, createInMemorySystem, type InMemorySystem } from '../../testing/in-memory-system.ts';
import { createMemoryStore } from '../../testing/memory-store.ts';
import { holds } from '../../testing/seed.ts';
import type { Controller } from './controller.ts';
import { ControllerLoop } from './loop.ts';

const people = { actor: 'operator', source: 'ui' };

describe('a name that waits', () => {
  /** `done/x` is made when every key that `spec/x` lists is there, one of the ways there are to ask. */
  const ways: readonly ((read: Read, key: string) => boolean)[] = [
    (read, key) => read.get('key-value', key) !== undefined,
    (read, key) => [...read.scan('key-value')].some((found) => found.key === key),
    (read, key) => read.page('key-value', { limit: 1_000 }).some((found) => found.key === key),
    (read, key) => [...read.lookup(byNode('vrf-id'), key)].length > 0,
    (read, key) => read.countIn(byNode('vrf-id'), key) > 0,
  ];
  const gatherer = (way: number, says: boolean): Controller => ({
    name: 'gatherer',
    owner: 'gatherer',
    *wokenBy(change) {
      if (change.kind === 'key-value' && change.key.startsWith('spec/')) yield change.key.slice(5);
    },
    keys: () => [],
    about: () => [],
    reconcile({ transaction }, key) {
      const wanted = transaction.get('key-value', `spec/${key}`)?.value.value.split(' ') ?? [];
      for (const each of wanted) {
        if (ways[way]!(transaction, each)) continue;
        if (says) return 'waits';
        throw new Problem({ status: 503, reason: 'Waiting', detail: each });
      }
      transaction.put('key-value', `done/${key}`, { value: 'yes' });
      return undefined;
    },
  });

  test('is ready as soon as the last thing that it waits for exists, however it looked for it', () => {
    holds(
      fc.property(
        fc.nat(ways.length - 1),
        fc.boolean(),
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 }), { minLength: 1, maxLength: 4 }),
        fc.shuffledSubarray(['a', 'b', 'c', 'd'], { minLength: 4 }),
        (way, says, batch, specs, order) => {
          const store = createMemoryStore();
          const loop = new ControllerLoop(store, [gatherer(way, says)], {
            mint: countingMint(),
            now: () => 0,
            report: () => {},
            batch,
          });
          const work = () => {
            let asked = 0;
            while (loop.turn(() => ++asked > 10_000));
          };
          store.transact(people, (transaction) =>
            specs.forEach((spec, at) => transaction.put('key-value', `spec/${at}`, { value: spec.join(' ') })),
          );
          work();
          const there = new Set<string>();
          for (const key of order) {
            store.transact(people, (transaction) => {
              if (way < 3) transaction.put('key-value', key, { value: '' });
              else transaction.put('vrf-id', `${key}/network`, { id: 1 });
            });
            there.add(key);
            work();
            const done = specs.map((_spec, at) => store.get('key-value', `done/${at}`) !== undefined);
            expect(done).toEqual(specs.map((spec) => spec.every((each) => there.has(each))));
          }
          loop.close();
        },
      ),
    );
  });
});

describe('of the system', () => {
  const container = { containers: [{ name: 'c', image: 'nginx' }] };
  const network = (name: string) => ['default-domain', 'default-project', name];
  const named = (name: string) => JSON.stringify({ domain: 'default-domain', project: 'default-project', name });
  const pod = (annotations: object = {}, spec: object = {}) => ({
    metadata: { name: 'web', namespace: 'ns', annotations },
    spec: { ...container, ...spec },
  });
  const runs = ({ store }: InMemorySystem) => store.get('kube/Pod', 'ns/web')?.value.status?.phase === 'Running';
  const withSubnet = (context: KubeContext, name: string, prefix = '10.77.0.0', length = 24) =>
    createObject(context, 'virtual-network', {
      fq_name: network(name),
      refs: {
        'network-ipam': [
          {
            uuid: findByFqName(context.transaction, 'network-ipam', network('default-network-ipam'))!.uuid,
            attr: { ipam_subnets: [{ subnet: { ip_prefix: prefix, ip_prefix_len: length } }] },
          },
        ],
      },
    });
  const node = (context: KubeContext, name: string) => {
    const { value } = context.transaction.get('kube/Node', 'cent222')!;
    context.transaction.put('kube/Node', name, {
      ...value,
      metadata: { ...value.metadata, name, uid: context.mint.uuid(), labels: { ...value.metadata.labels, rack: 'r2' } },
    });
  };

  it.each<[string, (context: KubeContext) => void, (context: KubeContext) => void]>([
    [
      'the network that its annotation names',
      (context) => createKubeObject(context, 'Pod', pod({ 'opencontrail.org/network': named('late') })),
      (context) => void withSubnet(context, 'late'),
    ],
    [
      'a subnet of its network',
      (context) => {
        createObject(context, 'virtual-network', { fq_name: network('bare') });
        createKubeObject(context, 'Pod', pod({ 'opencontrail.org/network': named('bare') }));
      },
      (context) => {
        const uuid = findByFqName(context.transaction, 'virtual-network', network('bare'))!.uuid;
        const ipam = findByFqName(context.transaction, 'network-ipam', network('default-network-ipam'))!.uuid;
        updateObject(context, 'virtual-network', uuid, {
          refs: {
            'network-ipam': [
              { uuid: ipam, attr: { ipam_subnets: [{ subnet: { ip_prefix: '10.78.0.0', ip_prefix_len: 24 } }] } },
            ],
          },
        });
      },
    ],
    [
      'an address that somebody gives back',
      (context) => {
        const { uuid } = withSubnet(context, 'small', '10.79.0.0', 29);
        for (let i = 0; i < 4; i++)
          createObject(context, 'instance-ip', {
            uuid: context.mint.uuid(),
            fq_name: [`held-${i}`],
            refs: { 'virtual-network': [{ uuid, attr: null }] },
          });
        createKubeObject(context, 'Pod', pod({ 'opencontrail.org/network': named('small') }));
      },
      (context) =>
        deleteObject(context, 'instance-ip', findByFqName(context.transaction, 'instance-ip', ['held-0'])!.uuid),
    ],
    [
      'the annotation of its namespace to be right',
      (context) => {
        patchKubeObject(
          context,
          'Namespace',
          'ns',
          { metadata: { annotations: { 'opencontrail.org/network': named('nowhere') } } },
          { type: 'merge' },
        );
        createKubeObject(context, 'Pod', pod());
      },
      (context) =>
        void patchKubeObject(
          context,
          'Namespace',
          'ns',
          { metadata: { annotations: { 'opencontrail.org/network': null } } },
          { type: 'merge' },
        ),
    ],
    [
      'the network that its namespace names',
      (context) => {
        patchKubeObject(
          context,
          'Namespace',
          'ns',
          { metadata: { annotations: { 'opencontrail.org/network': named('ours') } } },
          { type: 'merge' },
        );
        createKubeObject(context, 'Pod', pod());
      },
      (context) => void withSubnet(context, 'ours'),
    ],
    [
      'an attachment definition',
      (context) => createKubeObject(context, 'Pod', pod({ 'k8s.v1.cni.cncf.io/networks': 'att' })),
      (context) =>
        void createKubeObject(context, 'NetworkAttachmentDefinition', {
          metadata: { name: 'att', namespace: 'ns', annotations: { 'opencontrail.org/cidr': '172.20.0.0/24' } },
        }),
    ],
    [
      'a node with its label',
      (context) => createKubeObject(context, 'Pod', pod({}, { nodeSelector: { rack: 'r2' } })),
      (context) => node(context, 'cent444'),
    ],
    [
      'a node that can be used',
      (context) => {
        for (const { key } of Array.from(context.transaction.scan('kube/Node')))
          patchKubeObject(context, 'Node', key, { spec: { unschedulable: true } }, { type: 'merge' });
        createKubeObject(context, 'Pod', pod());
      },
      (context) =>
        void patchKubeObject(context, 'Node', 'cent222', { spec: { unschedulable: null } }, { type: 'merge' }),
    ],
  ])('a pod waits for %s', (_what, before, after) => {
    const system = createInMemorySystem();
    system.do((context) => createKubeObject(context, 'Namespace', { metadata: { name: 'ns' } }));
    system.do(before);
    expect(runs(system)).toBe(false);
    system.do(
      (context) =>
        void createKubeObject(context, 'Pod', { metadata: { name: 'other', namespace: 'default' }, spec: container }),
    );
    expect(runs(system)).toBe(false);
    system.do(after);
    expect(runs(system)).toBe(true);
  });

  it.each<[string, (context: KubeContext, network: string) => void, (context: KubeContext) => void]>([
    [
      'a port of another project',
      (context, uuid) =>
        void createObject(context, 'virtual-machine-interface', {
          fq_name: network('foreign'),
          parent_type: 'project',
          refs: { 'virtual-network': [{ uuid, attr: null }] },
        }),
      (context) =>
        deleteObject(
          context,
          'virtual-machine-interface',
          findByFqName(context.transaction, 'virtual-machine-interface', network('foreign'))!.uuid,
        ),
    ],
    [
      'a network that refers to its network',
      (context, uuid) =>
        void createObject(context, 'virtual-network', {
          fq_name: network('provider'),
          refs: { 'virtual-network': [{ uuid, attr: null }] },
        }),
      (context) =>
        void updateObject(
          context,
          'virtual-network',
          findByFqName(context.transaction, 'virtual-network', network('provider'))!.uuid,
          { refs: { 'virtual-network': [] } },
        ),
    ],
    [
      'a pool in its network',
      (context) =>
        void createObject(context, 'floating-ip-pool', {
          fq_name: ['default-domain', 'k8s-ns', 'k8s-ns-pod-network', 'pool'],
        }),
      (context) =>
        deleteObject(
          context,
          'floating-ip-pool',
          findByFqName(context.transaction, 'floating-ip-pool', [
            'default-domain',
            'k8s-ns',
            'k8s-ns-pod-network',
            'pool',
          ])!.uuid,
        ),
    ],
  ])('a namespace that is deleted waits for %s', (_what, hold, release) => {
    const system = createInMemorySystem();
    system.do((context) =>
      createKubeObject(context, 'Namespace', {
        metadata: { name: 'ns', annotations: { 'opencontrail.org/isolation': 'true' } },
      }),
    );
    const { uuid } = findByFqName(system.store, 'virtual-network', ['default-domain', 'k8s-ns', 'k8s-ns-pod-network'])!;
    system.do((context) => hold(context, uuid));
    system.do((context) => deleteKubeObject(context, 'Namespace', 'ns'));
    expect(system.store.get('kube/Namespace', 'ns')?.value.status?.phase).toBe('Terminating');
    system.do(release);
    expect([
      system.store.get('kube/Namespace', 'ns'),
      findByFqName(system.store, 'project', ['default-domain', 'k8s-ns']),
    ]).toEqual([undefined, undefined]);
  });
});

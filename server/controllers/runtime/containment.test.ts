/** A name whose reconciliation throws affects no other, and is tried again. */

import { describe, expect, test } from 'vitest';
import { Faults, type Fault } from '../../engine/faults/faults.ts';
import { createKubeObject } from '../../kube/operations.ts';
import { CONFIG_TYPES } from '../../model/config/types.ts';
import { KUBE_KINDS } from '../../model/kube/types.ts';
import type { Read, Store } from '../../store/store.ts';
import { countingMint, createInMemorySystem } from '../../testing/in-memory-system.ts';
import { ALL_CONTROLLERS } from '../all-controllers.ts';
import type { Controller } from './controller.ts';
import { ControllerLoop } from './loop.ts';

const stumble = (): never => {
  throw new TypeError('stumbled');
};

/** Everything in a state. */
function contents(read: Read): { readonly [key: string]: unknown } {
  const all: { [key: string]: unknown } = {};
  for (const kind of [
    ...CONFIG_TYPES,
    ...KUBE_KINDS.map((each) => `kube/${each}` as const),
    'vrf-id',
    'number-pool',
  ] as const) {
    for (const { key, value } of read.scan(kind)) all[`${kind} ${key}`] = value;
  }
  return all;
}

interface Ran {
  readonly store: Store;
  readonly faults: Faults;
  readonly logged: readonly Fault[];
  readonly asked: ReadonlySet<string>;
  /** Works on with the controllers as they are. */
  again(): void;
}

/**
 * The chapter's lab and a rollout beside an isolated namespace and an attachment, with another controller in the
 * place of the one of that name.
 */
function run(name: string, adapt: (controller: Controller) => Controller): Ran {
  const { store } = createInMemorySystem();
  const mint = countingMint('containment');
  const logged: Fault[] = [];
  const faults = new Faults((fault) => logged.push(fault));
  const asked = new Set<string>();
  const controllers = ALL_CONTROLLERS.map((controller) => {
    const watched: Controller = {
      ...controller,
      reconcile: (context, key) => {
        if (controller.name === name) asked.add(key);
        controller.reconcile(context, key);
      },
    };
    return controller.name === name ? adapt(watched) : watched;
  });
  // One name a transaction: what another name was undone for draws no uuids.
  const loop = new ControllerLoop(store, controllers, { mint, now: () => 0, report: () => {}, faults, batch: 1 });
  const work = () => {
    let turns = 0;
    while (loop.turn(() => ++turns % 10_000 === 0))
      if (turns > 200_000) throw new Error('the controllers do not come to rest');
  };
  loop.sweep();
  store.transact({ actor: 'operator', source: 'kube' }, (transaction) => {
    const context = { transaction, mint };
    for (const namespace of ['one', 'two'])
      createKubeObject(context, 'Namespace', {
        metadata: { name: namespace, annotations: { 'opencontrail.org/isolation': 'true' } },
      });
    for (const namespace of ['one', 'two'])
      createKubeObject(context, 'ResourceQuota', {
        metadata: { name: 'most', namespace },
        spec: { hard: { pods: '100' } },
      });
    for (const name of ['web', 'db'])
      createKubeObject(context, 'NetworkPolicy', {
        metadata: { name, namespace: 'one' },
        spec: { podSelector: { matchLabels: { app: name } }, ingress: [{ from: [{ podSelector: {} }] }] },
      });
    for (const attachment of ['left', 'right'])
      createKubeObject(context, 'NetworkAttachmentDefinition', {
        metadata: {
          name: attachment,
          namespace: 'one',
          annotations: { 'opencontrail.org/cidr': attachment === 'left' ? '10.90.1.0/24' : '10.90.2.0/24' },
        },
      });
    for (const deployment of ['front', 'back']) {
      createKubeObject(context, 'Deployment', {
        metadata: { name: deployment, namespace: 'one' },
        spec: {
          replicas: 2,
          selector: { matchLabels: { app: deployment } },
          template: {
            metadata: { labels: { app: deployment } },
            spec: { containers: [{ name: 'c', image: 'nginx' }] },
          },
        },
      });
    }
    for (const pod of ['bare', 'naked'])
      createKubeObject(context, 'Pod', {
        metadata: { name: pod, namespace: 'two' },
        spec: { containers: [{ name: 'c', image: 'nginx' }] },
      });
    // Their owner never was: the garbage collector deletes them.
    for (const name of ['left-1', 'left-2'])
      createKubeObject(context, 'ConfigMap', {
        metadata: {
          name,
          namespace: 'two',
          ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'gone', uid: mint.uuid() }],
        },
      });
  });
  work();
  return {
    store,
    faults,
    logged,
    asked,
    again: () => {
      loop.sweep();
      work();
    },
  };
}

const at =
  (key: string, instead: () => void) =>
  (controller: Controller): Controller => ({
    ...controller,
    reconcile: (context, asked) => (asked === key ? instead() : controller.reconcile(context, asked)),
  });

describe.each(ALL_CONTROLLERS.map(({ name }) => name))('%s', (name) => {
  test('a name whose reconciliation throws affects nothing else', () => {
    const asked = [...run(name, (controller) => controller).asked].sort();
    // Different names for different controllers, the same in every run.
    expect(asked).not.toEqual([]);
    for (const key of new Set([asked[0]!, asked[Math.floor(asked.length / 2)]!])) {
      const thrown = run(name, at(key, stumble));
      expect(contents(thrown.store), key).toEqual(
        contents(
          run(
            name,
            at(key, () => undefined),
          ).store,
        ),
      );
      const [subject] = ALL_CONTROLLERS.find((controller) => controller.name === name)!.about(key);
      expect(thrown.faults.of(subject!.kind, subject!.key)).toMatchObject([{ type: 'Faulty', severity: 'error' }]);
      expect(thrown.logged.filter((fault) => fault.key === key)).toHaveLength(1);
    }
  });

  test('where wokenBy throws, every name is reconciled', () => {
    let changes = 0;
    const stumbling = run(name, (controller) => ({
      ...controller,
      wokenBy: (change, read, own) => (++changes % 3 === 0 ? stumble() : controller.wokenBy(change, read, own)),
    }));
    stumbling.again();
    const sound = run(name, (controller) => controller);
    const shape = (store: Store): readonly string[] =>
      [...CONFIG_TYPES, ...KUBE_KINDS.map((kind) => `kube/${kind}` as const)].map(
        (kind) => `${kind} ${store.count(kind)}`,
      );
    expect(shape(stumbling.store)).toEqual(shape(sound.store));
  });
});

test('the next attempt succeeds, and the condition is removed', () => {
  let broken = true;
  const { store, faults, again } = run('kube-manager/namespace', (controller) => ({
    ...controller,
    reconcile: (context, key) => (key === 'two' && broken ? stumble() : controller.reconcile(context, key)),
  }));
  expect(faults.of('kube/Namespace', 'two')).toHaveLength(1);
  broken = false;
  store.transact({ actor: 'operator', source: 'kube' }, (transaction) => {
    const { value } = transaction.get('kube/Namespace', 'two')!;
    transaction.put('kube/Namespace', 'two', { ...value, metadata: { ...value.metadata, labels: { touched: 'yes' } } });
  });
  again();
  expect(faults.of('kube/Namespace', 'two')).toEqual([]);
});

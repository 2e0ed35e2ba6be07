/** A row that cannot be computed affects no other: those are as if it did not exist. Its repair brings it back. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { validateRecord } from '../contract/record/validate.ts';
import { Faults, type Fault } from '../engine/faults/faults.ts';
import type { Store, Stored, Transaction } from '../store/store.ts';
import {
  DATA_DIRECTORY,
  FABRIC,
  networkId,
  putFloatingIp,
  putNetwork,
  putPod,
  putPolicy,
} from '../testing/builders/cluster.ts';
import { anyDamage, anyDamageAnywhere } from '../testing/builders/malformed.ts';
import { anyHistory, KINDS } from '../testing/builders/random-changes.ts';
import { idOf, meta, network, put, record, write } from '../testing/builders/records.ts';
import { createMemoryStore } from '../testing/memory-store.ts';
import { holds } from '../testing/seed.ts';
import type { CalcNode } from './calc-node.ts';
import { createDerived } from './derived.ts';
import { wire, type Graph } from './graph.ts';
import { tablesOf } from './oracle.ts';
import { Work } from './work.ts';

/** As an older version, which took what came, has left it. */
const UNVALIDATED = (): undefined => undefined;
const NODE_NAMES = wire(createMemoryStore(), DATA_DIRECTORY).states.map(({ name }) => name);

/** Rows as plain values, without nodes that are empty. */
function plain(graph: Graph): unknown {
  return Object.fromEntries(
    [...tablesOf(graph)].flatMap(([node, rows]) =>
      rows.size === 0 ? [] : [[node, Object.fromEntries([...rows].sort(([a], [b]) => (a < b ? -1 : 1)))]],
    ),
  );
}

function followed(store: Store, faults: Faults, adapt?: <V>(node: CalcNode<V>) => CalcNode<V>): Graph {
  const graph = wire(store, DATA_DIRECTORY, faults, adapt, validateRecord);
  store.onCommit((changeSet) => graph.scheduler.mark(changeSet));
  return graph;
}

function anew(
  store: Store,
  adapt?: <V>(node: CalcNode<V>) => CalcNode<V>,
): { readonly graph: Graph; readonly faults: Faults } {
  const faults = new Faults();
  const graph = wire(store, DATA_DIRECTORY, faults, adapt, validateRecord);
  graph.scheduler.build();
  return { graph, faults };
}

/** A graph in which another function computes one row. */
const otherwiseAt =
  (name: string, key: string, otherwise: () => undefined) =>
  <V>(node: CalcNode<V>): CalcNode<V> =>
    node.name !== name
      ? node
      : { ...node, compute: (at, tracked, record) => (at === key ? otherwise() : node.compute(at, tracked, record)) };

const stumble = (): never => {
  throw new Error('stumbled');
};

/** Objects from which every table has a row: two networks that are connected, and a condition for every kind. */
function putRowOfEveryTable(transaction: Transaction): void {
  const [left, right, missing] = ['left', 'right', 'missing'].map((name) => `default-domain:k8s-full:${name}`) as [
    string,
    string,
    string,
  ];
  putPolicy(transaction, left, [
    [network(left), network(right)],
    [network(left), network(missing)],
  ]);
  putNetwork(transaction, left, { number: 20, policies: [left, missing] });
  putNetwork(transaction, right, { number: 21, policies: [left] });
  // Made for a namespace that does not exist, and kept because it has networks.
  const project = record('project', ['default-domain', 'k8s-full']);
  put(transaction, { ...project, annotations: { key_value_pair: [{ key: 'cluster', value: 'k8s' }] } });
  put(transaction, record('global-system-config', ['default-global-system-config']));
  put(transaction, record('security-group', ['default-domain', 'k8s-full', 'group']));
  putPod(transaction, { namespace: 'full', name: 'pod', network: missing, address: '10.32.1.1', node: 'missing' });
  putFloatingIp(transaction, `${missing}:pool`, '101.101.102.1');
  for (const [name, peer] of [
    ['full-1', 'full-2'],
    ['full-2', 'full-1'],
    ['full-3', 'missing'],
  ] as const)
    put(
      transaction,
      record('bgp-router', [...FABRIC.split(':'), '__default__', name], {
        refs: { 'bgp-router': [{ uuid: idOf('bgp-router', `${FABRIC}:__default__:${peer}`), attr: null }] },
        props: { bgp_router_parameters: { router_type: 'router', autonomous_system: 60_100 } },
      }),
    );
  transaction.put('kube/Pod', 'full/asks', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: meta('asks', 'full', { annotations: { 'k8s.v1.cni.cncf.io/networks': '[' } }),
    spec: { containers: [] },
  });
  const malformed = { annotations: { 'opencontrail.org/fip-pool': 'malformed' } };
  transaction.put('kube/Namespace', 'other', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: meta('other', undefined, malformed),
  });
  transaction.put('kube/Service', 'other/web', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: meta('web', 'other', malformed),
    spec: { type: 'LoadBalancer' },
  });
  transaction.put('kube/NetworkAttachmentDefinition', 'other/plain', {
    apiVersion: 'k8s.cni.cncf.io/v1',
    kind: 'NetworkAttachmentDefinition',
    metadata: meta('plain', 'other'),
  });
}

describe('containment', () => {
  test.each(NODE_NAMES)('%s: where a row throws, all others are as if it did not exist', (name) => {
    holds(
      fc.property(anyHistory, fc.nat(), (random, dice) => {
        // There from the beginning, so that all that follows finds the row faulty, and in the end, so that it is there.
        const history = [
          { writes: [putRowOfEveryTable], drain: Infinity },
          ...random,
          { writes: [putRowOfEveryTable], drain: 0 },
        ];
        // Which rows there are in the end is known from a run without faults.
        const rehearsal = createMemoryStore({ dataDirectoryId: DATA_DIRECTORY, validate: UNVALIDATED });
        for (const { writes } of history) write(rehearsal, (transaction) => writes.forEach((one) => one(transaction)));
        const keys = [
          ...anew(rehearsal)
            .graph.states.find((state) => state.name === name)!
            .entries(),
        ]
          .map(([key]) => key)
          .sort();
        expect(keys).not.toEqual([]);
        const key = keys[dice % keys.length]!;

        const store = createMemoryStore({ dataDirectoryId: DATA_DIRECTORY, validate: UNVALIDATED });
        const faults = new Faults();
        const graph = followed(store, faults, otherwiseAt(name, key, stumble));
        for (const { writes, drain } of history) {
          write(store, (transaction) => writes.forEach((one) => one(transaction)));
          graph.scheduler.drain(new Work(drain));
        }
        graph.scheduler.drain();
        expect(plain(graph)).toEqual(
          plain(
            anew(
              store,
              otherwiseAt(name, key, () => undefined),
            ).graph,
          ),
        );
        const subjects = graph.states.find((state) => state.name === name)!.node.about(key, store);
        expect(subjects.map((subject) => faults.of(subject.kind, subject.key).map(({ type }) => type))).toEqual(
          subjects.map(() => ['Faulty']),
        );
        expect(anew(store, otherwiseAt(name, key, stumble)).faults.size).toBe(faults.size);
      }),
      { numRuns: 12 },
    );
  });

  test(
    'a malformed record: incremental tables equal those of a start, and a repair leaves no trace',
    { timeout: 60_000 },
    () => {
      holds(
        fc.property(anyHistory, fc.nat(), anyDamage, (history, dice, damage) => {
          const store = createMemoryStore({ dataDirectoryId: DATA_DIRECTORY, validate: UNVALIDATED });
          const faults = new Faults();
          const graph = followed(store, faults);
          for (const { writes } of history) write(store, (transaction) => writes.forEach((one) => one(transaction)));
          graph.scheduler.drain();
          const sound = plain(graph);
          const records = KINDS.flatMap((kind) => [...store.scan(kind)] as Stored[]);
          if (records.length === 0) return;
          const { kind, key, value } = records[dice % records.length]!;

          write(store, (transaction) => transaction.put(kind, key, damage(value) as never));
          graph.scheduler.drain();
          const start = anew(store);
          expect(plain(graph)).toEqual(plain(start.graph));
          expect([...faults.subjects()].sort(byName)).toEqual([...start.faults.subjects()].sort(byName));

          write(store, (transaction) => transaction.put(kind, key, value as never));
          graph.scheduler.drain();
          expect(plain(graph)).toEqual(sound);
          expect([...faults.subjects()]).toEqual([]);

          write(store, (transaction) => transaction.put(kind, key, damage(value) as never));
          write(store, (transaction) => transaction.delete(kind, key));
          graph.scheduler.drain();
          expect(plain(graph)).toEqual(plain(anew(store).graph));
        }),
        { numRuns: 300 },
      );
    },
  );

  test('a start with a malformed record, whatever is wrong with it, computes the rest; it can be deleted', () => {
    holds(
      fc.property(anyHistory, fc.nat(), anyDamageAnywhere, (history, dice, damage) => {
        const store = createMemoryStore({ dataDirectoryId: DATA_DIRECTORY, validate: UNVALIDATED });
        for (const { writes } of history) write(store, (transaction) => writes.forEach((one) => one(transaction)));
        const records = KINDS.flatMap((kind) => [...store.scan(kind)] as Stored[]);
        if (records.length === 0) return;
        const { kind, key, value } = records[dice % records.length]!;
        write(store, (transaction) => transaction.put(kind, key, damage(value) as never));
        const { graph } = anew(store);
        store.onCommit((changeSet) => graph.scheduler.mark(changeSet));
        write(store, (transaction) => transaction.delete(kind, key));
        graph.scheduler.drain();
        expect(graph.states.filter(({ dirty }) => dirty.size > 0)).toEqual([]);
        expect(graph.faults.of(kind, key)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('only the malformed record is faulty: rows that read it are computed without it, and name it', () => {
    let told = 0;
    holds(
      fc.property(anyHistory, fc.nat(), anyDamage, (history, dice, damage) => {
        const store = createMemoryStore({ dataDirectoryId: DATA_DIRECTORY, validate: UNVALIDATED });
        for (const { writes } of history) write(store, (transaction) => writes.forEach((one) => one(transaction)));
        const records = KINDS.flatMap((kind) => [...store.scan(kind)] as Stored[]);
        if (records.length === 0) return;
        const { kind, key, value } = records[dice % records.length]!;
        const damaged = damage(value);
        try {
          validateRecord(kind, key, value, undefined);
          validateRecord(kind, key, damaged, undefined);
          return; // As it may be, or made so by the builders.
        } catch {
          write(store, (transaction) => transaction.put(kind, key, damaged as never));
        }
        const { faults } = anew(store);
        const faulty = [...faults.subjects()].filter((subject) =>
          faults.of(subject.kind, subject.key).some(({ type }) => type === 'Faulty'),
        );
        expect(faulty.filter((subject) => subject.kind !== kind || subject.key !== key)).toEqual([]);
        for (const subject of faults.subjects()) {
          if (subject.kind === kind && subject.key === key) continue;
          told += 1;
          expect(faults.of(subject.kind, subject.key)).toMatchObject([
            { type: 'Incomplete', severity: 'warning', refers: [{ kind, key }] },
          ]);
        }
      }),
      { numRuns: 600 },
    );
    expect(told).toBeGreaterThan(5);
  });

  test('the fault is a condition of the object, is logged once, and is sent to listeners', () => {
    const store = createMemoryStore({ dataDirectoryId: DATA_DIRECTORY, validate: UNVALIDATED });
    const logged: Fault[] = [];
    const derived = createDerived(store, {
      dataDirectoryId: DATA_DIRECTORY,
      schedule: () => undefined,
      faults: new Faults((fault) => logged.push(fault)),
    });
    const told: string[] = [];
    derived.onChange(({ rows }) =>
      told.push(...rows.filter(({ node }) => node.startsWith('conditions')).map(({ node, key }) => `${node} ${key}`)),
    );
    const red = networkId('default-domain:p:red');
    write(store, (transaction) => {
      putNetwork(transaction, 'default-domain:p:red', { number: 1 });
      putNetwork(transaction, 'default-domain:p:blue', { number: 2 });
    });
    derived.settle();
    const good = store.get('virtual-network', red)!.value;
    for (const count of [1, 2]) {
      write(store, (transaction) =>
        transaction.put('virtual-network', red, {
          ...good,
          props: { ...good.props, route_target_list: { route_target: 5 + count } },
        } as never),
      );
      derived.settle();
    }
    expect(derived.conditions('virtual-network', red)).toMatchObject([
      {
        type: 'Faulty',
        severity: 'error',
        reason: 'CannotBeWorkedOut',
        message: expect.stringMatching(/^This object cannot be worked out: .*Correct it or delete it/) as string,
      },
    ]);
    expect(derived.routingInstance(networkId('default-domain:p:blue'))).toBeDefined();
    expect([...derived.allConditions()].map(([id]) => id)).toContain(`virtual-network ${red}`);
    expect(told).toContain(`conditions virtual-network ${red}`);
    expect(new Set(logged.map(({ by, key }) => `${by} ${key}`)).size).toBe(logged.length);

    write(store, (transaction) => transaction.put('virtual-network', red, good));
    derived.settle();
    expect(derived.conditions('virtual-network', red)).toEqual([]);
  });
});

const byName = (
  a: { readonly kind: string; readonly key: string },
  b: { readonly kind: string; readonly key: string },
): number => (`${a.kind} ${a.key}` < `${b.kind} ${b.key}` ? -1 : 1);

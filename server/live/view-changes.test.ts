/** Drained rows of derived tables become names of views. */

import { describe, expect, test } from 'vitest';
import type { LiveName } from '../contract/live/events.ts';
import { vrfIdKey } from '../model/oper/vrf-id.ts';
import {
  derivedStore,
  networkId,
  nodeId,
  PODS,
  putNetwork,
  putNode,
  putPod,
  putPolicy,
  write,
} from '../testing/builders/cluster.ts';
import { AnnouncedRoutes } from '../testing/builders/learned.ts';
import { network } from '../testing/builders/records.ts';
import { manualTimers } from '../testing/manual-timers.ts';
import { THROTTLE_MS } from './throttle.ts';
import { viewChangesOf } from './view-changes.ts';

const OTHER = 'default-domain:default:other';
const POLICY = 'default-domain:default:join';

/** Two networks on one node; `told` collects what browsers would be sent, `wait` lets a second pass. */
function setup() {
  const { store, derived } = derivedStore();
  write(store, (transaction) => {
    putNode(transaction, 'cent222', '10.169.25.20');
    putNetwork(transaction, PODS, { number: 1, both: ['target:60100:1'] });
    putNetwork(transaction, OTHER, { number: 2 });
    transaction.put('vrf-id', vrfIdKey(nodeId('cent222'), networkId(PODS)), { id: 1 });
    transaction.put('vrf-id', vrfIdKey(nodeId('cent222'), networkId(OTHER)), { id: 2 });
  });
  derived.settle();
  let told: LiveName[] = [];
  const timers = manualTimers();
  viewChangesOf(derived, timers)((_revision, names) => told.push(...names));
  const pod = (name: string, network: string, more: object) =>
    write(
      store,
      (transaction) => void putPod(transaction, { namespace: 'default', name, network, address: '10.32.0.1', ...more }),
    );
  return {
    store,
    derived,
    pod,
    take: () => {
      derived.settle();
      timers.pass(0);
      const names = told.map(({ kind, key }) => `${kind} ${key}`).sort();
      told = [];
      return names;
    },
    wait: () => timers.pass(THROTTLE_MS / 1000),
  };
}

describe('what browsers are sent', () => {
  test.each([
    [
      'a pod without a node: its conditions, its place',
      { node: undefined },
      ['view/conditions *', 'view/topology *', `view/vrf ${PODS}`],
    ],
    ['a pod that runs: its route, its place', { node: 'cent222', label: 16 }, ['view/topology *', `view/vrf ${PODS}`]],
  ] as const)('%s', (_name, more, expected) => {
    const { pod, take } = setup();
    pod('web-1', PODS, more);
    expect(take()).toEqual(expected);
  });

  test('a VRF is named with those that import its routes, and nobody else', () => {
    const { store, pod, take } = setup();
    write(store, (transaction) => putNetwork(transaction, OTHER, { number: 2, import: ['target:60100:1'] }));
    take();
    pod('web-1', PODS, { node: 'cent222', label: 16 });
    expect(take()).toEqual([`view/vrf ${OTHER}`, `view/vrf ${PODS}`]);
    pod('web-2', OTHER, { node: 'cent222', label: 17 });
    expect(take()).toEqual([`view/vrf ${OTHER}`]);
  });

  test('a policy of one side names both VRFs that it would join, and is drawn', () => {
    const { store, take, wait } = setup();
    write(store, (transaction) => {
      putPolicy(transaction, POLICY, [[network(PODS), network(OTHER)]]);
      putNetwork(transaction, PODS, { number: 1, both: ['target:60100:1'], policies: [POLICY] });
    });
    expect(take()).toEqual(expect.arrayContaining(['view/topology *', `view/vrf ${OTHER}`, `view/vrf ${PODS}`]));
    wait();
    take();
    wait();
    write(store, (transaction) => putNetwork(transaction, OTHER, { number: 2, policies: [POLICY] }));
    expect(take()).toEqual(expect.arrayContaining(['view/topology *', `view/vrf ${OTHER}`, `view/vrf ${PODS}`]));
  });

  test('a network that is gone is named once more', () => {
    const { store, take } = setup();
    write(store, (transaction) => transaction.delete('virtual-network', networkId(OTHER)));
    expect(take()).toContain(`view/vrf ${OTHER}`);
  });

  test('a learned route names the VRFs that import its target', () => {
    const { derived, take } = setup();
    const routes = new AnnouncedRoutes();
    derived.learnFrom(routes);
    routes.announce({ rd: '192.168.0.204:500', prefix: '0.0.0.0/0', targets: ['target:60100:1'] });
    expect(take()).toEqual([`view/vrf ${PODS}`]);
  });

  test('the topology is named at once, then at most once a second, and after the last change', () => {
    const { pod, take, wait } = setup();
    pod('web-0', PODS, { node: 'cent222', label: 16 });
    expect(take()).toContain('view/topology *');
    for (let at = 1; at <= 20; at++) pod(`web-${at}`, PODS, { node: 'cent222', label: 16 + at });
    expect(take()).not.toContain('view/topology *');
    wait();
    expect(take()).toEqual(['view/topology *']);
    wait();
    expect(take()).toEqual([]);
  });

  test("a port's new label does not name the topology", () => {
    const { store, pod, take, wait } = setup();
    pod('web-1', PODS, { node: 'cent222', label: 16 });
    take();
    wait();
    write(store, (transaction) => {
      for (const { key, value } of transaction.scan('virtual-machine-interface'))
        transaction.put('virtual-machine-interface', key, { ...value, allocated: { ...value.allocated, label: 99 } });
    });
    wait();
    expect(take()).toEqual([`view/vrf ${PODS}`]);
  });
});

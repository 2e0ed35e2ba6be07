/** When changes are passed on to speakers: in order, as soon as they are durable and not before. */

import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createDerived } from '../../derived/derived.ts';
import { formatNlri } from '../../engine/bgp/nlri/nlri-key.ts';
import { vrfIdKey } from '../../model/oper/vrf-id.ts';
import { createStore } from '../../store/create-store.ts';
import type { Journal, JournalEvents } from '../../store/journal.ts';
import {
  DATA_DIRECTORY,
  FABRIC,
  networkId,
  nodeId,
  PODS,
  putCluster,
  putNetwork,
  putPod,
} from '../../testing/builders/cluster.ts';
import { idOf, put, record, write } from '../../testing/builders/records.ts';
import { runPeering, SLICE, type Speakers } from './peering.ts';

/** Durable when the test says so. */
function slowStore() {
  let events: JournalEvents | undefined;
  let appended = 0;
  const journal: Journal = {
    historyStartsAt: 1,
    start: (to) => void (events = to),
    format: () => ({ text: '', places: [] }),
    room: () => undefined,
    wanted: () => {},
    append: ({ revision }) => void (appended = revision),
    read: async () => [],
    history: async () => [],
    close: async () => {},
  };
  const store = createStore({
    journal,
    clock: () => 0,
    dataDirectoryId: DATA_DIRECTORY,
    epoch: 1,
    onFatal: (error) => {
      throw error;
    },
  });
  return { store, sync: (revision = appended) => events?.durable(revision) };
}

function running(linger?: (task: () => void) => void) {
  const { store, sync } = slowStore();
  const derived = createDerived(store, {
    dataDirectoryId: DATA_DIRECTORY,
    schedule: (drain) => void setImmediate(drain),
    linger,
  });
  const told: string[] = [];
  const speakers: Speakers = {
    configure: (configs) =>
      void told.push(
        `configure ${configs.map(({ name, peers }) => `${name}(${peers.map((peer) => peer.name).join()})`).join(' ')}`,
      ),
    originate: (announced, withdrawn) => {
      for (const { family, key } of announced) told.push(`+ ${formatNlri(family, key)}`);
      for (const { family, key } of withdrawn) told.push(`- ${formatNlri(family, key)}`);
    },
    localRoutesComplete: () => void told.push('complete'),
  };
  const take = () => told.splice(0);
  return {
    store,
    sync,
    derived,
    speakers,
    take,
    start: () =>
      runPeering({
        store,
        derived,
        speakers,
        soon: (task) => void setImmediate(task),
      }),
  };
}

const router = (name: string, type: 'control-node' | 'router', address: string, peers: readonly string[] = []) =>
  record('bgp-router', [...FABRIC.split(':'), '__default__', name], {
    props: {
      bgp_router_parameters: {
        router_type: type,
        autonomous_system: 60_100,
        address,
        identifier: address,
        address_families: { family: ['inet-vpn'] },
      },
    },
    refs: {
      'bgp-router': peers.map((peer) => ({ uuid: idOf('bgp-router', `${FABRIC}:__default__:${peer}`), attr: null })),
    },
  });
const pod = (name: string, address: string, label: number) => ({
  namespace: 'a',
  name,
  network: PODS,
  address,
  node: 'cent222',
  label,
});

describe('peering', () => {
  test('at a start the speakers get the control nodes, every route, and the end of the routes', async () => {
    const system = running();
    write(system.store, (transaction) => {
      putCluster(transaction);
      put(transaction, router('cent111', 'control-node', '10.169.25.19'));
      transaction.put('vrf-id', vrfIdKey(nodeId('cent222'), networkId(PODS)), { id: 2 });
      putPod(transaction, pod('web', '10.47.255.252', 47));
    });
    system.sync();
    const peering = system.start();
    await peering.idle();
    const told = system.take();
    expect(told[0]).toBe('configure cent111()');
    expect(told).toContain('+ 10.169.25.20:2:10.47.255.252/32');
    expect(told).toContain('+ 60100:target:60100:8000002');
    expect(told.at(-1)).toBe('complete');
    peering.close();
  });

  test('no route is passed on before it is durable; then each in order, and once', async () => {
    const system = running();
    write(system.store, (transaction) => {
      putCluster(transaction);
      transaction.put('vrf-id', vrfIdKey(nodeId('cent222'), networkId(PODS)), { id: 2 });
    });
    system.sync();
    const peering = system.start();
    await peering.idle();
    system.take();
    write(system.store, (transaction) => putPod(transaction, pod('one', '10.47.255.1', 47)));
    await turn();
    await turn();
    const first = system.store.revision;
    write(system.store, (transaction) => put(transaction, router('cent111', 'control-node', '10.169.25.19')));
    await turn();
    write(system.store, (transaction) => putPod(transaction, pod('two', '10.47.255.2', 48)));
    await turn();
    await turn();
    expect(system.take()).toEqual([]);
    system.sync(first);
    await Promise.resolve();
    await turn();
    expect(system.take()).toEqual(['+ 10.169.25.20:2:10.47.255.1/32']);
    system.sync();
    await peering.idle();
    expect(system.take()).toEqual(['configure cent111()', '+ 10.169.25.20:2:10.47.255.2/32']);
    peering.close();
  });

  test('while derived tables linger, commits are computed together, or when somebody reads the tables', async () => {
    const lingering: (() => void)[] = [];
    const afterLinger = (): void => {
      for (const task of lingering.splice(0)) task();
    };
    const system = running((task) => void lingering.push(task));
    write(system.store, (transaction) => {
      putCluster(transaction);
      transaction.put('vrf-id', vrfIdKey(nodeId('cent222'), networkId(PODS)), { id: 2 });
    });
    system.sync();
    const peering = system.start();
    afterLinger();
    await peering.idle();
    system.take();
    const { revision } = system.derived;
    for (const [name, address] of [
      ['one', '10.47.255.1'],
      ['two', '10.47.255.2'],
    ] as const) {
      write(system.store, (transaction) => putPod(transaction, pod(name, address, 47)));
      system.sync();
      await turn();
    }
    expect(system.derived.revision).toBe(revision);
    expect(system.take()).toEqual([]);
    afterLinger();
    await peering.idle();
    expect(system.take()).toEqual(['+ 10.169.25.20:2:10.47.255.1/32', '+ 10.169.25.20:2:10.47.255.2/32']);
    write(system.store, (transaction) => putPod(transaction, pod('three', '10.47.255.3', 49)));
    system.sync();
    system.derived.settle();
    await turn();
    expect(system.take()).toEqual(['+ 10.169.25.20:2:10.47.255.3/32']);
    peering.close();
  });

  test('what was computed is passed on in the turn in which it becomes durable', async () => {
    const system = running();
    write(system.store, (transaction) => {
      putCluster(transaction);
      transaction.put('vrf-id', vrfIdKey(nodeId('cent222'), networkId(PODS)), { id: 2 });
    });
    system.sync();
    const peering = system.start();
    await peering.idle();
    system.take();
    write(system.store, (transaction) => putPod(transaction, pod('one', '10.47.255.1', 47)));
    // The tables, then what is originated.
    await turn();
    await turn();
    system.sync();
    for (let microtask = 0; microtask < 5; microtask++) await Promise.resolve();
    expect(system.take()).toEqual(['+ 10.169.25.20:2:10.47.255.1/32']);
    peering.close();
  });

  test('peerings, global settings and any change of a router reconfigure it, which ends damping', async () => {
    const system = running();
    write(system.store, (transaction) => {
      putCluster(transaction);
      put(transaction, router('cent111', 'control-node', '10.169.25.19'));
    });
    system.sync();
    const peering = system.start();
    await peering.idle();
    system.take();
    const change = async (body: Parameters<typeof write>[1]) => {
      write(system.store, body);
      await turn();
      system.sync();
      await peering.idle();
      return system.take().filter((line) => line.startsWith('configure'));
    };
    expect(
      await change((transaction) => put(transaction, router('camaro', 'router', '192.168.0.204', ['cent111']))),
    ).toEqual(['configure cent111(camaro)']);
    expect(
      await change((transaction) =>
        put(transaction, { ...router('camaro', 'router', '192.168.0.204', ['cent111']), display_name: 'the gateway' }),
      ),
    ).toEqual(['configure cent111(camaro)']);
    expect(
      await change((transaction) =>
        put(
          transaction,
          record('global-system-config', ['default-global-system-config'], {
            props: { autonomous_system: 60_100, bgp_always_compare_med: true },
          }),
        ),
      ),
    ).toEqual(['configure cent111(camaro)']);
    expect(await change((transaction) => put(transaction, router('camaro', 'router', '192.168.0.204')))).toEqual([
      'configure cent111()',
    ]);
    expect(
      await change((transaction) =>
        transaction.delete('bgp-router', idOf('bgp-router', `${FABRIC}:__default__:cent111`)),
      ),
    ).toEqual(['configure ']);
    peering.close();
  });

  test('an edit that concerns many routes does not hold up one that concerns one', async () => {
    const system = running();
    const count = 3 * SLICE;
    write(system.store, (transaction) => {
      putCluster(transaction);
      transaction.put('vrf-id', vrfIdKey(nodeId('cent222'), networkId(PODS)), { id: 2 });
      for (let at = 0; at < count; at++) putPod(transaction, pod(`p${at}`, `10.32.${at >> 8}.${at & 255}`, 16 + at));
    });
    system.sync();
    const peering = system.start();
    await peering.idle();
    system.take();
    write(system.store, (transaction) => putNetwork(transaction, PODS, { number: 2, both: ['target:60100:100'] }));
    system.sync();
    await turn();
    write(system.store, (transaction) => putPod(transaction, pod('new', '10.33.0.1', 9000)));
    system.sync();
    await peering.idle();
    const told = system.take().filter((line) => line.startsWith('+ 10.'));
    expect(new Set(told).size).toBe(count + 1);
    expect(told.indexOf('+ 10.169.25.20:2:10.33.0.1/32')).toBeLessThan(2 * SLICE);
    peering.close();
  });

  test('once closed it passes nothing on', async () => {
    const system = running();
    write(system.store, (transaction) => putCluster(transaction));
    const peering = system.start();
    await turn();
    peering.close();
    system.sync();
    await turn();
    await turn();
    expect(system.take()).toEqual([]);
  });
});

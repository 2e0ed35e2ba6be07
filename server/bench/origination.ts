/**
 * `npm run bench -- origination`: from 100,000 pods to the routes that control nodes originate: all of them at a start,
 * one of them, and those of a network whose route target is edited. Aims: one route ≤ 0.1 ms, a slice ≤ 20 ms, ≤ 30
 * MB.
 */

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { SLICE } from '../controllers/peering/peering.ts';
import { VpnOrigination } from '../controllers/peering/vpn-origination.ts';
import { createDerived } from '../derived/derived.ts';
import { DATA_DIRECTORY, networkId, PODS } from '../testing/builders/cluster.ts';
import { TEST_ORIGIN } from '../testing/builders/records.ts';
import { createMemoryStore } from '../testing/memory-store.ts';
import { putBenchObjects } from './derive.ts';

const SINGLES = 2_000;

export async function run(print: (line: string) => void): Promise<void> {
  const store = createMemoryStore({ dataDirectoryId: DATA_DIRECTORY });
  store.transact(TEST_ORIGIN, putBenchObjects);
  const derived = createDerived(store, { dataDirectoryId: DATA_DIRECTORY, schedule: () => undefined });
  const before = heap();
  const origination = new VpnOrigination(store, derived);
  derived.onChange((changed) => origination.mark(changed));

  origination.markAll();
  print(`everything                ${drain(origination)}`);
  print(`memory                    ${((heap() - before) / 1e6).toFixed(1)} MB (aim ≤ 30)`);

  const interfaces = Array.from(store.page('virtual-machine-interface', { limit: SINGLES }), ({ key }) => key);
  let total = 0;
  for (const [turn, key] of interfaces.entries()) {
    store.transact(TEST_ORIGIN, (transaction) => {
      const { value } = transaction.get('virtual-machine-interface', key)!;
      transaction.put('virtual-machine-interface', key, {
        ...value,
        allocated: { ...value.allocated, label: 500_000 + turn },
      });
    });
    derived.settle();
    const started = performance.now();
    if (origination.step(SLICE)?.announced.length !== 1) throw new Error('BUG: one label is one route');
    total += performance.now() - started;
  }
  print(`one label                 ${((total * 1000) / interfaces.length).toFixed(0)} µs (aim ≤ 100)`);

  store.transact(TEST_ORIGIN, (transaction) => {
    const { value } = transaction.get('virtual-network', networkId(PODS))!;
    transaction.put('virtual-network', value.uuid, {
      ...value,
      props: { ...value.props, route_target_list: { route_target: ['target:60100:100'] } },
    });
  });
  derived.settle();
  print(`a network's route target  ${drain(origination)}`);
  derived.close();
  await store.close();
}

function drain(origination: VpnOrigination): string {
  const slices: number[] = [];
  let routes = 0;
  while (origination.pending) {
    const started = performance.now();
    routes += origination.step(SLICE)?.announced.length ?? 0;
    slices.push(performance.now() - started);
  }
  slices.sort((a, b) => a - b);
  const total = slices.reduce((sum, each) => sum + each, 0);
  return (
    `${routes.toLocaleString('en')} routes in ${(total / 1000).toFixed(2)} s; a slice ` +
    `${slices[slices.length >> 1]!.toFixed(1)} ms, 99 of 100 within ` +
    `${slices[Math.floor(slices.length * 0.99)]!.toFixed(1)} ms (aim ≤ 20)`
  );
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heap(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

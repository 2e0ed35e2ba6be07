/** Many routes are counted for a picture in turns, and each once. */

import { expect, test } from 'vitest';
import { LongTask } from '../../http/turn-budget.ts';
import { bgpFactsOf, gatewayOf, gatewayRoute } from '../../testing/builders/bgp-facts.ts';
import { derivedStore, networkId, PODS, putNetwork, write } from '../../testing/builders/cluster.ts';
import { AnnouncedRoutes } from '../../testing/builders/learned.ts';
import { idOf, put, record } from '../../testing/builders/records.ts';
import { Turns } from '../shared/turns.ts';
import { createViewContext, NO_BGP } from '../shared/view-context.ts';
import { gatewaysSeen } from './routes-seen.ts';

const CAMARO = 'default-domain:default-project:ip-fabric:__default__:camaro';
const TARGET = 'target:60100:100';
const MANY = 450;

/** Gives way after so many rows, and remembers how many each turn had. */
class CountedTask extends LongTask {
  readonly turns: number[] = [0];
  override spend(_work: 'rows', amount: number): boolean {
    this.turns[this.turns.length - 1]! += amount;
    return this.turns.at(-1)! >= 200;
  }
  override async nextTurn(): Promise<void> {
    this.turns.push(0);
    await Promise.resolve();
  }
}

test('the tables of a gateway, and what VRFs learned', async () => {
  const { store, derived } = derivedStore();
  write(store, (transaction) => {
    put(
      transaction,
      record('bgp-router', CAMARO.split(':'), {
        props: {
          bgp_router_parameters: { router_type: 'router', address: '192.168.0.204', autonomous_system: 64_512 },
        },
      }),
    );
    putNetwork(transaction, PODS, { number: 1, both: [TARGET] });
  });
  const routes = new AnnouncedRoutes();
  derived.learnFrom(routes);
  routes.announce(
    ...Array.from({ length: MANY }, (_unused, at) => ({
      rd: '192.168.0.204:500',
      prefix: `20.0.${at >> 8}.${at & 255}/32`,
      targets: [TARGET],
      from: idOf('bgp-router', CAMARO),
    })),
  );
  const { automaticTarget } = derived.routingInstance(networkId(PODS))!;
  const vrf = gatewayOf().vrfs[0]!.name;
  const base = gatewayRoute('10.0.0.0/32');
  const rows = Array.from({ length: MANY }, (_unused, at) => ({
    ...base,
    bgp: { ...base.bgp!, communities: [automaticTarget!, TARGET] },
    ...(at % 3 === 0 ? { hidden: 'no tunnel' } : {}),
  }));
  let read = 0;
  const gateway = { ...gatewayOf(), routes: (name: string) => (read++, name === vrf ? rows : []) };
  const task = new CountedTask();
  const live = { ...NO_BGP, bgp: bgpFactsOf(), gateways: [gateway] };
  const [seen, ...others] = await gatewaysSeen(new Turns(() => createViewContext(store, derived, live), task));
  expect(others).toEqual([]);
  expect(seen!.tables.find(({ name }) => name === vrf)).toMatchObject({ routes: MANY, hidden: MANY / 3 });
  expect([...seen!.taken]).toMatchObject([[networkId(PODS), { hidden: MANY / 3 }]]);
  expect([...seen!.taken.get(networkId(PODS))!.byVrf]).toEqual([[vrf, (MANY * 2) / 3]]);
  expect([...seen!.learned]).toEqual([[networkId(PODS), { routes: MANY, targets: new Set([TARGET]) }]]);
  expect(read).toBe(gateway.vrfs.length);
  expect(task.turns.length).toBeGreaterThan(3);
  expect(Math.max(...task.turns)).toBeLessThanOrEqual(300);
});

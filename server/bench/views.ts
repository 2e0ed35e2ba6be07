/**
 * `npm run bench -- views`: what lists, search, the VRF explorer and the topology cost at 100,000 pods, in process, by
 * CPU time of one call. "After a pod moved": the first call after a transaction that put one pod on another node.
 */

import type { QueryOf } from '../contract/endpoints/queries.ts';
import { createDerived } from '../derived/derived.ts';
import type { Store } from '../store/store.ts';
import { DATA_DIRECTORY, networkId } from '../testing/builders/cluster.ts';
import { networkOf, podKey, putManyPods, putNth } from '../testing/builders/many-pods.ts';
import { TEST_ORIGIN } from '../testing/builders/records.ts';
import { createMemoryStore } from '../testing/memory-store.ts';
import { search } from '../views-api/search/search.ts';
import { readTableQuery } from '../views-api/tables/read-query.ts';
import { TopologySource } from '../views-api/topology/topology-facts.ts';
import { topology } from '../views-api/topology/topology-view.ts';
import { ViewState } from '../views-api/view-state.ts';
import { vrfDetail } from '../views-api/vrfs/vrf-detail.ts';
import { vpnRoutes, vrfRoutes } from '../views-api/vrfs/vrf-routes.ts';

const MANY = { pods: 100_000, namespaces: 200, nodes: 40 };
const TIMES = 5;
const TIME = '2026-01-31T12:00:00.000Z';

type Noun = 'pods' | 'ports';
const COLUMNS: readonly (readonly [Noun, string])[] = [
  ['pods', 'node'],
  ['pods', '-address'],
  ['pods', 'owner'],
  ['pods', 'created'],
  ['ports', 'network'],
  ['ports', 'address'],
  ['ports', 'label'],
];
const FILTERS: readonly (readonly [string, Noun, { readonly [name: string]: string }])[] = [
  ['pods of a project', 'pods', { project: 'k8s-ns-7' }],
  ['pods with "web-7 cent3"', 'pods', { q: 'web-7 cent3' }],
  ['pods phase:Running,node:cent7', 'pods', { filter: 'phase:Running,node:cent7' }],
  ['pods network:vn-7', 'pods', { filter: 'network:vn-7' }],
  ['ports with "02:00:00:01"', 'ports', { q: '02:00:00:01' }],
];
const SEARCHES = [
  '10.32.5.9',
  '10.33.0.0/24',
  '10.32.5',
  'webserver-77777',
  'server-7777',
  'no-such-thing',
  '500',
  '02:00:00:01:02:03',
  'ns-19',
  'app=web-49',
];

export async function run(print: (line: string) => void): Promise<void> {
  const store = createMemoryStore({ dataDirectoryId: DATA_DIRECTORY });
  store.transact(TEST_ORIGIN, (transaction) => putManyPods(transaction, MANY));
  const derived = createDerived(store, {
    dataDirectoryId: store.dataDirectoryId,
    schedule: (drain) => void setImmediate(drain),
  });
  const state = new ViewState(store, derived, TIME);
  lists(print, store, state);
  searches(print, state);
  vrfs(print, state);
  pictures(print, store, state);
  state.close();
  derived.close();
  await store.close();
}

function lists(print: (line: string) => void, store: Store, state: ViewState): void {
  const page = (noun: Noun, query: QueryOf<'table'>) => {
    const table = state.table(noun);
    return table.page(state.context(), readTableQuery(table.definition, query), TIME);
  };
  const [first, again] = firstAndAgain(() => page('pods', { limit: 50 }));
  print(`pods by name, first page: ${first}, again ${again} (aim ≤ 5 ms)`);
  for (const [noun, sort] of COLUMNS) {
    const [made, kept] = firstAndAgain(() => page(noun, { sort }));
    const moved = afterMoves(store, () => page(noun, { sort }));
    print(
      `${noun} by ${sort}, first page: ${made} (aim ≤ 150 ms), again ${kept} (aim ≤ 5 ms), after a pod moved ` +
        `${moved} (aim ≤ 10 ms)`,
    );
  }
  for (const [what, noun, query] of FILTERS) {
    const [made, kept] = firstAndAgain(() => page(noun, query));
    const moved = afterMoves(store, () => page(noun, query));
    print(`${what}: ${made} (aim ≤ 250 ms), again ${kept} (aim ≤ 50 ms), after a pod moved ${moved} (aim ≤ 50 ms)`);
  }
}

function searches(print: (line: string) => void, state: ViewState): void {
  for (const q of SEARCHES)
    print(`search ${q}: ${firstAndAgain(() => search(state.context(), state.search, q))[1]} (aim ≤ 50 ms)`);
}

function vrfs(print: (line: string) => void, state: ViewState): void {
  const vrf = networkId(networkOf(0));
  print(`VRF detail, ${MANY.pods / 2} routes: ${firstAndAgain(() => vrfDetail(state.context(), vrf))[1]} (aim ≤ 2 ms)`);
  print(
    'its own routes, first page: ' +
      `${firstAndAgain(() => vrfRoutes(state.context(), vrf, { source: 'own', limit: 100 }))[1]} (aim ≤ 20 ms)`,
  );
  print(
    'its routes within 10.32.9.0/24: ' +
      `${firstAndAgain(() => vrfRoutes(state.context(), vrf, { prefix: '10.32.9.0/24' }))[1]} (aim ≤ 100 ms)`,
  );
  print(
    'its routes to pods, first page: ' +
      `${firstAndAgain(() => vrfRoutes(state.context(), vrf, { source: 'pod', limit: 100 }))[1]} (aim ≤ 100 ms)`,
  );
  print(
    `its VPN routes, first page: ${firstAndAgain(() => vpnRoutes(state.context(), vrf, { limit: 100 }))[1]} (aim ` +
      '≤ 20 ms)',
  );
}

function pictures(print: (line: string) => void, store: Store, state: ViewState): void {
  for (const level of ['cluster', 'projects', 'vrfs', 'pods'] as const) {
    const source = new TopologySource([], state.podFacts);
    const draw = () => topology(state.context(), source, [], { level });
    const [first, again] = firstAndAgain(draw);
    print(
      `topology at level ${level}: ${first}, again ${again}, after a pod moved ${afterMoves(store, draw)} (aim ≤ ` +
        '300 ms)',
    );
  }
}

/** CPU time of the first call, and the median of the next ones, in milliseconds. */
function firstAndAgain(body: () => unknown): readonly [string, string] {
  const first = cpu(body);
  return [milliseconds(first), milliseconds(median(Array.from({ length: TIMES }, () => cpu(body))))];
}

let turn = 0;
function afterMoves(store: Store, body: () => unknown): string {
  return milliseconds(
    median(
      Array.from({ length: TIMES }, () => {
        turn += 1;
        const n = (turn * 4_711) % MANY.pods;
        store.transact(TEST_ORIGIN, (transaction) => {
          const node =
            transaction.get('kube/Pod', podKey(n, MANY))?.value.spec?.nodeName === 'cent1' ? 'cent2' : 'cent1';
          putNth(transaction, n, MANY, { node });
        });
        return cpu(body);
      }),
    ),
  );
}

function cpu(body: () => unknown): number {
  const before = process.cpuUsage();
  body();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

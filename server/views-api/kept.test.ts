/** What views keep between answers equals what they would compute again, after any history. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { QueryOf } from '../contract/endpoints/queries.ts';
import { createDerived } from '../derived/derived.ts';
import { DATA_DIRECTORY, derivedStore } from '../testing/builders/cluster.ts';
import { podKey, putManyPods, putNth } from '../testing/builders/many-pods.ts';
import { anyHistory } from '../testing/builders/random-changes.ts';
import { write } from '../testing/builders/records.ts';
import { createMemoryStore } from '../testing/memory-store.ts';
import { holds } from '../testing/seed.ts';
import { ALL_TABLES } from './tables/all.ts';
import { readTableQuery } from './tables/read-query.ts';
import { TopologySource } from './topology/topology-facts.ts';
import { topology } from './topology/topology-view.ts';
import { ViewState } from './view-state.ts';

const TIME = '2026-01-31T12:00:00.000Z';

/** Filters by which rows of the random objects are found. */
const ASKED: { readonly [noun: string]: readonly QueryOf<'table'>[] } = {
  pods: [
    { filter: 'phase:Pending' },
    { filter: 'node:cent222' },
    { filter: 'network:ip-fabric' },
    { filter: 'network:k8s-a-pod-network,namespace:a' },
    { filter: 'owner:web' },
    { filter: 'owner:a/web-rs' },
    { filter: 'address:10.32.0.1' },
    { filter: 'address:101.101.101.1' },
    { q: 'cent333' },
    { project: 'k8s-a' },
    { project: 'k8s-a', sort: '-node', q: 'web-2' },
  ],
  ports: [
    { filter: 'network:k8s-x-pod-network' },
    { filter: 'node:cent222,node:cent333' },
    { filter: 'pod:a/web-1' },
    { filter: 'address:10.32.0.2' },
    { filter: 'address:101.101.101.2' },
    { q: '10.32.0.3' },
    { project: 'k8s-default' },
  ],
  services: [{ filter: 'type:LoadBalancer' }, { q: 'web' }],
  'virtual-networks': [
    { filter: 'state:Not exported' },
    { filter: 'routeTarget:60100:100' },
    { sort: 'state', q: 'k8s' },
  ],
  'floating-ips': [{ filter: 'state:Programmed' }, { filter: 'state:Dangling', sort: 'pod' }],
  'bgp-routers': [{ filter: 'state:Mismatch' }],
};

/** Every table by every column, both ways, and by what is asked; and the topology. */
function shown(state: ViewState): unknown {
  const lists = Object.entries(ALL_TABLES).map(([noun, definition]) => {
    const queries = [definition.orderColumn, ...Object.keys(definition.sort)].flatMap(
      (column): readonly QueryOf<'table'>[] => [{ sort: column }, { sort: `-${column}` }],
    );
    const table = state.table(noun as keyof typeof ALL_TABLES);
    return [
      noun,
      ...[...queries, ...(ASKED[noun] ?? [])].map((query) => ({
        query,
        page: table.page(state.context(), readTableQuery(definition, { ...query, system: 'true' }), TIME),
      })),
    ];
  });
  const source = new TopologySource([], state.podFacts);
  return { lists, picture: topology(state.context(), source, [], { level: 'pods', system: 'true' }) };
}

test('after random transactions', { timeout: 60_000 }, () => {
  holds(
    fc.property(anyHistory, (history) => {
      const store = createMemoryStore({ dataDirectoryId: DATA_DIRECTORY });
      const derived = createDerived(store, { dataDirectoryId: DATA_DIRECTORY, schedule: () => undefined });
      const state = new ViewState(store, derived, TIME);
      shown(state);
      for (const { writes, drain } of history) {
        write(store, (transaction) => writes.forEach((one) => one(transaction)));
        const [kept, anew] = drain ? [state, new ViewState(store, derived, TIME)].map(shown) : [];
        expect(kept).toEqual(anew);
      }
      expect(shown(state)).toEqual(shown(new ViewState(store, derived, TIME)));
    }),
    { numRuns: 25 },
  );
});

test('pages put together are the whole list, in the order of any column, whatever changes in between', () => {
  const { store, derived } = derivedStore();
  const many = { pods: 500, namespaces: 4, nodes: 3 };
  write(store, (transaction) => putManyPods(transaction, many));
  const state = new ViewState(store, derived, TIME);
  const { definition } = state.table('pods');
  const page = (query: QueryOf<'table'>) =>
    state.table('pods').page(state.context(), readTableQuery(definition, query), TIME);
  for (const sort of ['name', '-node', 'address', '-owner', 'created']) {
    for (let moved = 0; moved < 500; moved += 97)
      write(store, (transaction) => putNth(transaction, moved, many, { node: `cent${moved % 2}` }));
    const whole = page({ sort, limit: 1000 }).rows.map((row) => row.id);
    const seen: string[] = [];
    for (let after: string | undefined; ;) {
      const { rows, next, total } = page({ sort, limit: 60, ...(after === undefined ? {} : { after }) });
      expect(total).toBe(500);
      seen.push(...rows.map((row) => row.id));
      if (next === undefined) break;
      after = next;
      write(store, (transaction) => putNth(transaction, 3, many));
    }
    expect(seen).toEqual(whole);
    expect(new Set(seen).size).toBe(500);
  }
});

test('a long table read in turns, with changes in between, is whole; and what it leaves behind is right', async () => {
  const { store, derived } = derivedStore();
  const many = { pods: 1_600, namespaces: 4, nodes: 3 };
  write(store, (transaction) => putManyPods(transaction, many));
  const state = new ViewState(store, derived, TIME);
  const { definition } = state.table('pods');
  const queries = [
    { sort: '-node' },
    { sort: 'owner', limit: 1000 },
    { sort: 'address', q: 'webserver-1', limit: 1000 },
    { filter: 'node:cent1', limit: 1000 },
    { project: 'k8s-ns-0', q: 'cent', limit: 1000 },
  ];
  let over = false;
  const changing = (async () => {
    for (let n = 1; !over; n += 7) {
      // Pods 0, 10, 20 … stay as they are.
      if (n % 10 !== 0)
        write(store, (transaction) =>
          n % 3 === 0
            ? transaction.delete('kube/Pod', podKey(n % 1_600, many))
            : putNth(transaction, n % 1_600, many, { node: `cent${n % 2}` }),
        );
      await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  const untouched = (ids: readonly string[]): string[] => ids.filter((id) => resting.has(id)).sort();
  const resting = new Set(
    Array.from({ length: 160 }, (_, index) => store.get('kube/Pod', podKey(index * 10, many))!).flatMap(
      ({ key, value }) => [key, value.metadata.uid],
    ),
  );
  const parsed = (query: QueryOf<'table'>) => readTableQuery(definition, query);
  const before = queries.map((query) =>
    new ViewState(store, derived, TIME).table('pods').page(state.context(), parsed({ ...query, limit: 1000 }), TIME),
  );
  const pages = await Promise.all(
    queries.map((query) => state.table('pods').pageInTurns(() => state.context(), parsed(query), TIME)),
  );
  over = true;
  await changing;
  let whole = 0;
  for (const [index, page] of pages.entries()) {
    const ids = page.rows.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    if (page.next !== undefined) continue;
    whole += 1;
    expect(untouched(ids).length).toBeGreaterThan(10);
    expect(untouched(ids)).toEqual(untouched(before[index]!.rows.map(({ id }) => id)));
  }
  expect(whole).toBeGreaterThan(1);
  for (const query of queries) {
    expect(await state.table('pods').pageInTurns(() => state.context(), parsed(query), TIME)).toEqual(
      new ViewState(store, derived, TIME).table('pods').page(state.context(), parsed(query), TIME),
    );
  }
});

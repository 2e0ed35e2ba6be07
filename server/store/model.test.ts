/**
 * The store against a naive one: random transactions (some of which throw), indexes, pages, aggregates, forks and forks
 * of forks, with the store below going on to change under them.
 */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../testing/memory-store.ts';
import { holds } from '../testing/seed.ts';
import { byNode } from './indexes.ts';
import type { Aggregate, Origin, Transaction, Transactor } from './store.ts';

const ORIGIN: Origin = { actor: 'operator', source: 'system' };
const NODES = ['n1', 'n2', 'n3'];
const KEYS = NODES.flatMap((node) => ['a', 'b', 'c', 'd', 'e'].map((network) => `${node}/${network}`));

type Step = { readonly key: string; readonly id: number | undefined };
interface Write {
  readonly steps: readonly Step[];
  readonly throws: boolean;
  readonly target: number;
  readonly forks: boolean;
  readonly warm: boolean;
}

const step = fc.record({
  key: fc.constantFrom(...KEYS),
  id: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
});
const write: fc.Arbitrary<Write> = fc.record({
  steps: fc.array(step, { maxLength: 6 }),
  throws: fc.boolean(),
  target: fc.nat(5),
  forks: fc.boolean(),
  warm: fc.boolean(),
});

/** How often each VRF id is used: counts must never be left behind. */
const uses: Aggregate<Map<number, number>> = {
  name: 'uses',
  create: () => new Map(),
  apply: (state, { old, new: next }) => {
    const add = (id: number, by: number): void => {
      const count = (state.get(id) ?? 0) + by;
      if (count === 0) state.delete(id);
      else state.set(id, count);
    };
    if (old?.kind === 'vrf-id') add((old.value as { id: number }).id, -1);
    if (next?.kind === 'vrf-id') add((next.value as { id: number }).id, 1);
  },
  fork: (state) => new Map(state),
};

class Naive {
  records: Map<string, number>;
  revision: number;
  constructor(records: Map<string, number> = new Map(), revision = 0) {
    this.records = new Map(records);
    this.revision = revision;
  }
  run(steps: readonly Step[], throws: boolean): void {
    const next = new Map(this.records);
    for (const { key, id } of steps) {
      if (id === undefined) next.delete(key);
      else next.set(key, id);
    }
    if (throws) return;
    const same = next.size === this.records.size && [...next].every(([key, id]) => this.records.get(key) === id);
    if (!same) this.revision += 1;
    this.records = next;
  }
}

class Refused extends Error {}

function run(on: Transactor, { steps, throws }: Write): void {
  const body = (t: Transaction): void => {
    for (const { key, id } of steps) {
      if (id === undefined) t.delete('vrf-id', key);
      else t.put('vrf-id', key, { id });
    }
    if (throws) throw new Refused();
  };
  let refused = false;
  try {
    on.transact(ORIGIN, body);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    refused = true;
  }
  expect(refused).toBe(throws);
}

function compare(on: Transactor, naive: Naive): void {
  const sorted = [...naive.records].sort(([a], [b]) => (a < b ? -1 : 1));
  expect(on.revision).toBe(naive.revision);
  expect(on.count('vrf-id')).toBe(sorted.length);
  expect([...on.scan('vrf-id')].map((r) => [r.key, r.value.id]).sort()).toEqual([...sorted].sort());
  for (const key of KEYS) expect(on.get('vrf-id', key)?.value.id).toBe(naive.records.get(key));
  const paged: string[] = [];
  for (let after: string | undefined; ;) {
    const page = on.page('vrf-id', { limit: 4, ...(after !== undefined && { after }) });
    paged.push(...page.map((r) => r.key));
    after = page.at(-1)?.key;
    if (page.length < 4) break;
  }
  expect(paged).toEqual(sorted.map(([key]) => key));
  for (const node of NODES) {
    const keys = sorted.map(([key]) => key).filter((key) => key.startsWith(`${node}/`));
    expect([...on.lookup(byNode('vrf-id'), node)].map((r) => r.key).sort()).toEqual(keys);
    expect(on.countIn(byNode('vrf-id'), node)).toBe(keys.length);
    expect(
      on.page('vrf-id', { limit: 99, within: { index: byNode('vrf-id'), asked: node } }).map((r) => r.key),
    ).toEqual(keys);
    expect(
      on
        .page('vrf-id', { limit: 2, after: `${node}/b`, within: { index: byNode('vrf-id'), asked: node } })
        .map((r) => r.key),
    ).toEqual(keys.filter((key) => key > `${node}/b`).slice(0, 2));
  }
  const expected = new Map<number, number>();
  for (const id of naive.records.values()) expected.set(id, (expected.get(id) ?? 0) + 1);
  expect(on.aggregate(uses)).toEqual(expected);
}

describe('the store and a naive one agree', () => {
  test('over random transactions on it, on forks, and on forks of forks', () => {
    const loaded = fc.uniqueArray(fc.record({ key: fc.constantFrom(...KEYS), id: fc.integer({ min: 1, max: 4 }) }), {
      selector: ({ key }) => key,
    });
    holds(
      fc.property(loaded, fc.array(write, { maxLength: 25 }), (there, writes) => {
        const pairs: { readonly on: Transactor; readonly naive: Naive }[] = [];
        const records = there.map(({ key, id }) => ({
          kind: 'vrf-id' as const,
          key,
          value: { id },
          created: 1,
          revision: 1,
        }));
        const store = createMemoryStore({
          validate: () => {},
          loaded: { records, revision: 1, floor: 1, before: 1, tail: [] },
        });
        pairs.push({ on: store, naive: new Naive(new Map(there.map(({ key, id }) => [key, id])), 1) });
        const later = store.catchUp([uses as Aggregate<unknown>]);
        for (const one of writes) {
          // What the start has left is done bit by bit in between.
          for (let steps = one.steps.length; steps > 0; steps -= 1) later.next();
          const pair = pairs[one.target % pairs.length]!;
          if (one.warm) pair.on.aggregate(uses);
          if (one.forks && pairs.length < 5)
            pairs.push({ on: pair.on.fork(), naive: new Naive(pair.naive.records, pair.naive.revision) });
          run(pair.on, one);
          pair.naive.run(one.steps, one.throws);
        }
        for (const { on, naive } of pairs) compare(on, naive);
        expect([...later]).toHaveLength(0);
      }),
      { numRuns: 400 },
    );
  });

  test('pages stay in order while thousands of keys come and go', () => {
    const store = createMemoryStore({ validate: () => {} });
    const naive = new Set<string>();
    let seed = 7;
    const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
    const keys = Array.from({ length: 6_000 }, (_, index) => `${NODES[index % 3]}/${(index * 7_919) % 100_003}`);
    for (let round = 0; round < 12; round += 1) {
      store.transact(ORIGIN, (t) => {
        for (let count = 0; count < 2_000; count += 1) {
          const key = keys[random(keys.length)]!;
          if (random(3) === 0) {
            t.delete('vrf-id', key);
            naive.delete(key);
          } else {
            t.put('vrf-id', key, { id: random(9) });
            naive.add(key);
          }
        }
      });
      const sorted = [...naive].sort();
      expect(store.page('vrf-id', { limit: 1e6 }).map((r) => r.key)).toEqual(sorted);
      expect(store.page('vrf-id', { limit: 50, after: 'n2/5' }).map((r) => r.key)).toEqual(
        sorted.filter((k) => k > 'n2/5').slice(0, 50),
      );
      const within = sorted.filter((k) => k.startsWith('n2/'));
      expect(
        store.page('vrf-id', { limit: 1e6, within: { index: byNode('vrf-id'), asked: 'n2' } }).map((r) => r.key),
      ).toEqual(within);
    }
    store.transact(ORIGIN, (t) => {
      for (const key of naive) t.delete('vrf-id', key);
    });
    expect(store.page('vrf-id', { limit: 9 })).toEqual([]);
    expect(store.page('vrf-id', { limit: 9, within: { index: byNode('vrf-id'), asked: 'n1' } })).toEqual([]);
  });
});

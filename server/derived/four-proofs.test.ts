/** The four proofs of the derived tables (README.md), over random transactions. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Store } from '../store/store.ts';
import { DATA_DIRECTORY } from '../testing/builders/cluster.ts';
import { everythingAnswered } from '../testing/builders/everything-answered.ts';
import { anyHistory, KINDS, type Write } from '../testing/builders/random-changes.ts';
import { write } from '../testing/builders/records.ts';
import { createMemoryStore } from '../testing/memory-store.ts';
import { holds } from '../testing/seed.ts';
import type { RowChange } from './calc-node.ts';
import { createDerived } from './derived.ts';
import { wire, type Graph } from './graph.ts';
import { recompute, tablesOf, type Tables } from './oracle.ts';
import { Work } from './work.ts';

type History = readonly { readonly writes: readonly Write[]; readonly drain: number }[];

/** Seeds that once failed, by what they showed. */
const SEEDS: readonly (readonly [string, number])[] = [['of the first day', 20_260_131]];
const RUNS = 150;

interface Run {
  readonly store: Store;
  readonly graph: Graph;
  readonly changes: readonly RowChange[];
}

function run(history: History): Run {
  const store = createMemoryStore({ dataDirectoryId: DATA_DIRECTORY });
  const graph = wire(store, DATA_DIRECTORY);
  const changes: RowChange[] = [];
  store.onCommit((changeSet) => graph.scheduler.mark(changeSet));
  for (const { writes, drain } of history) {
    write(store, (transaction) => writes.forEach((one) => one(transaction)));
    changes.push(...graph.scheduler.drain(new Work(drain)));
  }
  changes.push(...graph.scheduler.drain());
  return { store, graph, changes };
}

/** Rows as plain values, without nodes that are empty. */
function plain(tables: Tables): unknown {
  return Object.fromEntries(
    [...tables].flatMap(([node, rows]) =>
      rows.size === 0 ? [] : [[node, Object.fromEntries([...rows].sort(([a], [b]) => (a < b ? -1 : 1)))]],
    ),
  );
}

function check(property: (history: History) => void, seed: number): void {
  holds(fc.property(anyHistory, property), { seed, numRuns: RUNS });
}

describe.each(SEEDS)('seed %s', (_name, seed) => {
  test('equals the oracle', () => {
    check((history) => {
      const { store, graph } = run(history);
      expect(plain(tablesOf(graph))).toEqual(plain(recompute(store, DATA_DIRECTORY)));
    }, seed);
  });

  test('views over the incremental tables equal those over fresh ones', () => {
    check((history) => {
      const store = createMemoryStore({ dataDirectoryId: DATA_DIRECTORY });
      const derived = createDerived(store, { dataDirectoryId: DATA_DIRECTORY, schedule: () => undefined });
      for (const { writes, drain } of history) {
        write(store, (transaction) => writes.forEach((one) => one(transaction)));
        if (drain > 0) derived.settle();
      }
      expect(everythingAnswered(derived)).toEqual(
        everythingAnswered(createDerived(store, { dataDirectoryId: DATA_DIRECTORY, schedule: () => undefined })),
      );
    }, seed);
  });

  test('its changes replay to the same tables', () => {
    check((history) => {
      const { graph, changes } = run(history);
      const replayed = new Map<string, Map<string, unknown>>();
      for (const { node, key, old, new: next } of changes) {
        let rows = replayed.get(node);
        if (rows === undefined) replayed.set(node, (rows = new Map()));
        expect(rows.get(key)).toEqual(old);
        if (next === undefined) rows.delete(key);
        else rows.set(key, next);
      }
      expect(plain(replayed)).toEqual(plain(tablesOf(graph)));
    }, seed);
  });

  test('any order of the same records ends in the same tables', () => {
    holds(
      fc.property(anyHistory, fc.infiniteStream(fc.nat()), (history, dice) => {
        const { store, graph } = run(history);
        const records = KINDS.flatMap((kind) => [...store.scan(kind)]);
        const shuffled = records
          .map((found) => ({ found, at: dice.next().value as number }))
          .sort((a, b) => a.at - b.at);
        const again = run(
          shuffled.map(({ found, at }) => ({
            writes: [(transaction) => transaction.put(found.kind, found.key, found.value as never)],
            drain: at % 4 === 0 ? Infinity : at % 4,
          })),
        );
        expect(plain(tablesOf(again.graph))).toEqual(plain(tablesOf(graph)));
      }),
      { seed, numRuns: RUNS },
    );
  });

  test('drains to nothing', () => {
    check((history) => {
      const { store, graph } = run(history);
      for (const kind of KINDS) {
        write(store, (transaction) => {
          for (const { key } of [...transaction.scan(kind)]) transaction.delete(kind, key);
        });
        graph.scheduler.drain();
      }
      expect(graph.states.filter((state) => !state.isEmpty()).map((state) => state.name)).toEqual([]);
    }, seed);
  });
});

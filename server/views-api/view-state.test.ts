import { afterEach, expect, test, vi } from 'vitest';
import { derivedStore } from '../testing/builders/cluster.ts';
import { putManyPods, putNth } from '../testing/builders/many-pods.ts';
import { write } from '../testing/builders/records.ts';
import { ViewState } from './view-state.ts';

afterEach(() => void vi.useRealTimers());

test('pods are read for the topology by one at a time, also while tables are behind and pods change', async () => {
  vi.useFakeTimers();
  const { store, derived } = derivedStore();
  const many = { pods: 50, namespaces: 2, nodes: 2 };
  write(store, (transaction) => putManyPods(transaction, many));
  let behind = true;
  const waiting: (() => void)[] = [];
  const state = new ViewState(
    store,
    Object.defineProperties(
      { ...derived },
      {
        current: { get: () => !behind },
        settled: { value: () => new Promise<void>((resolve) => void waiting.push(resolve)) },
      },
    ),
    '2026-01-31T12:00:00.000Z',
  );
  for (let moved = 0; moved < 5; moved += 1) {
    write(store, (transaction) => putNth(transaction, moved, many, { node: 'cent1' }));
    derived.settle();
    await vi.advanceTimersByTimeAsync(1_000);
  }
  expect([waiting.length, state.podFacts.waiting > 0]).toEqual([1, true]);
  behind = false;
  waiting[0]!();
  await vi.advanceTimersByTimeAsync(1_000);
  expect([waiting.length, state.podFacts.waiting]).toEqual([1, 0]);
  state.close();
});

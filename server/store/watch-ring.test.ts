import { expect, test } from 'vitest';
import type { ChangeSet } from './store.ts';
import { RING_LENGTH, WatchRing } from './watch-ring.ts';

const changeSet = (revision: number): ChangeSet => ({
  revision,
  time: '2026-01-01T00:00:00.000Z',
  origin: { actor: 'a', source: 'system' },
  changes: [],
});
const fault = (error: unknown): never => {
  throw error;
};
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('holds a bounded number of change sets, and fewer long ones', async () => {
  const ring = new WatchRing(10_000, 0, [], fault);
  for (let revision = 1; revision <= 40; revision += 1) ring.append(changeSet(revision), RING_LENGTH / 16);
  ring.durable(40);
  await turn();
  expect(ring.oldestRevision).toBeGreaterThan(40 - 17);
  expect(ring.oldestRevision).toBeLessThan(30);
  expect(ring.after(ring.oldestRevision, 100)?.length).toBe(40 - ring.oldestRevision);
  expect(ring.after(ring.oldestRevision - 1, 100)).toBeUndefined();
});

test('is read a little at a time, up to what is durable', async () => {
  const ring = new WatchRing(10_000, 0, [], fault);
  for (let revision = 1; revision <= 10; revision += 1) ring.append(changeSet(revision), 1);
  ring.durable(7);
  expect(ring.after(2, 3)?.map(({ revision }) => revision)).toEqual([3, 4, 5]);
  expect(ring.after(5, 100)?.map(({ revision }) => revision)).toEqual([6, 7]);
  expect(ring.after(7, 100)).toEqual([]);
  expect(ring.after(8, 100)).toBeUndefined();
  expect(ring.after(Number.NaN, 100)).toBeUndefined();
});

test('a watcher that comes back gets everything in order, some in each turn; none is dropped before', async () => {
  const ring = new WatchRing(1_000, 0, [], fault);
  const told: number[] = [];
  for (let revision = 1; revision <= 5_000; revision += 1) ring.append(changeSet(revision), 1);
  ring.watch(0, ({ revision }) => told.push(revision));
  ring.durable(5_000);
  let most = 0;
  for (let before = -1; before < told.length;) {
    before = told.length;
    await turn();
    most = Math.max(most, told.length - before);
  }
  expect(told).toEqual(Array.from({ length: 5_000 }, (_, at) => at + 1));
  expect(most).toBeLessThan(1_500);
  await turn();
  expect(ring.oldestRevision).toBeGreaterThan(2_900);
  expect(ring.oldestRevision).toBeLessThanOrEqual(4_000);
});

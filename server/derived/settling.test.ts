/**
 * Tables that are computed up to the head in slices: no reader sees half of one, whatever is written between two
 * slices.
 */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DATA_DIRECTORY, networkId, putNetwork } from '../testing/builders/cluster.ts';
import { everythingAnswered } from '../testing/builders/everything-answered.ts';
import { anyWrite, type Write } from '../testing/builders/random-changes.ts';
import { write } from '../testing/builders/records.ts';
import { createMemoryStore } from '../testing/memory-store.ts';
import { holds } from '../testing/seed.ts';
import type { RowChange } from './calc-node.ts';
import { createDerived, type Derived } from './derived.ts';

/** A store with consequences that are computed a few rows at a time, and only when they are given a turn. */
function slowly(slice: number, lingers = false, now?: () => number) {
  const store = createMemoryStore({ dataDirectoryId: DATA_DIRECTORY });
  const tasks: (() => void)[] = [];
  const lingering: (() => void)[] = [];
  const spent: number[] = [];
  const derived = createDerived(store, {
    dataDirectoryId: DATA_DIRECTORY,
    slice,
    schedule: (task) => void tasks.push(task),
    ...(lingers && { linger: (task: () => void) => void lingering.push(task) }),
    spend: (rows) => void spent.push(rows),
    ...(now && { now }),
  });
  /** One turn of the event loop; whether there was anything to do. */
  const turn = async (): Promise<boolean> => {
    const [task] = tasks.length > 0 ? tasks.splice(0, 1) : lingering.splice(0, 1);
    task?.();
    await new Promise((resolve) => setImmediate(resolve));
    return task !== undefined;
  };
  const anew = (): Derived => createDerived(store, { dataDirectoryId: DATA_DIRECTORY, schedule: () => undefined });
  return { store, derived, turn, anew, spent };
}

type Step = { readonly kind: 'write'; readonly writes: readonly Write[] } | { readonly kind: 'turn' | 'wait' | 'ask' };

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.array(anyWrite, { minLength: 1, maxLength: 4 }).map((writes): Step => ({ kind: 'write', writes })),
    },
    { weight: 6, arbitrary: fc.constant<Step>({ kind: 'turn' }) },
    { weight: 2, arbitrary: fc.constant<Step>({ kind: 'wait' }) },
    { weight: 1, arbitrary: fc.constant<Step>({ kind: 'ask' }) },
  ),
  { minLength: 1, maxLength: 40 },
);

test('readers see settled tables, whether they wait or not; every change is reported, and only then', async () => {
  await holds(
    fc.asyncProperty(steps, fc.integer({ min: 1, max: 12 }), fc.boolean(), async (history, slice, lingers) => {
      const { store, derived, turn, anew } = slowly(slice, lingers);
      const told = new Map<string, unknown>();
      const committed: unknown[] = [];
      const records: unknown[] = [];
      store.onCommit(({ changes }) => committed.push(...changes));
      derived.onChange(({ revision, changes, rows }) => {
        records.push(...changes);
        // Those of every commit, each once, and with what follows from them.
        expect(records).toEqual(committed);
        expect([derived.current, revision]).toEqual([true, store.revision]);
        for (const { node, key, old, new: next } of rows as readonly RowChange[]) {
          expect(told.get(`${node} ${key}`)).toEqual(old);
          if (next === undefined) told.delete(`${node} ${key}`);
          else told.set(`${node} ${key}`, next);
        }
      });
      const waiting: Promise<void>[] = [];
      const order: number[] = [];
      const check = (): void => expect(everythingAnswered(derived)).toEqual(everythingAnswered(anew()));
      const waitAndCheck = (place: number): Promise<void> =>
        derived.settled().then(() => {
          expect(derived.current).toBe(true);
          order.push(place);
          check();
        });
      for (const step of history) {
        if (step.kind === 'write') write(store, (transaction) => step.writes.forEach((one) => one(transaction)));
        else if (step.kind === 'turn') await turn();
        else if (step.kind === 'ask') check();
        else waiting.push(waitAndCheck(waiting.length));
        // What was waited for is asked before anything else is written.
        await Promise.resolve();
        await Promise.resolve();
      }
      while (await turn());
      await Promise.all(waiting);
      expect(derived.current).toBe(true);
      expect(records).toEqual(committed);
      expect(order).toEqual([...order].sort((a, b) => a - b));
      expect([...told.keys()].filter((name) => name.startsWith('routing-instances ')).length).toBe(
        [...anew().routingInstances()].length,
      );
      check();
    }),
    { numRuns: 40 },
  );
});

test('what nobody waits for is computed once for several commits; a reader does not wait for it', async () => {
  const { store, derived, turn, spent } = slowly(500, true);
  const put = (number: number): void =>
    write(store, (transaction) => void putNetwork(transaction, 'default-domain:p:a', { number }));
  for (let number = 1; number <= 5; number += 1) put(number);
  expect(spent).toEqual([]);
  await turn();
  expect([derived.current, spent.length]).toEqual([true, 1]);
  put(6);
  let settled = false;
  void derived.settled().then(() => void (settled = true));
  await Promise.resolve();
  await Promise.resolve();
  expect([settled, derived.current, spent.length]).toEqual([true, true, 2]);
});

test('three thousand route targets take many turns, in each of which little is done', async () => {
  const { store, derived, turn, spent } = slowly(500);
  const targets = Array.from({ length: 3_000 }, (_, index) => `target:64512:${index + 1}`);
  write(store, (transaction) =>
    ['default-domain:p:a', 'default-domain:p:bb'].forEach((name) =>
      putNetwork(transaction, name, { number: name.length, both: targets }),
    ),
  );
  let settled = false;
  void derived.settled().then(() => void (settled = true));
  while (await turn());
  expect(settled).toBe(true);
  expect(spent.length).toBeGreaterThan(10);
  // A slice, and one row with its parts and what it marks in each of a few tables.
  expect(Math.max(...spent)).toBeLessThan(500 + 1_200);
  expect(derived.routingInstance(networkId('default-domain:p:a'))?.imports).toHaveLength(3_001);
});

test('on a slow machine a slice ends by time, but not before it has done a row', async () => {
  let milliseconds = 0;
  const { store, derived, turn, spent } = slowly(500, false, () => (milliseconds += 6));
  write(store, (transaction) => {
    for (let number = 1; number <= 20; number += 1) putNetwork(transaction, `default-domain:p:${number}`, { number });
  });
  while (await turn());
  expect(derived.current).toBe(true);
  expect(spent.length).toBeGreaterThan(20);
  expect(Math.min(...spent.slice(0, -1))).toBeGreaterThan(0);
  expect(Math.max(...spent)).toBeLessThan(100);
});

test('a short change is done within a long one; writers that wait go before later ones', async () => {
  const { store, derived, turn } = slowly(10);
  const many = Array.from({ length: 300 }, (_, index) => `target:64512:${index + 1}`);
  write(store, (transaction) => putNetwork(transaction, 'default-domain:p:a', { number: 1, both: many }));
  await turn();
  expect(derived.current).toBe(false);
  const order: string[] = [];
  void derived.settled().then(() => order.push('reader'));
  void derived.settled().then(() => {
    order.push('writer');
    write(store, (transaction) => putNetwork(transaction, 'default-domain:p:b', { number: 2, both: many }));
  });
  void derived
    .settled()
    .then(() => order.push(`later ${derived.routingInstance(networkId('default-domain:p:b'))?.imports.length}`));
  while (await turn());
  expect(order).toEqual(['reader', 'writer', 'later 301']);
});

test('a listener counts as waiting while the tables are behind, which writers see', async () => {
  const { store, derived, turn } = slowly(2);
  write(store, (transaction) => {
    for (let number = 1; number <= 3; number += 1) putNetwork(transaction, `d:p:n${number}`, { number });
  });
  await turn();
  expect([derived.behind, derived.asked]).toEqual([true, false]);
  derived.onChange(() => {});
  expect(derived.asked).toBe(true);
  while (await turn());
  expect(derived.asked).toBe(false);
});

test('a controller that writes in every turn, but waits while others read, delays no answer', async () => {
  const { store, derived, turn } = slowly(2);
  let made = 0;
  const make = (): void =>
    write(store, (transaction) => {
      for (let count = 0; count < 3; count += 1) putNetwork(transaction, `d:p:n${made}`, { number: ++made });
    });
  make();
  await turn();
  let answered = false;
  expect(derived.behind).toBe(true);
  void derived.settled().then(() => {
    answered = true;
  });
  expect(derived.asked).toBe(true);
  let waits = false;
  const maker = (): void => {
    if (waits) return;
    if (!derived.asked) return make();
    waits = true;
    void derived.settled().then(() => {
      waits = false;
    });
  };
  for (let turns = 0; turns < 200 && !answered; turns += 1) {
    maker();
    await turn();
  }
  expect(answered).toBe(true);
  const before = made;
  for (let turns = 0; turns < 200 && made === before; turns += 1) {
    await turn();
    maker();
  }
  expect(made).toBeGreaterThan(before);
});

/**
 * The thread that writes: what is appended reaches it, what it cannot do ends the process, and what waits for it is
 * bounded.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createStore } from '../store/create-store.ts';
import type { Origin, Store } from '../store/store.ts';
import { openDataDirectory, type DataDirectoryOptions } from './open-data-directory.ts';
import { QUEUE_BOUNDS, ThreadJournal, type QueueBounds } from './thread-journal.ts';

const ORIGIN: Origin = { actor: 'operator', source: 'ui' };
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'overlay-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const open = (options: Partial<DataDirectoryOptions> = {}) =>
  openDataDirectory(directory, {
    clock: Date.now,
    onFatal: (error) => {
      throw error;
    },
    ...options,
  });
const put = (store: Store, number: number, length = 100): number =>
  store.transact(ORIGIN, (t) => t.put('key-value', `k${number}`, { value: 'x'.repeat(length) })).revision;

test.each([
  { foldAfter: 1, walPages: 20 },
  { foldAfter: 300, walPages: 1_000 },
])('a stop writes all that waits, in order, and folds it: $foldAfter', async (options) => {
  const { store, close } = open(options);
  for (let number = 0; number < 3_000; number += 1) {
    put(store, number);
    // Some in one turn, some in turns of their own, some while others are written.
    if (number % 7 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  expect(store.durableRevision).toBeLessThan(3_000);
  await close();
  expect(store.durableRevision).toBe(3_000);
  const again = open();
  expect([again.store.revision, again.store.count('key-value')]).toEqual([3_000, 3_000]);
  expect((await again.store.history('key-value', 'k2999', { limit: 9 })).map(({ revision }) => revision)).toEqual([
    3_000,
  ]);
  await again.close();
});

test('a directory is released and taken again and again, with a thread or without', async () => {
  for (let life = 1; life <= 6; life += 1) {
    const { store, opened, close } = open();
    expect([store.epoch, store.count('key-value')]).toEqual([life, life >> 1]);
    expect(() => open()).toThrow(/is in use by another process/);
    if (life % 2 === 1) put(store, life);
    else if (life === 4) await opened();
    await close();
  }
});

test(
  'history has what concerns the record, and no more at a time than the bounds allow',
  { timeout: 60_000 },
  async () => {
    const { store, close } = open();
    for (let number = 0; number < 4; number += 1) {
      store.transact(ORIGIN, (t) => {
        t.put('key-value', 'k', { value: `v${number}` });
        for (let other = 0; other < 7; other += 1)
          t.put('key-value', `o${other}`, { value: `${number}`.repeat(1024 * 1024) });
      });
    }
    const told: [revision: number, value: unknown, alongside: number, pages: number][] = [];
    let pages = 0;
    for (let before = Infinity; ;) {
      const page = await store.history('key-value', 'k', { limit: 9, before });
      if (page.length === 0) break;
      pages += 1;
      for (const { revision, changes, alongside } of page)
        told.push([
          revision,
          changes.map(({ new: next }) => (next!.value as { readonly value: string }).value),
          alongside,
          pages,
        ]);
      before = page.at(-1)!.revision;
    }
    // The first has 7 MB, the others 14 MB with what they replace.
    expect(told).toEqual([
      [4, ['v3'], 7, 1],
      [3, ['v2'], 7, 2],
      [2, ['v1'], 7, 3],
      [1, ['v0'], 7, 4],
    ]);
    await close();
  },
);

test('what has not been written is not shown as history', async () => {
  const { store, close } = open();
  const told = [put(store, 1), put(store, 1, 50)];
  const history = await store.history('key-value', 'k1', { limit: 9 });
  expect(history.map(({ revision }) => revision)).toEqual(told.reverse());
  expect(store.durableRevision).toBe(2);
  await close();
});

test('entries that nobody waits for are written with those that somebody waits for, or soon after', async () => {
  const { store, heard } = storeWith(`let times = 0; parentPort.on('message', (message) => {
    if (message.do !== 'write') process.exit(0);
    times += 1;
    parentPort.postMessage({ said: 'durable', revision: JSON.parse(message.about).at(-1)[0] });
    const revisions = JSON.parse(message.about).map(([revision]) => revision);
    if (times === 2) parentPort.postMessage({ said: 'failed', reason: revisions.join() });
  });`);
  put(store, 1);
  await store.durable(1);
  put(store, 2);
  await new Promise((resolve) => setImmediate(resolve));
  put(store, 3);
  await store.durable(3);
  expect(await heard).toContain('cannot be written: 2,3.');
  await store.close();
  const alone = open();
  put(alone.store, 1);
  while (alone.store.durableRevision < 1) await new Promise((resolve) => setImmediate(resolve));
  await alone.close();
});

/** A store whose thread is this program; `heard` resolves with the error that would end the process. */
function storeWith(program: string, bounds: QueueBounds = QUEUE_BOUNDS) {
  let told: (sentence: string) => void;
  const heard = new Promise<string>((resolve) => {
    told = resolve;
  });
  const task = {
    directory: '/data',
    head: { number: 0, revision: 0, hash: '' },
    historyStartsAt: 1,
    history: { revisions: 1, age: 1 },
    foldAfter: 1,
    walPages: 1,
  };
  const journal = new ThreadJournal({
    task,
    handOver: () => {},
    steadyNow: () => undefined,
    largestEntry: 1e6,
    bounds,
    module: new URL(
      `data:text/javascript,import { parentPort } from 'node:worker_threads'; ${encodeURIComponent(program)}`,
    ),
  });
  return {
    heard,
    store: createStore({
      journal,
      clock: Date.now,
      dataDirectoryId: 'd',
      epoch: 1,
      onFatal: (error) => told(error.message),
    }),
  };
}

describe('a thread that fails', () => {
  const durable = `parentPort.on('message', ({ about }) => {
    const revisions = JSON.parse(about).map(([revision]) => revision);
    for (const revision of revisions) if (revision <= 2) parentPort.postMessage({ said: 'durable', revision });`;
  test.each([
    ['ends', `${durable} if (revisions.at(-1) > 2) process.exit(0); });`, 'the thread that writes it has ended'],
    [
      'throws',
      `${durable} if (revisions.at(-1) > 2) throw new Error('no more'); });`,
      'the thread that writes it has failed (no more)',
    ],
    ['cannot begin', `throw new Error('no such module');`, 'the thread that writes it has failed (no such module)'],
    [
      'says so',
      `${durable} parentPort.postMessage({ said: 'failed', reason: 'the disk is full' }); });`,
      'the disk is full',
    ],
  ])('ends the process with a sentence when it %s', async (_name, program, reason) => {
    const { store, heard } = storeWith(program);
    for (let number = 1; number <= 2; number += 1) put(store, number);
    if (program.includes('> 2')) {
      // Messages of a thread that fails may be lost with it: these two have arrived before it does.
      await store.durable(2);
      put(store, 3);
    }
    const sentence = await heard;
    expect(sentence).toBe(
      `The journal in /data cannot be written: ${reason}. Everything up to revision ${store.durableRevision} is ` +
        'safe and nothing later was confirmed. Repair the disk and start again.',
    );
    expect(store.durableRevision).toBe(program.startsWith('throw') ? 0 : 2);
    expect(() => put(store, 5)).toThrow(sentence);
    await store.close();
  });
});

test.each([
  ['the last write', `message.do === 'write'`, false],
  ['folding', `message.do === 'close'`, true],
])('a stop finishes when the thread fails in %s, and says so', async (_name, fails, durable) => {
  const { store, heard } = storeWith(`parentPort.on('message', (message) => {
    if (${fails}) parentPort.postMessage({ said: 'failed', reason: 'the disk is full' });
    else if (message.do === 'write') parentPort.postMessage({ said: 'durable', revision: 1 });
  });`);
  put(store, 1);
  const asked = store.history('key-value', 'k1', { limit: 1 }).catch((error: unknown) => error);
  await store.close();
  expect(await heard).toContain(
    `cannot be written: the disk is full. Everything up to revision ${durable ? 1 : 0} is safe`,
  );
  expect(((await asked) as Error).message).toBe(await heard);
});

test('what waits for the disk is bounded: first callers wait, then transactions are refused', async () => {
  // A disk that hangs until it is asked for history.
  const { store } = storeWith(
    `let last = 0; parentPort.on('message', (message) => {
    if (message.do === 'write') last = JSON.parse(message.about).at(-1)[0];
    else if (message.do === 'close') process.exit(0);
    else {
      parentPort.postMessage({ said: 'durable', revision: last });
      parentPort.postMessage({ said: 'entries', question: message.question, entries: [] });
    }
  });`,
    { full: 2_000, overfull: 10_000 },
  );
  let written = 0;
  for (; store.room() === undefined; written += 1) put(store, written);
  expect(written).toBeGreaterThan(3);
  const room = store.room()!;
  let refusal: unknown;
  while (refusal === undefined) {
    try {
      put(store, written);
      written += 1;
    } catch (error) {
      refusal = error;
    }
  }
  expect(refusal).toMatchObject({
    name: 'Problem',
    status: 429,
    detail:
      `The disk does not keep up: ${written} changes wait to be written. Nothing was changed; try again in a few ` +
      'seconds.',
  });
  expect([store.revision, store.count('key-value'), store.get('key-value', `k${written}`)]).toEqual([
    written,
    written,
    undefined,
  ]);
  expect(await store.history('key-value', 'k0', { limit: 1 })).toEqual([]);
  await room;
  expect(store.room()).toBeUndefined();
  expect(put(store, written)).toBe(written + 1);
  await store.close();
});

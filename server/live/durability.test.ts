/** Nothing leaves the process before it is durable: neither a view's answer nor a live event. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, test } from 'vitest';
import type { LiveName } from '../contract/live/events.ts';
import { createStore } from '../store/create-store.ts';
import type { Journal } from '../store/journal.ts';
import { createLive } from './live.ts';

/** A journal whose disk finishes when the test says so. */
function slowJournal() {
  let durable: (revision: number) => void = () => {};
  const journal: Journal = {
    historyStartsAt: 1,
    start: (listener) => {
      durable = listener.durable;
    },
    format: () => ({ text: '', places: [] }),
    room: () => undefined,
    wanted: () => {},
    append: () => {},
    read: async () => [],
    history: async () => [],
    close: () => Promise.resolve(),
  };
  return { journal, sync: (revision: number) => durable(revision) };
}

test('a live event waits for the disk', async () => {
  const { journal, sync } = slowJournal();
  const store = createStore({
    journal,
    clock: () => 0,
    dataDirectoryId: 'd',
    epoch: 1,
    onFatal: (error) => {
      throw error;
    },
  });
  let tell: (revision: number, names: readonly LiveName[]) => void = () => {};
  const live = createLive({
    store,
    coalesceMs: 1,
    viewChanges: (listener) => {
      tell = listener;
      return () => {};
    },
  });
  const server = createServer(express().use(live.router));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const abort = new AbortController();
  try {
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/live`, {
      signal: abort.signal,
    });
    let seen = '';
    const reading = (async () => {
      for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
        seen += chunk;
        if (seen.includes('key-value')) return;
      }
    })();
    store.transact({ actor: 'operator', source: 'config' }, (transaction) =>
      transaction.put('key-value', 'k', { value: 'v' }),
    );
    await expect.poll(() => seen).toContain('event: hello');
    // What is sent later, and waits for nothing, overtakes it.
    tell(0, [{ kind: 'view/topology', key: '*', op: 'changed' }]);
    await expect.poll(() => seen).toContain('view/topology');
    expect(seen).not.toContain('key-value');
    sync(1);
    await reading;
    expect(seen).toContain('id: 1');
  } finally {
    abort.abort();
    live.close();
    server.closeAllConnections();
    server.close();
  }
});

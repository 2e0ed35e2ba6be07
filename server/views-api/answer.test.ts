/** A view's answer waits until what it read is on disk. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, test } from 'vitest';
import { anyQuery } from '../contract/views/queries.ts';
import { identify } from '../http/authenticate.ts';
import { Problem } from '../model/problem.ts';
import { createStore } from '../store/create-store.ts';
import { createMemoryStore } from '../testing/memory-store.ts';
import { answering } from './answer.ts';

const NOTHING_FOLLOWS = { current: true, settled: () => Promise.resolve() };

test('an answer leaves when its revision is durable, and shows the state it read', async () => {
  let durable: (revision: number) => void = () => {};
  const store = createStore({
    journal: {
      historyStartsAt: 1,
      start: (events) => {
        durable = events.durable;
      },
      format: () => ({ text: '', places: [] }),
      room: () => undefined,
      wanted: () => {},
      append: () => {},
      read: async () => [],
      history: async () => [],
      close: () => Promise.resolve(),
    },
    clock: () => 0,
    dataDirectoryId: 'd',
    epoch: 1,
    onFatal: (error) => {
      throw error;
    },
  });
  const put = (value: string) =>
    store.transact({ actor: 'operator', source: 'config' }, (transaction) =>
      transaction.put('key-value', 'k', { value }),
    );
  let haveRead: () => void = () => {};
  const read = new Promise<void>((resolve) => {
    haveRead = resolve;
  });
  const server = createServer(
    express().get(
      '/views/k',
      answering({ store, derived: NOTHING_FOLLOWS }, anyQuery, () => {
        haveRead();
        return { value: store.get('key-value', 'k')?.value.value, revision: store.revision };
      }),
    ),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    put('first');
    let answered = false;
    const asking = fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/views/k`).then((response) => {
      answered = true;
      return response;
    });
    await read;
    await new Promise((resolve) => setImmediate(resolve));
    expect(answered).toBe(false);
    put('second');
    durable(1);
    const response = await asking;
    expect([response.headers.get('x-revision'), await response.json()]).toEqual(['1', { value: 'first', revision: 1 }]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('an internal error is logged under the request id that the client gets', async () => {
  const faults: string[] = [];
  const store = createMemoryStore();
  const app = express();
  app.use(identify('views'));
  app.get(
    '/views/k',
    answering(
      { store, derived: NOTHING_FOLLOWS },
      anyQuery,
      () => {
        throw new TypeError('stumbled');
      },
      { onFault: (error, requestId) => faults.push(`${requestId}: ${String(error)}`) },
    ),
  );
  app.get(
    '/views/refused',
    answering(
      { store, derived: NOTHING_FOLLOWS },
      anyQuery,
      () => {
        throw new Problem({ status: 404, reason: 'NotFound', detail: 'There is none.' });
      },
      { onFault: () => faults.push('refused') },
    ),
  );
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/views`;
    const response = await fetch(`${url}/k`);
    const id = response.headers.get('x-request-id')!;
    expect([response.status, ((await response.json()) as { detail: string }).detail]).toEqual([
      500,
      expect.stringContaining(id),
    ]);
    expect((await fetch(`${url}/refused`)).status).toBe(404);
    expect(faults).toEqual([`${id}: TypeError: stumbled`]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('a client that waits for a revision and disconnects leaves nothing behind', async () => {
  const store = createMemoryStore();
  let listening = 0;
  const onCommit = store.onCommit.bind(store);
  store.onCommit = (listener) => {
    listening++;
    const stop = onCommit(listener);
    return () => {
      listening--;
      stop();
    };
  };
  let read = 0;
  const server = createServer(
    express().get(
      '/views/k',
      answering({ store, derived: NOTHING_FOLLOWS }, anyQuery, () => ({ read: ++read })),
    ),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const abort = new AbortController();
    const asking = fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/views/k?minRevision=99`, {
      signal: abort.signal,
    }).catch((error: unknown) => (error as Error).name);
    await expect.poll(() => listening).toBe(1);
    abort.abort();
    expect(await asking).toBe('AbortError');
    await expect.poll(() => listening).toBe(0);
    expect(read).toBe(0);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

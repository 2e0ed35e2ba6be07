/** A view's answer waits until what it read is on disk. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, test } from 'vitest';
import { createStore } from '../store/create-store.ts';
import { answering } from './answer.ts';

test('an answer leaves when its revision is durable, and shows the state it read', async () => {
  let durable: (revision: number) => void = () => {};
  const store = createStore({
    journal: { historyStartsAt: 1, start: (events) => { durable = events.durable; }, format: () => '', append: () => {}, history: () => [], close: () => Promise.resolve() },
    clock: () => 0, dataDirectoryId: 'd', epoch: 1, onFatal: (error) => { throw error; },
  });
  const put = (value: string) => store.transact({ actor: 'operator', source: 'config' }, (transaction) => transaction.put('key-value', 'k', { value }));
  let read: () => void = () => {};
  const reading = new Promise<void>((resolve) => (read = resolve));
  const server = createServer(express().get('/views/k', answering(store, () => (read(), { value: store.get('key-value', 'k')?.value.value, revision: store.revision }))));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    put('first');
    let answered = false;
    const asking = fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/views/k`).then((response) => {
      answered = true;
      return response;
    });
    await reading;
    await new Promise((resolve) => setTimeout(resolve, 20));
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

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, describe, expect, test } from 'vitest';
import { LIVE_EVENTS, type LiveChange, type LiveName } from '../contract/live/events.ts';
import { Bounds, within } from '../http/bounds.ts';
import type { Store } from '../store/store.ts';
import { createMemoryStore } from '../testing/memory-store.ts';
import { createLive, type Live, type LiveOptions } from './live.ts';
import { PendingNames, MAX_NAMES } from './pending-names.ts';

interface Event {
  readonly event: string;
  readonly id?: string;
  readonly data: unknown;
}

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function serve(
  store: Store,
  options: Partial<LiveOptions> = {},
  bounds = new Bounds(),
): Promise<{ readonly url: string; readonly live: Live; readonly server: Server }> {
  const live = createLive({ store, coalesceMs: 20, ...options });
  const app = express();
  app.use(within(bounds), live.router);
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    live.close();
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/live`, live, server };
}

/** A reader of a stream: `next` waits for the next event that is not a comment. */
async function open(url: string, headers: { readonly [name: string]: string } = {}) {
  const abort = new AbortController();
  closers.push(() => abort.abort());
  const response = await fetch(url, { headers, signal: abort.signal });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    status: response.status,
    close: () => abort.abort(),
    async next(): Promise<Event> {
      for (;;) {
        const end = text.indexOf('\n\n');
        if (end < 0) {
          const { value, done } = await reader.read();
          if (done) throw new Error('the stream ended');
          text += value;
          continue;
        }
        const lines = text.slice(0, end).split('\n');
        text = text.slice(end + 2);
        const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
        const event = field('event');
        if (event === undefined) continue;
        const data: unknown = JSON.parse(field('data')!);
        expect(LIVE_EVENTS[event as keyof typeof LIVE_EVENTS].parse(data), event).toEqual(data);
        return { event, id: field('id'), data };
      }
    },
  };
}

const put = (store: Store, key: string, value = 'x') =>
  store.transact({ actor: 'operator', source: 'config' }, (transaction) => transaction.put('key-value', key, { value }))
    .revision;

describe('GET /live', () => {
  test('says hello, then what changed, coalesced per key', async () => {
    const store = createMemoryStore();
    const { url } = await serve(store);
    const stream = await open(url);
    expect(await stream.next()).toEqual({
      event: 'hello',
      id: '0',
      data: { revision: 0, epoch: 1, dataDirectoryId: store.dataDirectoryId },
    });
    put(store, 'a');
    put(store, 'a', 'y');
    put(store, 'b');
    expect(await stream.next()).toEqual({
      event: 'change',
      id: '3',
      data: {
        revision: 3,
        changes: [
          { kind: 'key-value', key: 'a', op: 'created' },
          { kind: 'key-value', key: 'b', op: 'created' },
        ],
      },
    });
  });

  test('beats, so that a reader knows a dead connection', async () => {
    const { url } = await serve(createMemoryStore(), { beatMs: 20 });
    const stream = await open(url);
    expect((await stream.next()).event).toBe('hello');
    expect(await stream.next()).toMatchObject({ event: 'beat', data: {} });
  });

  test('a reader that comes back is told what it missed', async () => {
    const store = createMemoryStore();
    const { url } = await serve(store);
    const first = await open(url);
    await first.next();
    put(store, 'a');
    await store.durable(put(store, 'b'));
    await first.next(); // the shared coalescing is empty again
    const stream = await open(url, { 'Last-Event-ID': '1' });
    expect((await stream.next()).event).toBe('hello');
    const missed = await stream.next();
    expect([missed.event, missed.id]).toEqual(['change', '2']);
    expect((missed.data as LiveChange).changes.filter((name) => !name.kind.startsWith('view/'))).toEqual([
      { kind: 'key-value', key: 'b', op: 'created' },
    ]);
    put(store, 'c');
    expect(await stream.next()).toMatchObject({ event: 'change', id: '3', data: { changes: [{ key: 'c' }] } });
  });

  test.each([
    ['beyond the head', '99', '', 'Revision 99 is beyond the durable head 2.'],
    ['no revision', 'abc', '', 'Changes after revision abc are no longer kept.'],
    ['another data directory', '1', '?data=other', 'The server has another data directory.'],
    ['a revision twice', undefined, '?last=1&last=2', 'Changes after revision 1,2 are no longer kept.'],
  ])('resync: %s', async (_name, last, query, reason) => {
    const store = createMemoryStore();
    const { url } = await serve(store);
    put(store, 'a');
    await store.durable(put(store, 'b'));
    const stream = await open(`${url}${query}`, last === undefined ? {} : { 'Last-Event-ID': last });
    expect((await stream.next()).event).toBe('hello');
    expect(await stream.next()).toMatchObject({ event: 'resync', id: '2', data: { revision: 2, reason } });
  });

  test('resync: the ring no longer reaches back', async () => {
    const store = createMemoryStore({ ringSize: 10 });
    const { url } = await serve(store);
    for (let n = 0; n < 3000; n++) put(store, `k${n}`);
    await store.durable(3000);
    await expect.poll(() => store.oldestRevision).toBeGreaterThan(1);
    const stream = await open(url, { 'Last-Event-ID': '1' });
    await stream.next();
    expect(await stream.next()).toMatchObject({
      event: 'resync',
      data: { reason: 'Changes after revision 1 are no longer kept.' },
    });
  });

  test('names of derived tables wait for the revision from which they follow', async () => {
    const store = createMemoryStore();
    let tell: (revision: number, names: readonly LiveName[]) => void = () => {};
    const { url } = await serve(store, {
      viewChanges: (listener) => {
        tell = listener;
        return () => {};
      },
    });
    const stream = await open(url);
    await stream.next();
    tell(2, [{ kind: 'view/vrf', key: 'a:b:c', op: 'changed' }]);
    put(store, 'a');
    expect(await stream.next()).toMatchObject({ id: '1', data: { changes: [{ kind: 'key-value' }] } });
    put(store, 'b');
    expect(await stream.next()).toMatchObject({
      id: '2',
      data: { changes: [{ key: 'b' }, { kind: 'view/vrf', key: 'a:b:c' }] },
    });
    tell(2, [{ kind: 'view/topology', key: '*', op: 'changed' }]);
    expect(await stream.next()).toMatchObject({ id: '2', data: { changes: [{ kind: 'view/topology' }] } });
  });

  test('a new stream finds room: the oldest stream of an address that has its share is cut off', async () => {
    const bounds = new Bounds({ streams: 32 });
    const { url } = await serve(createMemoryStore(), {}, bounds);
    const streams = [];
    for (let count = 0; count < 12; count += 1) streams.push(await open(url));
    for (const stream of streams) await stream.next();
    const newcomer = await open(url);
    expect((await newcomer.next()).event).toBe('hello');
    await expect(streams[0]!.next()).rejects.toThrow(/terminated|the stream ended/);
    expect(bounds.figures().streams).toMatchObject({ held: 12, cutOff: 1, refused: 0 });
  });

  test('HEAD is no stream', async () => {
    const bounds = new Bounds();
    const { url } = await serve(createMemoryStore(), {}, bounds);
    const answer = await fetch(url, { method: 'HEAD' });
    expect([answer.status, answer.headers.get('content-type'), bounds.figures().streams.held]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
      0,
    ]);
  });

  test('a slow reader gets a resync, not a growing buffer', async () => {
    const store = createMemoryStore();
    const { url } = await serve(store, { coalesceMs: 1, maxBuffer: 1000 });
    const quick = await open(url);
    const response = await fetch(url);
    const long = 'k'.repeat(2000);
    for (let n = 0; n < 8; n++) {
      for (let k = 0; k < 900; k++) put(store, `${long}${n}-${k}`);
      await store.durable(store.revision);
      // Sent to everybody, as one who reads has it.
      while (Number((await quick.next()).id) < store.revision);
    }
    closers.push(() => void response.body?.cancel().catch(() => {}));
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let tail = '';
    while (!tail.includes('event: resync')) {
      const { value, done } = await reader.read();
      if (done) break;
      tail = (tail + value).slice(-20_000);
    }
    expect(tail).toContain('too slow and has missed changes');
  });
});

describe('pending names', () => {
  const add = (pending: PendingNames, ...ops: LiveName['op'][]) => {
    for (const op of ops) pending.add({ kind: 'tag', key: 'a', op });
    return pending.take().changes[0]!.op;
  };
  test.each([
    [['created', 'changed'], 'created'],
    [['created', 'deleted'], 'deleted'],
    [['deleted', 'created'], 'changed'],
    [['changed', 'deleted'], 'deleted'],
  ] as const)('%j is %s', (ops, expected) => {
    expect(add(new PendingNames(0), ...ops)).toBe(expected);
  });

  test('too many names become their kind', () => {
    const pending = new PendingNames(0);
    pending.add({ kind: 'project', key: 'p', op: 'changed' });
    for (let n = 0; n <= MAX_NAMES + 5; n++) pending.add({ kind: 'kube/Pod', key: `${n}`, op: 'created' });
    expect(pending.take()).toEqual({
      revision: 0,
      changes: [{ kind: 'project', key: 'p', op: 'changed' }],
      wide: ['kube/Pod'],
    });
  });
});

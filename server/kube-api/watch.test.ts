import { get as httpGet, type IncomingMessage } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestingServer, type KubeJson, type TestingServer } from '../testing/kube-api-server.ts';

let server: TestingServer;
beforeEach(async () => {
  server = await startTestingServer();
});
afterEach(async () => {
  await server.close();
});

const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';
type Event = { readonly type: string; readonly object: KubeJson };

/** A watch that is read event by event. */
async function watch(path: string, headers: { readonly [name: string]: string } = {}) {
  const response = await new Promise<IncomingMessage>((resolve) => httpGet(server.url + path, { headers }, resolve));
  let text = '';
  let ended = false;
  const waiting: (() => void)[] = [];
  const wake = (): void => waiting.splice(0).forEach((resume) => resume());
  response.on('data', (part: Buffer) => {
    text += part.toString();
    wake();
  });
  response.on('end', () => {
    ended = true;
    wake();
  });
  return {
    status: response.statusCode,
    async next(): Promise<Event | undefined> {
      for (;;) {
        const line = text.indexOf('\n');
        if (line >= 0) {
          const event = JSON.parse(text.slice(0, line)) as Event;
          text = text.slice(line + 1);
          return event;
        }
        if (ended) return undefined;
        await new Promise<void>((resume) => waiting.push(resume));
      }
    },
    stop: () => response.destroy(),
  };
}

const told = (event: Event | undefined): string => `${event?.type} ${event?.object.metadata?.name ?? ''}`.trim();

async function make(name: string, labels: { readonly [key: string]: string } = {}) {
  return (await server.call('POST', CONFIG_MAPS, { metadata: { name, labels }, data: { a: '1' } })).json;
}

test.each(['true', 'True', 'TRUE', 't', '1', ''])('watch=%s watches', async (value) => {
  await make('a');
  const stream = await watch(`${CONFIG_MAPS}?watch=${value}`);
  expect(told(await stream.next())).toBe('ADDED a');
  stream.stop();
});

test.each(['false', 'False', 'FALSE', 'f', '0'])('watch=%s lists', async (value) => {
  expect((await server.call('GET', `${CONFIG_MAPS}?watch=${value}`)).json.kind).toBe('ConfigMapList');
});

describe('a watch', () => {
  test('sends its headers at once, and every change in order', async () => {
    const from = (await server.call('GET', CONFIG_MAPS)).json.metadata.resourceVersion;
    const stream = await watch(`${CONFIG_MAPS}?watch=true&resourceVersion=${from}`);
    expect(stream.status).toBe(200);
    const made = await make('a');
    await server.call(
      'PATCH',
      `${CONFIG_MAPS}/a`,
      { data: { a: '2' } },
      { 'content-type': 'application/merge-patch+json' },
    );
    await server.call('DELETE', `${CONFIG_MAPS}/a`);
    const events = [await stream.next(), await stream.next(), await stream.next()];
    expect(events.map(told)).toEqual(['ADDED a', 'MODIFIED a', 'DELETED a']);
    const versions = events.map((event) => Number(event?.object.metadata.resourceVersion));
    expect(versions[0]).toBe(Number(made['metadata'].resourceVersion));
    expect(versions[2]).toBeGreaterThan(versions[1]!);
    stream.stop();
  });

  test('with a selector, an object that comes to match is added and one that ceases to is deleted', async () => {
    const from = (await server.call('GET', CONFIG_MAPS)).json.metadata.resourceVersion;
    const stream = await watch(`${CONFIG_MAPS}?watch=true&resourceVersion=${from}&labelSelector=app%3Dweb`);
    await make('other');
    await make('a');
    const label = (value: string | null) =>
      server.call(
        'PATCH',
        `${CONFIG_MAPS}/a`,
        { metadata: { labels: { app: value } } },
        { 'content-type': 'application/merge-patch+json' },
      );
    await label('web');
    await label(null);
    expect([told(await stream.next()), told(await stream.next())]).toEqual(['ADDED a', 'DELETED a']);
    stream.stop();
  });

  test('without a resourceVersion begins with what there is, and marks its end', async () => {
    await make('a');
    const stream = await watch(
      `${CONFIG_MAPS}?watch=true&allowWatchBookmarks=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan`,
    );
    expect(told(await stream.next())).toBe('ADDED a');
    const bookmark = await stream.next();
    expect([bookmark?.type, bookmark?.object.metadata.annotations]).toEqual([
      'BOOKMARK',
      { 'k8s.io/initial-events-end': 'true' },
    ]);
    await make('b');
    expect(told(await stream.next())).toBe('ADDED b');
    stream.stop();
  });

  test.each([
    ['too old', '1'],
    ['never reached by this data directory', '99999'],
  ])('from a resourceVersion that is %s ends with 410', async (_why, version) => {
    await server.close();
    server = await startTestingServer({ ringSize: 2 });
    // More than the ring of change sets holds.
    for (let index = 0; index < 1500; index++)
      server.store.transact({ actor: 'test', source: 'system' }, (transaction) =>
        transaction.put('key-value', 'counter', { value: String(index) }),
      );
    await server.store.durable(server.store.revision);
    const stream = await watch(`${CONFIG_MAPS}?watch=true&resourceVersion=${version}`);
    expect(stream.status).toBe(200);
    const event = await stream.next();
    expect([event?.type, event?.object.code, event?.object.reason]).toEqual(['ERROR', 410, 'Expired']);
    expect(await stream.next()).toBeUndefined();
  });

  test('ends cleanly after timeoutSeconds', async () => {
    const stream = await watch(`${CONFIG_MAPS}?watch=true&resourceVersion=0&timeoutSeconds=1`);
    expect(await stream.next()).toBeUndefined();
  });

  test('as a Table sends the columns once', async () => {
    const stream = await watch('/api/v1/namespaces?watch=true', {
      accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json',
    });
    const [first, second] = [await stream.next(), await stream.next()];
    expect([
      first?.object.columnDefinitions?.length,
      second?.object.columnDefinitions,
      first?.object.rows[0]?.cells[1],
    ]).toEqual([3, null, 'Active']);
    stream.stop();
  });

  test('of one object sees that object only', async () => {
    await make('a');
    const stream = await watch(`${CONFIG_MAPS}/a?watch=true`);
    await make('b');
    await server.call('DELETE', `${CONFIG_MAPS}/a`);
    expect([told(await stream.next()), told(await stream.next())]).toEqual(['ADDED a', 'DELETED a']);
    stream.stop();
  });
});

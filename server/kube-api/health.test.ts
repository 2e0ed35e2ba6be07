/** What probes and Prometheus read. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestingServer, type TestingServer } from '../testing/kube-api-server.ts';

let server: TestingServer;
let closing = false;
let stuck = false;
beforeAll(async () => {
  server = await startTestingServer({ closing: () => closing });
  const { durable } = server.store;
  server.store.durable = (revision) =>
    stuck ? Promise.reject(new Error('no disk')) : durable.call(server.store, revision);
});
afterAll(() => server.close());

const told = async (path: string): Promise<string> => {
  const { status, text } = await server.call('GET', path);
  return `${status} ${text}`;
};

describe('health', () => {
  test.each(['/healthz', '/livez', '/readyz', '/readyz/etcd', '/healthz/ping', '/livez/?exclude=ping'])(
    '%s is one word',
    async (path) => {
      expect(await told(path)).toBe('200 ok');
    },
  );

  test('every check has a line when somebody asks for them', async () => {
    expect(await told('/readyz?verbose')).toBe(
      '200 [+]ping ok\n[+]log ok\n[+]etcd ok\n[+]shutdown ok\nreadyz check passed\n',
    );
    expect(await told('/livez?verbose&exclude=etcd&exclude=nosuch')).toBe(
      '200 [+]ping ok\n[+]log ok\n[+]etcd excluded: ok\n' +
        'warn: some health checks cannot be excluded: no matches for "nosuch"\nlivez check passed\n',
    );
  });

  test.each(['/healthz/nosuch', '/healthz/shutdown', '/livez/etcd/more'])('%s is not there', async (path) => {
    expect((await server.call('GET', path)).status).toBe(404);
  });

  test('a server that is about to end is alive, and not ready', async () => {
    closing = true;
    expect(await told('/livez')).toBe('200 ok');
    expect(await told('/readyz')).toBe(
      '500 [+]ping ok\n[+]log ok\n[+]etcd ok\n[-]shutdown failed: reason withheld\nreadyz check failed\n',
    );
    expect(await told('/readyz?exclude=shutdown')).toBe('200 ok');
    expect(await told('/readyz/shutdown')).toBe('500 internal server error: shutdown failed: reason withheld\n');
    closing = false;
  });

  test('what cannot be written to the disk is no health', async () => {
    stuck = true;
    expect(await told('/healthz')).toContain('500 [+]ping ok\n[+]log ok\n[-]etcd failed: reason withheld\n');
    expect(await told('/healthz?exclude=etcd')).toBe('200 ok');
    stuck = false;
  });
});

describe('metrics', () => {
  const figure = async (line: string): Promise<number> => {
    const { text } = await server.call('GET', '/metrics');
    const found = text.split('\n').find((each) => each.startsWith(`${line} `));
    expect(found, `${line} in ${text}`).toBeDefined();
    return Number(found!.slice(line.length));
  };

  test('are in the text format, with a type and a help for each', async () => {
    const { headers, text } = await server.call('GET', '/metrics');
    expect(headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const names = new Set(
      text
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#'))
        .map((line) => /^[a-z\d_:]+/.exec(line)![0].replace(/_(bucket|sum|count)$/, '')),
    );
    for (const name of names) expect(text, name).toMatch(new RegExp(`^# TYPE ${name} (counter|gauge|histogram)$`, 'm'));
    expect([...names]).toEqual(expect.arrayContaining(['process_cpu_seconds_total', 'process_resident_memory_bytes']));
  });

  test('count requests by what was asked and answered, and objects', async () => {
    const answered = (verb: string, code: number): Promise<number> =>
      figure(
        `apiserver_request_total{verb="${verb}",group="",version="v1",resource="configmaps",subresource="",` +
          `code="${code}"}`,
      );
    const path = '/api/v1/namespaces/default/configmaps';
    await server.call('POST', path, { metadata: { name: 'counted' } });
    await server.call('POST', path, { metadata: { name: 'counted' } });
    await server.call('GET', `${path}/counted`);
    await server.call('GET', path);
    expect([
      await answered('POST', 201),
      await answered('POST', 409),
      await answered('GET', 200),
      await answered('LIST', 200),
      await figure('apiserver_storage_objects{resource="configmaps"}'),
      await figure('apiserver_request_duration_seconds_count{verb="POST",resource="configmaps"}'),
    ]).toEqual([1, 1, 1, 1, 1, 2]);
    expect(await figure('overlay_store_revision{of="disk"}')).toBe(server.store.revision);
  });

  test('a watch is counted while it is open', async () => {
    const open = 'apiserver_longrunning_requests{verb="WATCH",resource="secrets"}';
    const abort = new AbortController();
    await fetch(`${server.url}/api/v1/secrets?watch=1`, { signal: abort.signal });
    expect(await figure(open)).toBe(1);
    abort.abort();
    await expect.poll(() => figure(open)).toBe(0);
  });

  test('what a client invents is no label', async () => {
    await server.call('GET', '/api/v1/namespaces/default/configmaps/x/invented');
    await server.call('PROPFIND', '/api/v1/nosuch');
    const { text } = await server.call('GET', '/metrics');
    expect(text).not.toMatch(/invented|PROPFIND|nosuch/);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  picked,
  readAgain,
  reading,
  readingEveryRow,
  readingIfThere,
  readingObject,
  readingPages,
  readingWithReferrers,
  readNow,
  together,
  told,
} from './reading.ts';

const seen: string[] = [];
const server = createServer((request, response) => {
  seen.push(`${request.method} ${request.url}`);
  if (request.url === '/views/held' && seen.length === 1) return; // the first is never answered
  response.writeHead(request.url?.endsWith('/gone') === true ? 404 : 200, {
    'content-type': 'application/json',
    etag: '"7"',
  });
  const url = new URL(request.url ?? '', 'http://here');
  if (url.pathname === '/config/fqname-to-id') response.end('{"uuid":"11111111-2222-4333-8444-555555555555"}');
  else if (url.pathname.startsWith('/config/'))
    response.end(JSON.stringify({ [url.pathname.split('/')[2]!]: { fq_name: ['a'] } }));
  else if (url.pathname === '/views/tables/pods')
    response.end(
      JSON.stringify(url.searchParams.get('after') === null ? { rows: [1, 2], next: 'two' } : { rows: [3] }),
    );
  else response.end(JSON.stringify({ now: 5, hosts: [url.pathname] }));
});
const realFetch = globalThis.fetch;
let client: QueryClient;
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  globalThis.fetch = (input, init) => realFetch(`${base}${String(input)}`, init);
});
afterAll(() => {
  globalThis.fetch = realFetch;
  server.close();
});
beforeEach(() => {
  client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } } });
  seen.length = 0;
});

const read = async <T>(query: ReturnType<typeof reading<T>>): Promise<T> =>
  query.select(await client.fetchQuery({ queryKey: query.queryKey, queryFn: query.queryFn }));

describe('two reads share an entry only when they ask for the same', () => {
  const hosts = reading<{ now: number; hosts: string[] }>('/views/known-hosts', ['bgp-router']);
  const list = picked(hosts, (answer) => answer.hosts);
  const first = picked(hosts, (answer) => answer.hosts[0]);

  it.each([
    ['the list first', [list, first]],
    ['the other first', [first, list]],
  ] as const)('what pages make of one answer does not meet: %s', async (_, order) => {
    for (const query of order) await read<unknown>(query);
    expect(await read(list)).toEqual(['/views/known-hosts']);
    expect(await read(first)).toBe('/views/known-hosts');
    expect(seen).toEqual(['GET /views/known-hosts']); // and it is asked once
  });

  it('other paths, parameters and forms have other keys', () => {
    const keys = [
      reading('/views/a', []),
      readingIfThere('/views/a', []),
      reading('/views/a?x=1', []),
      reading('/views/a', [], { turn: 1 }),
      readingEveryRow('/views/a', []),
      readingObject('project', '/views/a'),
      readingObject('virtual-network', '/views/a'),
      readingWithReferrers('virtual-network', '/views/a'),
      readingPages<{ next?: number }>('/views/a', [], 'a'),
      together({ a: reading('/views/a', []) }),
      together({ b: reading('/views/a', []) }),
      together({ a: reading('/views/a?x=1', []) }),
      together({ a: readingEveryRow('/views/a', []) }),
    ].map(({ queryKey }) => JSON.stringify(queryKey));
    expect(new Set(keys).size).toBe(keys.length);
  });
});

it('what need not be there is null when it is not, and any other refusal is one', async () => {
  expect(await read(readingIfThere('/views/tables/pods/gone', []))).toBeNull();
  expect(await read(readingIfThere('/views/tables/pods/here', []))).toEqual({
    now: 5,
    hosts: ['/views/tables/pods/here'],
  });
  await expect(read(reading('/views/tables/pods/gone', []))).rejects.toMatchObject({ status: 404 });
});

it('the clock comes with the answer', async () => {
  const before = Date.now();
  const { clock, hosts } = await read(told(reading<{ now: number; hosts: string[] }>('/views/sessions', [])));
  expect(hosts).toEqual(['/views/sessions']);
  expect(clock.now).toBe(5);
  expect(clock.at).toBeGreaterThanOrEqual(before);
});

it('every row is read page by page', async () => {
  expect(await read(readingEveryRow<number>('/views/tables/pods?system=true', []))).toEqual([1, 2, 3]);
  expect(seen).toEqual([
    'GET /views/tables/pods?system=true&limit=1000',
    'GET /views/tables/pods?system=true&limit=1000&after=two',
  ]);
});

it('several reads are one, each as its part gives it', async () => {
  const all = together({
    one: readingObject('project', 'default-domain:p'),
    pods: picked(readingEveryRow<number>('/views/tables/pods', ['kube/Pod']), (rows) => rows.length),
  });
  expect(await read(all)).toEqual({ one: { object: { fq_name: ['a'] }, etag: '"7"' }, pods: 3 });
  expect(all.queryKey[0]).toEqual({ kinds: ['project', 'kube/Pod'] });
});

it('what is there now is read anew, though a read is under way', async () => {
  const held = reading<{ hosts: string[] }>('/views/held', []);
  const givenUp = Promise.allSettled([client.fetchQuery(held)]);
  await expect.poll(() => seen).toHaveLength(1);
  expect((await readNow(client, held)).hosts).toEqual(['/views/held']);
  expect(seen).toHaveLength(2);
  expect(await givenUp).toMatchObject([{ status: 'rejected', reason: { message: 'CancelledError' } }]);
});

it('while the next page of a list is read the one before stays; of another path it does not', async () => {
  const of = (path: string) => reading<{ hosts: string[] }>(path, [], { keep: true });
  const observer = new QueryObserver(client, of('/views/tables/a?x=1'));
  const stop = observer.subscribe(() => undefined);
  await expect.poll(() => observer.getCurrentResult().data?.hosts).toEqual(['/views/tables/a']);
  observer.setOptions(of('/views/tables/a?x=2'));
  expect(observer.getCurrentResult()).toMatchObject({ isPlaceholderData: true, data: { hosts: ['/views/tables/a'] } });
  observer.setOptions(of('/views/tables/b?x=1'));
  expect(observer.getCurrentResult().data).toBeUndefined();
  await expect.poll(() => observer.getCurrentResult().data?.hosts).toEqual(['/views/tables/b']);
  seen.length = 0;
  await readAgain(client, of('/views/tables/b?x=1'));
  expect(seen).toEqual(['GET /views/tables/b?x=1']);
  stop();
});

it('nobody else spells a key', () => {
  const root = join(import.meta.dirname, '..');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file),
  );
  const may = new Set(['data/reading.ts', 'data/live-cache.ts', 'data/live-keys.ts']);
  const spelled = new RegExp(
    '\\b(queryKey|queryOptions|infiniteQueryOptions|initialData|' +
      'setQueryData|getQueryData|fetchQuery|ensureQueryData|prefetchQuery)\\b',
  );
  expect(files.length).toBeGreaterThan(200);
  expect(
    files
      .filter((file) => !may.has(file) && spelled.test(readFileSync(join(root, file), 'utf8')))
      .map((file) => `${file} spells a query's key or fills its entry: say what is read with data/reading.ts.`),
  ).toEqual([]);
});

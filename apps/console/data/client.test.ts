import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ask, forgetWrites, get, withMinRevision } from './client.ts';

const seen: string[] = [];
const server = createServer((request, response) => {
  seen.push(`${request.method} ${request.url} ${request.headers['if-match'] ?? ''}`.trim());
  if (request.method === 'PUT') {
    response.writeHead(200, { 'content-type': 'application/json', etag: '"42"', 'x-revision': '42' });
    response.end('{"ok":true}');
  } else if (request.url?.startsWith('/views/')) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"rows":[]}');
  } else {
    response.writeHead(404, { 'content-type': 'application/problem+json' });
    response.end('{"title":"Not Found","detail":"No network of this name."}');
  }
});
let base = '';
const realFetch = globalThis.fetch;
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // A browser resolves paths against its own address.
  globalThis.fetch = (input, init) => realFetch(`${base}${String(input)}`, init);
});
afterAll(() => {
  globalThis.fetch = realFetch;
  server.close();
});
beforeEach(() => {
  seen.length = 0;
  forgetWrites();
});

it('a view read after a write waits for that write', async () => {
  await get('/views/summary');
  expect(await ask('/config/virtual-network/1', { method: 'PUT', body: {}, ifMatch: '"41"' })).toMatchObject({
    etag: '"42"',
    revision: 42,
  });
  await get('/views/tables/pods?q=a');
  expect(seen).toEqual([
    'GET /views/summary',
    'PUT /config/virtual-network/1 "41"',
    'GET /views/tables/pods?q=a&minRevision=42',
  ]);
});

it('throws the sentence of the server', async () => {
  await expect(get('/config/virtual-network/none')).rejects.toMatchObject({
    status: 404,
    message: 'No network of this name.',
  });
});

it.each([
  ['/config/x', 7, '/config/x'],
  ['/views/x', 0, '/views/x'],
  ['/views/x', 7, '/views/x?minRevision=7'],
  ['/views/x?minRevision=3', 7, '/views/x?minRevision=3'],
])('%s after revision %i is %s', (path, written, asked) => {
  expect(withMinRevision(path, written)).toBe(asked);
});

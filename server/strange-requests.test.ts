/**
 * Requests that no client of ours makes, against the whole system as a process: each gets a clear answer of the 4xx
 * kind, or what HTTP says of it; the process goes on, afterwards nothing is held, and a bystander is answered all the
 * while.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Summary } from './contract/views/summary.ts';
import { startProcess, type RealProcess } from './testing/real-process.ts';

const directory = mkdtempSync(join(tmpdir(), 'overlay-strange-'));
let system: RealProcess;
let url = '';
beforeAll(async () => {
  system = startProcess(['--port', '0', '--no-console', '--no-bgp', '--data-dir', directory]);
  url = await system.ready;
}, 60_000);
afterAll(async () => {
  system.child.kill('SIGTERM');
  expect((await system.ended).code).toBe(0);
  rmSync(directory, { recursive: true, force: true });
}, 60_000);

/** What is answered until the connection ends, or `enough` has come. */
function send(bytes: string | Uint8Array, enough: RegExp): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => void socket.write(bytes));
    let text = '';
    socket.setEncoding('latin1').on('data', (part) => {
      text += String(part);
      if (enough.test(text)) socket.destroy();
    });
    socket.on('error', () => {}).on('close', () => resolve(text));
  });
}

const HOST = 'Host: 127.0.0.1\r\n';
const CLOSE = 'Connection: close\r\n';
const JSON_TYPE = 'Content-Type: application/json\r\n';
const get = (target: string, headers = ''): string => `GET ${target} HTTP/1.1\r\n${HOST}${headers}${CLOSE}\r\n`;
const method = (name: string, target: string): string => `${name} ${target} HTTP/1.1\r\n${HOST}${CLOSE}\r\n`;
const post = (headers: string, body = ''): string =>
  `POST /config/projects HTTP/1.1\r\n${HOST}${JSON_TYPE}${headers}\r\n${body}`;
const CHUNKED = 'Transfer-Encoding: chunked\r\n';
const coded = (coding: string, body: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from(post(`Content-Encoding: ${coding}\r\nContent-Length: ${body.length}\r\n${CLOSE}`)), body]);
const many = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_unused, index) => line(index)).join('');

const REFUSED: readonly (readonly [
  what: string,
  request: () => string | Uint8Array,
  status: number,
  sentence: string,
])[] = [
  ['no Host', () => 'GET / HTTP/1.1\r\n\r\n', 400, 'The request names no host'],
  ['HTTP/1.0 without a Host', () => 'GET /views/summary HTTP/1.0\r\n\r\n', 400, 'The request names no host'],
  ['HTTP/2.0 in words', () => `GET / HTTP/2.0\r\n${HOST}\r\n`, 400, 'HTTP/2.0 is not spoken here'],
  ['the preface of HTTP/2', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 'it is not HTTP/1.1'],
  ['a method that is none', () => method('FOO', '/'), 400, 'it is not HTTP/1.1'],
  ['a target of another host', () => get('http://evil.example/config/projects'), 421, 'not known as "evil.example"'],
  ['a host with a user', () => `GET / HTTP/1.1\r\nHost: a@127.0.0.1\r\n${CLOSE}\r\n`, 421, 'not known as'],
  ['another expectation', () => get('/views/summary', 'Expect: pizza\r\n'), 417, 'only 100-continue is known'],
  ['CONNECT', () => method('CONNECT', '127.0.0.1:22'), 405, 'This is no proxy'],
  ['TRACE', () => method('TRACE', '/config/projects'), 405, 'not possible'],
  ['TRACE below /kube', () => method('TRACE', '/kube/api/v1/namespaces'), 405, 'does not allow this method'],
  ['OPTIONS of everything', () => method('OPTIONS', '*'), 404, ''],
  ['PROPFIND', () => method('PROPFIND', '/config/projects'), 405, 'not possible'],
  ['a stream that is written', () => method('POST', '/live'), 405, '/live is read only: GET, not POST'],
  ['health that is deleted', () => method('DELETE', '/healthz'), 405, '/healthz is read only'],
  ['a view that is written', () => method('M-SEARCH', '/views/summary'), 405, 'Views are read only'],
  ['a length and chunks', () => post(`Content-Length: 5\r\n${CHUNKED}`, '0\r\n\r\n'), 400, 'it is not HTTP/1.1'],
  ['two lengths', () => post('Content-Length: 2\r\nContent-Length: 3\r\n', '{}'), 400, 'it is not HTTP/1.1'],
  ['a negative length', () => post('Content-Length: -5\r\n'), 400, 'it is not HTTP/1.1'],
  ['a length beyond numbers', () => post('Content-Length: 99999999999999999999\r\n'), 400, 'it is not HTTP/1.1'],
  ['a length of a terabyte', () => post('Content-Length: 1000000000000\r\n'), 413, 'limit is 1048576 bytes'],
  ['another transfer coding', () => post('Transfer-Encoding: gzip\r\n'), 400, 'cannot be read'],
  [
    'a misspelt transfer coding',
    () => post('Transfer-Encoding: xchunked\r\n', '2\r\n{}\r\n0\r\n\r\n'),
    400,
    'cannot be read',
  ],
  [
    'a blank before the colon',
    () => post('Transfer-Encoding : chunked\r\n', '2\r\n{}\r\n0\r\n\r\n'),
    400,
    'it is not HTTP/1.1',
  ],
  [
    'a chunk whose size is no number',
    () => post(CHUNKED, 'zz\r\n{}\r\n0\r\n\r\n'),
    400,
    'its chunks or trailers are not as HTTP/1.1 has them',
  ],
  [
    'a chunk beyond numbers',
    () => post(CHUNKED, 'ffffffffffffffffff\r\n{}\r\n0\r\n\r\n'),
    400,
    'its chunks or trailers',
  ],
  ['chunks with bare line feeds', () => post(CHUNKED, '2\n{}\n0\n\n'), 400, 'its chunks or trailers'],
  [
    'extensions of a chunk without end',
    () => post(CHUNKED, `2;${'a'.repeat(40_000)}\r\n{}\r\n0\r\n\r\n`),
    413,
    'extensions of a chunk',
  ],
  [
    'a length in a trailer',
    () => post(CHUNKED, '2\r\n{}\r\n0\r\nContent-Length: 5\r\n\r\n'),
    400,
    'its chunks or trailers',
  ],
  [
    '1,500 headers',
    () =>
      get(
        '/views/summary',
        many(1_500, (index) => `A${index}: 1\r\n`),
      ),
    431,
    'head of the request is too large',
  ],
  [
    'a Host behind 2,100 headers',
    () => `GET / HTTP/1.1\r\n${many(2_100, () => 'A: 1\r\n')}${HOST}\r\n`,
    431,
    'head of the request is too large',
  ],
  ['a header of 70 KB', () => get('/', `A: ${'x'.repeat(70_000)}\r\n`), 431, 'head of the request is too large'],
  ['an address of 60 KB', () => get(`/${'a'.repeat(60_000)}`), 431, 'head of the request is too large'],
  ['an address of 15 KB', () => get(`/${'a'.repeat(15_000)}`), 404, ''],
  ['NUL in the address', () => get('/a\0b'), 400, 'it is not HTTP/1.1'],
  ['NUL in a header', () => get('/', 'A: b\0c\r\n'), 400, 'it is not HTTP/1.1'],
  ['a folded header', () => get('/', 'A: b\r\n c\r\n'), 400, 'it is not HTTP/1.1'],
  ['bare line feeds', () => 'GET / HTTP/1.1\nHost: 127.0.0.1\n\n', 400, 'it is not HTTP/1.1'],
  ['encoded NUL in a uuid', () => get('/config/virtual-network/%00'), 400, 'Invalid UUID'],
  ['encoded NUL in a name', () => get('/kube/api/v1/namespaces/%00'), 404, 'not found'],
  ['half an encoding', () => get('/kube/api/v1/namespaces/%E0%A4%A'), 404, 'could not find'],
  ['no encoding, config API', () => get('/config/project/%zz'), 400, 'The path cannot be read'],
  ['no encoding, views', () => get('/views/tables/%zz'), 400, 'The path cannot be read'],
  ['up and away', () => get('/../../../../etc/passwd'), 404, ''],
  ['up and away, encoded', () => get('/%2e%2e/%2e%2e/etc/passwd'), 404, ''],
  ['a parameter twice', () => get('/views/search?q=a&q=b'), 400, 'The parameter q'],
  ['a revision twice', () => get('/views/summary?minRevision=1&minRevision=2'), 400, 'The parameter minRevision'],
  ['a parameter with the name of a prototype', () => get('/views/search?__proto__[a]=1&q=x'), 400, 'is not known here'],
  [
    '1,500 parameters',
    () => get(`/views/tables/pods?${many(1_500, (index) => `&p${index}=1`)}`),
    400,
    'is not known here',
  ],
  [
    'a method in a header',
    () =>
      `POST /kube/api/v1/namespaces/default HTTP/1.1\r\n${HOST}X-HTTP-Method-Override: DELETE\r\nContent-Length: ` +
      `0\r\n${CLOSE}\r\n`,
    400,
    '',
  ],
  ['a gzip bomb', () => coded('gzip', gzipSync(Buffer.alloc(100 * 1024 * 1024, 0x20))), 413, 'limit is 1048576 bytes'],
  [
    'a brotli bomb',
    () => coded('br', brotliCompressSync(Buffer.alloc(20 * 1024 * 1024, 0x20))),
    413,
    'limit is 1048576 bytes',
  ],
  ['gzip within gzip', () => coded('gzip, gzip', gzipSync(gzipSync('{}'))), 415, 'is not read here'],
  ['half of gzip', () => coded('gzip', gzipSync('{"project":{}}').subarray(0, 15)), 400, 'not gzip'],
  ['more behind gzip', () => coded('gzip', Buffer.concat([gzipSync('{}'), Buffer.from('xxxxxxxxx')])), 400, 'not gzip'],
];

const asked = async (): Promise<Summary['bounds']> =>
  ((await (await fetch(`${url}/views/summary`)).json()) as Summary).bounds;

test.each(REFUSED)('%s', async (_what, request, status, sentence) => {
  const [answer, bystander] = await Promise.all([
    send(request(), /\r\n\r\n[^]{20}/),
    fetch(`${url}/kube/api/v1/namespaces/default`),
  ]);
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(answer).toContain(sentence);
  expect(answer).toMatch(/x-content-type-options: nosniff/i);
  expect(bystander.status).toBe(200);
});

// RFC 9110 §15.5.6.
test.each([
  ['DELETE', '/healthz', 'GET, HEAD'],
  ['POST', '/views/summary', 'GET, HEAD'],
  ['DELETE', '/config/projects', 'GET, HEAD, POST'],
  ['PATCH', '/config/project/00000000-0000-0000-0000-000000000000', 'GET, HEAD, PUT, DELETE'],
  ['PUT', '/config/ref-update', 'POST'],
])('%s %s is told which methods are possible', async (name, path, allowed) => {
  const { status, headers } = await fetch(url + path, { method: name });
  expect([status, headers.get('allow')]).toEqual([405, allowed]);
});

test('only refusals below /views are problem documents unasked, not those of the config API', async () => {
  const answer = await fetch(`${url}/config/views/of-no-type`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([404, expect.stringContaining('text/')]);
});

test('an address of views that cannot be decoded is a problem document like all of theirs', async () => {
  const answer = await fetch(`${url}/views/tables/%ff`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    400,
    expect.stringContaining('application/problem+json'),
  ]);
});

const namespace = (name: string): string => JSON.stringify({ metadata: { name } });

test.each<[string, string, RegExp]>([
  ['HTTP/1.0 with a Host', `GET /views/known-hosts HTTP/1.0\r\n${HOST}\r\n`, /^HTTP\/1\.1 200 /],
  [
    'Expect: 100-continue',
    `POST /kube/api/v1/namespaces HTTP/1.1\r\n${HOST}${JSON_TYPE}Expect: 100-continue\r\nContent-Length: ` +
      `${namespace('one').length}\r\n${CLOSE}\r\n${namespace('one')}`,
    /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 201 /,
  ],
  [
    'extensions and trailers',
    `POST /kube/api/v1/namespaces HTTP/1.1\r\n${HOST}${JSON_TYPE}${CHUNKED}${CLOSE}\r\n` +
      `${namespace('two').length.toString(16)};a=b\r\n${namespace('two')}\r\n` +
      '0\r\nX-Trailer: v\r\n\r\n',
    /^HTTP\/1\.1 201 /,
  ],
  ['a target with our host', get('http://127.0.0.1/views/known-hosts'), /^HTTP\/1\.1 200 /],
  [
    'an upgrade that is not offered is not taken',
    `GET /live HTTP/1.1\r\n${HOST}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: ` +
      `AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n`,
    /^HTTP\/1\.1 200 [^]*event: hello/,
  ],
])('%s', async (_what, request, expected) => {
  expect(await send(request, /event: hello|\r\n0\r\n\r\n$/)).toMatch(expected);
});

test.each(['NONSENSE\r\n\r\n', `CONNECT 127.0.0.1:22 HTTP/1.1\r\n${HOST}\r\n`])(
  'a request that came whole is not answered with the fault of the next one: %j',
  async (next) => {
    const body = namespace(`whole-${next.length}`);
    const answer = await send(
      `POST /kube/api/v1/namespaces HTTP/1.1\r\n${HOST}${JSON_TYPE}Content-Length: ` +
        `${body.length}\r\n\r\n${body}${next}`,
      /never/,
    );
    expect(answer).not.toMatch(/^HTTP\/1\.1 4/);
  },
);

test('afterwards nothing is held', async () => {
  await expect
    .poll(
      async () => {
        const { connections, requests, streams, bodies, backlog } = await asked();
        return [connections.held <= 4, requests.held, streams.held, bodies.held, backlog.held];
      },
      { timeout: 20_000, interval: 100 },
    )
    .toEqual([true, 1, 0, 0, 0]);
  expect(Object.keys(Object.prototype)).toEqual([]);
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import express, { type NextFunction, type Request, type Response } from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createConsole } from './console.ts';
import { sendProblem, toProblem } from './problem.ts';

const dist = mkdtempSync(join(tmpdir(), 'overlay-console-'));
const PAGE = '<!doctype html><p>console</p>';
const SCRIPT = `console.log('${'x'.repeat(2000)}');`;
let port = 0;
let close = () => {};
beforeAll(async () => {
  mkdirSync(join(dist, 'assets'));
  writeFileSync(join(dist, 'index.html'), PAGE);
  writeFileSync(join(dist, 'mark.svg'), '<svg/>');
  writeFileSync(join(dist, 'assets', 'a-1.js'), SCRIPT);
  writeFileSync(join(dist, 'assets', 'a-1.js.br'), brotliCompressSync(SCRIPT));
  writeFileSync(join(dist, 'assets', 'a-1.js.gz'), gzipSync(SCRIPT));
  writeFileSync(join(dist, 'assets', 'small-2.js'), '1;');
  const app = express();
  app.use(createConsole(dist));
  app.use((_request: Request, response: Response) => void response.status(404).end('nothing here'));
  app.use((error: unknown, asked: Request, response: Response, _next: NextFunction) =>
    sendProblem(asked, response, toProblem(error, 'r1')),
  );
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  port = (server.address() as AddressInfo).port;
  close = () => server.close();
});
afterAll(() => {
  close();
  rmSync(dist, { recursive: true });
});

function ask(
  path: string,
  headers: { [name: string]: string } = {},
  method = 'GET',
): Promise<{ status: number; headers: IncomingHttpHeaders; bytes: Buffer }> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, bytes: Buffer.concat(parts) }),
      );
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('the console', () => {
  test.each([
    ['no Accept', {}],
    ['any', { accept: '*/*' }],
    ['a browser', { accept: 'text/html,application/xhtml+xml' }],
  ])('the front page is the page for %s', async (_who, headers) => {
    const answer = await ask('/', headers as { [name: string]: string });
    expect([answer.status, answer.bytes.toString(), answer.headers['content-type']]).toEqual([
      200,
      PAGE,
      'text/html; charset=utf-8',
    ]);
    const head = await ask('/', headers as { [name: string]: string }, 'HEAD');
    expect([head.status, head.bytes.length, head.headers['content-length']]).toEqual([200, 0, String(PAGE.length)]);
  });

  test('another address is the page for who wants HTML, and nothing for others', async () => {
    expect((await ask('/overlay/networks?a=1', { accept: 'text/html' })).bytes.toString()).toBe(PAGE);
    expect((await ask('/overlay/networks')).status).toBe(404);
    expect((await ask('/mark.svg')).bytes.toString()).toBe('<svg/>');
  });

  test.each(['/assets/none.js', '/assets/', '/assets/none.js?x', '/assets/a-1.js/b'])(
    '%s is not there: 404, also for a browser',
    async (path) => {
      expect((await ask(path, { accept: 'text/html', 'accept-encoding': 'br' })).status).toBe(404);
    },
  );

  test.each(['/assets/%2e%2e/index.html', '/assets/..%2findex.html', '/assets/%00', '/assets/%E0%A4%A'])(
    '%s is refused',
    async (path) => {
      const { status } = await ask(path);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
    },
  );

  test('an asset comes as its reader takes it, each form with a tag of its own', async () => {
    const plain = await ask('/assets/a-1.js');
    const brotli = await ask('/assets/a-1.js', { 'accept-encoding': 'gzip, br' });
    const gzip = await ask('/assets/a-1.js', { 'accept-encoding': 'gzip' });
    expect(plain.bytes.toString()).toBe(SCRIPT);
    expect(brotliDecompressSync(brotli.bytes).toString()).toBe(SCRIPT);
    expect(gunzipSync(gzip.bytes).toString()).toBe(SCRIPT);
    expect([plain, brotli, gzip].map(({ headers }) => headers['content-encoding'])).toEqual([undefined, 'br', 'gzip']);
    for (const { headers } of [plain, brotli, gzip])
      expect([headers.vary, headers['content-type'], headers['cache-control']]).toEqual([
        'Accept-Encoding',
        'text/javascript; charset=utf-8',
        'public, max-age=31536000, immutable',
      ]);
    expect(new Set([plain, brotli, gzip].map(({ headers }) => headers.etag)).size).toBe(3);
    expect(
      (await ask('/assets/a-1.js', { 'accept-encoding': 'br', 'if-none-match': brotli.headers.etag! })).status,
    ).toBe(304);
    expect((await ask('/assets/small-2.js', { 'accept-encoding': 'br' })).bytes.toString()).toBe('1;');
  });
});

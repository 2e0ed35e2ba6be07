import { randomBytes } from 'node:crypto';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import express, { type Request, type Response } from 'express';
import { afterEach, expect, test } from 'vitest';
import { createFairServer } from './admission.ts';
import { Bounds, within } from './bounds.ts';
import { sendProblem, toProblem } from './problem.ts';
import { sendBody, type Pieces } from './send.ts';

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

async function serve(body: () => string | Pieces, bounds = new Bounds()): Promise<{ url: string; bounds: Bounds }> {
  const app = express();
  app.set('etag', false);
  app.use(within(bounds), (request: Request, response: Response) => {
    if (request.get('want-tag') !== undefined) response.setHeader('ETag', '"7"');
    sendBody(request, response, body()).catch((error: unknown) =>
      sendProblem(request, response, toProblem(error, 'r')),
    );
  });
  const server = createFairServer(bounds, app);
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, bounds };
}

function open(url: string, headers: { [name: string]: string } = {}, method = 'GET'): Promise<IncomingMessage> {
  return new Promise(
    (resolve, reject) => void get(url, { headers, method, agent: false }, resolve).on('error', reject),
  );
}

async function read(
  url: string,
  headers: { [name: string]: string } = {},
  method = 'GET',
): Promise<{ answer: IncomingMessage; bytes: Buffer; text: string; coding: string | undefined }> {
  const answer = await open(url, headers, method);
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part as Buffer);
  const bytes = Buffer.concat(parts);
  const coding = answer.headers['content-encoding'];
  const text = (
    bytes.length === 0
      ? bytes
      : coding === 'gzip'
        ? gunzipSync(bytes)
        : coding === 'br'
          ? brotliDecompressSync(bytes)
          : bytes
  ).toString();
  return { answer, bytes, text, coding };
}

function* pieces(count: number): Generator<string> {
  for (let index = 0; index < count; index += 1) yield `${index} ää 😀 ${'x'.repeat(1000)}\n`;
}

const LONG = [...pieces(300)].join('');
test.each<readonly [string, () => string | Pieces, string, 'coded' | undefined]>([
  ['short', () => 'short', 'short', undefined],
  ['a text', () => LONG.slice(0, 5000), LONG.slice(0, 5000), 'coded'],
  ['a long text', () => LONG, LONG, 'coded'],
  ['pieces', () => pieces(300), LONG, 'coded'],
  ['few pieces', () => ['a', 'b'], 'ab', undefined],
  ['no pieces', () => [], '', undefined],
])('%s arrives as it is, in every coding', async (_what, body, expected, coded) => {
  const { url } = await serve(body);
  for (const accepted of ['identity', 'gzip', 'br', 'gzip, br']) {
    const { text, coding, bytes, answer } = await read(url, { 'accept-encoding': accepted });
    expect(text === expected).toBe(true);
    expect(coding).toBe(coded === undefined || accepted === 'identity' ? undefined : accepted.split(',')[0]);
    expect(answer.headers.vary).toBe(coded && 'Accept-Encoding');
    expect(bytes.length).toBeLessThanOrEqual(coding === undefined ? Buffer.byteLength(expected) : expected.length / 5);
    const tagged = await read(url, { 'accept-encoding': accepted, 'want-tag': 'yes' });
    expect([tagged.answer.headers.etag, tagged.coding, tagged.text === expected]).toEqual(['"7"', undefined, true]);
    const head = await read(url, { 'accept-encoding': accepted }, 'HEAD');
    expect(head.bytes.length).toBe(0);
  }
});

test('pieces are made as they are read, and no longer when nobody reads', async () => {
  let made = 0;
  let ended = false;
  const { url, bounds } = await serve(function* (): Generator<string> {
    try {
      for (; ; made += 1) yield 'x'.repeat(32 * 1024);
    } finally {
      ended = true;
    }
  });
  const answer = await open(url);
  answer.pause();
  let before = -1;
  await expect
    .poll(
      () => {
        const still = made === before;
        before = made;
        return still;
      },
      { interval: 100 },
    )
    .toBe(true);
  // What the two kernels' buffers take, and no more.
  expect(made).toBeLessThan(400);
  answer.destroy();
  await expect.poll(() => ended).toBe(true);
  await expect.poll(() => bounds.figures().requests.held).toBe(0);
});

const PROBLEM = { status: 500, coding: undefined, text: expect.stringContaining('Something went wrong') as string };
test.each([
  ['before any is sent: the problem is the answer', 1, 100, PROBLEM, PROBLEM],
  ['before any is compressed: the problem is the answer', 1, 2_000, 'ECONNRESET', PROBLEM],
  ['after some are sent: the answer is cut off', 100, 24 * 1024, 'ECONNRESET', 'ECONNRESET'],
])('a piece cannot be made %s, and nobody waits for the rest', async (_when, good, size, plain, compressed) => {
  const { url, bounds } = await serve(function* (): Generator<string> {
    yield* Array.from({ length: good }, () => randomBytes(size).toString('base64'));
    throw new Error('cannot be made');
  });
  for (const [accepted, expected] of [
    ['identity', plain],
    ['gzip', compressed],
    ['br', compressed],
  ] as const) {
    const outcome = await read(url, { 'accept-encoding': accepted }).then(
      ({ answer, coding, text }) => ({ status: answer.statusCode, coding, text }),
      (error: NodeJS.ErrnoException) => error.code,
    );
    expect(outcome, accepted).toEqual(expected);
  }
  await expect.poll(() => Object.values(bounds.figures()).map(({ held }) => held)).toEqual([0, 0, 0, 0, 0, 0]);
});

test('long texts that nobody reads wait only up to a share: then 429', async () => {
  const { url, bounds } = await serve(() => 'x'.repeat(8_000_000), new Bounds({ backlog: 16_000_000 * 8 }));
  const unread = await Promise.all(Array.from({ length: 4 }, () => open(url)));
  for (const answer of unread) answer.pause();
  const { answer, text } = await read(url);
  expect([answer.statusCode, answer.headers['retry-after']]).toEqual([200, undefined]);
  expect(text.length).toBe(8_000_000);
  expect(bounds.figures().backlog.held).toBeLessThanOrEqual(5 * 8_000_000);
});

/** One client does what it can to be in the way; another, of the same address, is answered. */

import { once } from 'node:events';
import type { RequestListener, Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createFairServer, CLIENT_TIMEOUTS, type ClientTimeouts } from './admission.ts';
import { Bounds } from './bounds.ts';

const QUICK: ClientTimeouts = { head: 500, body: { bytes: 1024, within: 100 }, reading: 200, every: 20 };
const servers: Server[] = [];
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(
  handle: RequestListener,
  {
    bounds = new Bounds(),
    timeouts = CLIENT_TIMEOUTS,
  }: { readonly bounds?: Bounds; readonly timeouts?: ClientTimeouts } = {},
): Promise<number> {
  const server = createFairServer(bounds, handle, timeouts);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function dial(port: number): Socket & { text: string } {
  const socket = Object.assign(connect(port, '127.0.0.1'), { text: '' });
  sockets.push(socket);
  socket.on('error', () => {});
  socket.setEncoding('latin1').on('data', (part) => {
    socket.text += String(part);
  });
  return socket;
}

const ask = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;
const closed = (socket: Socket): Promise<unknown> => (socket.destroyed ? Promise.resolve() : once(socket, 'close'));
const answers = ({ text }: { readonly text: string }): number => text.split('HTTP/1.1 200').length - 1;

describe('pipelining', () => {
  test('one request of a connection is answered at a time, in order, and another connection goes before', async () => {
    const order: string[] = [];
    let running = 0;
    let most = 0;
    const port = await serve((request, response) => {
      order.push(request.url!);
      most = Math.max(most, ++running);
      setImmediate(() => {
        running -= 1;
        response.end(request.url);
      });
    });
    const greedy = dial(port);
    greedy.write(Array.from({ length: 200 }, (_, index) => ask(`/${index}`)).join(''));
    await expect.poll(() => order.length).toBeGreaterThan(2);
    const other = dial(port);
    other.write(ask('/other'));
    await expect.poll(() => answers(other)).toBe(1);
    await expect.poll(() => answers(greedy)).toBe(200);
    expect(order.indexOf('/other')).toBeLessThan(201);
    expect(order.filter((path) => path !== '/other')).toEqual(Array.from({ length: 200 }, (_, index) => `/${index}`));
    expect(most).toBeLessThanOrEqual(2);
    // The connection still serves.
    greedy.write(ask('/again'));
    await expect.poll(() => answers(greedy)).toBe(201);
  });

  test('more than a share of all requests: what fits is answered in order, then 429 and the end', async () => {
    const port = await serve((_request, response) => void setImmediate(() => response.end('x')), {
      bounds: new Bounds({ requests: 80 }),
    });
    const greedy = dial(port);
    greedy.write(Array.from({ length: 50 }, (_, index) => ask(index === 0 ? '/' : '/kube/api')).join(''));
    await closed(greedy);
    expect(answers(greedy)).toBe(10);
    expect(greedy.text).toMatch(/HTTP\/1\.1 429 Too Many Requests\r\n(.*\r\n)*Retry-After: 1\r\n/);
    expect(greedy.text).toContain('"reason":"TooManyRequests"');
    const other = dial(port);
    other.write(ask('/'));
    await expect.poll(() => answers(other)).toBe(1);
  });

  test('a body behind a request that takes long is read when its turn comes', async () => {
    let go = (): void => {};
    const port = await serve((request, response) => {
      if (request.url === '/first') return void (go = () => response.end('first'));
      let size = 0;
      request
        .on('data', (part: Buffer) => {
          size += part.length;
        })
        .on('end', () => response.end(`size ${size};`));
    });
    const socket = dial(port);
    socket.write(
      `${ask('/first')}POST /second HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\n${'x'.repeat(300_000)}`,
    );
    await new Promise((resolve) => setImmediate(resolve));
    await expect
      .poll(() => {
        go();
        return socket.text;
      })
      .toContain('size 300000;');
  });
});

describe('clients that keep us waiting', () => {
  test.each([
    ['sends nothing', '', 'No whole request came'],
    ['sends half a head', 'GET / HTTP/1.1\r\nHost: a\r\n', 'No whole request came'],
    ['sends half a body', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nabc', 'came too slowly'],
    [
      'sends half a chunk',
      'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nabc',
      'came too slowly',
    ],
  ])('%s: 408 and the end', async (_what, sent, sentence) => {
    const port = await serve((request, response) => void request.resume().on('end', () => response.end('x')), {
      timeouts: QUICK,
    });
    const slow = dial(port);
    slow.write(sent);
    await closed(slow);
    expect(slow.text).toMatch(/^HTTP\/1\.1 408 /);
    expect(slow.text).toContain(sentence);
  });

  test('half a request head after a request that was answered', async () => {
    const port = await serve((_request, response) => void response.end('x'), { timeouts: QUICK });
    const slow = dial(port);
    slow.write(ask('/'));
    await expect.poll(() => answers(slow)).toBe(1);
    slow.write('GET / HTTP/1.1\r\n');
    await closed(slow);
    expect(answers(slow)).toBe(1);
  });

  test('reads nothing of its answer: cut off', async () => {
    const port = await serve(
      (_request, response) => {
        const fill = (): void => {
          while (response.write('x'.repeat(65_536)));
          response.once('drain', fill);
        };
        fill();
      },
      { timeouts: QUICK },
    );
    const slow = dial(port);
    slow.pause();
    slow.write(ask('/'));
    await new Promise((resolve) => slow.once('connect', resolve));
    await expect
      .poll(() => new Promise((resolve) => servers[0]!.getConnections((_error, count) => resolve(count))), {
        timeout: 5_000,
      })
      .toBe(0);
  });

  test('what is no HTTP is refused in a sentence', async () => {
    const port = await serve((_request, response) => void response.end('x'));
    const socket = dial(port);
    socket.write('hello\r\n\r\n');
    await closed(socket);
    expect(socket.text).toContain('The request cannot be read');
  });
});

test('a flood of connections and of slow bodies leaves room for a new client', async () => {
  const bounds = new Bounds({ connections: 80, requests: 80 });
  const port = await serve((request, response) => void request.resume().on('end', () => response.end('x')), { bounds });
  const idle = Array.from({ length: 100 }, () => dial(port));
  await Promise.all(idle.map((socket) => once(socket, 'connect')));
  const slow = Array.from({ length: 60 }, () => dial(port));
  for (const socket of slow) socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc');
  await expect.poll(() => bounds.figures().requests.held).toBeGreaterThan(20);
  for (let count = 0; count < 40; count += 1) {
    const other = dial(port);
    other.write(ask('/'));
    await expect.poll(() => answers(other), { interval: 2 }).toBe(1);
    other.destroy();
  }
  const { connections } = bounds.figures();
  expect(connections.held).toBeLessThanOrEqual(30);
  expect(connections.cutOff).toBeGreaterThan(100);
});

test('everything is given back', async () => {
  const bounds = new Bounds();
  const port = await serve((request, response) => void request.resume().on('end', () => response.end('x')), { bounds });
  const some = Array.from({ length: 20 }, () => dial(port));
  for (const socket of some)
    socket.write(
      `${ask('/')}${ask('/')}POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcPOST / HTTP/1.1\r\nHost: ` +
        `a\r\nContent-Length: 3\r\n\r\na`,
    );
  await expect.poll(() => some.every((socket) => answers(socket) === 3)).toBe(true);
  for (const socket of some) socket.destroy();
  await expect.poll(() => Object.values(bounds.figures()).map(({ held }) => held)).toEqual([0, 0, 0, 0, 0, 0]);
});

test('a request that waits for its client is in flight, but nobody waits for its answer', async () => {
  const bounds = new Bounds();
  const port = await serve((_request, response) => void response.write('x'.repeat(8 * 1024 * 1024)), {
    bounds,
    timeouts: { ...QUICK, reading: 60_000 },
  });
  const idle = dial(port);
  idle.pause();
  idle.write(ask('/'));
  await expect.poll(() => [bounds.figures().requests.held, bounds.asked]).toEqual([1, false]);
  idle.destroy();
  await expect.poll(() => bounds.figures().requests.held).toBe(0);
});

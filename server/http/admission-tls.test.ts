/** The bounds of a listener that speaks TLS: a connection counts before its handshake, and requests are the same. */

import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { request as get, type Server } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { issue } from '../tls/issue.ts';
import { CLIENT_TIMEOUTS, createFairKubeServer, type ClientTimeouts } from './admission.ts';
import { Bounds } from './bounds.ts';

const { serving, authority } = await issue({ now: Date.now(), names: ['127.0.0.1', 'localhost'] });
let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(
  bounds: Bounds,
  handle: RequestListener = (_request, response) => void response.end('served'),
  timeouts: ClientTimeouts = CLIENT_TIMEOUTS,
): Promise<number> {
  server = createFairKubeServer(bounds, handle, serving, timeouts);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function ask(port: number, ca = authority.cert): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    get({ port, host: '127.0.0.1', ca, agent: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    })
      .on('error', reject)
      .end();
  });
}

test('who trusts the authority is answered, who does not goes away, and both are given back', async () => {
  const bounds = new Bounds();
  const port = await serve(bounds);
  expect(await ask(port)).toEqual({ status: 200, text: 'served' });
  const other = await issue({ now: Date.now(), names: ['127.0.0.1'] });
  await expect(ask(port, other.authority.cert)).rejects.toThrow(/certificate/);
  await expect.poll(() => bounds.figures().connections.held).toBe(0);
});

test('a connection counts once, before and after its handshake', async () => {
  const bounds = new Bounds();
  const port = await serve(bounds);
  const silent = connect(port, '127.0.0.1');
  await expect.poll(() => bounds.figures().connections.held).toBe(1);
  const spoken = connectTls({ port, host: '127.0.0.1', ca: authority.cert });
  await once(spoken, 'secureConnect');
  await expect.poll(() => bounds.figures().connections.held).toBe(2);
  silent.destroy();
  spoken.destroy();
  await expect.poll(() => bounds.figures().connections.held).toBe(0);
});

test.each([
  ['says nothing', ''],
  ['begins a handshake and stops', '\x16\x03\x01'],
  ['speaks plain HTTP', 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'],
])('who %s is cut off, and its place is free again', async (_what, said) => {
  const bounds = new Bounds();
  const port = await serve(bounds, undefined, { ...CLIENT_TIMEOUTS, head: 200, every: 20 });
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.resume().write(said, 'latin1');
  await once(socket, 'close');
  await expect.poll(() => bounds.figures().connections.held).toBe(0);
});

test('more handshakes than there is room for displace each other, and a client with a request gets in', async () => {
  const bounds = new Bounds({ connections: 40 });
  const port = await serve(bounds);
  const silent = Array.from({ length: 120 }, () => connect(port, '127.0.0.1').on('error', () => {}));
  await expect.poll(() => silent.some((socket) => socket.connecting)).toBe(false);
  expect((await ask(port)).status).toBe(200);
  expect(bounds.figures().connections.held).toBeLessThanOrEqual(40);
  for (const socket of silent) socket.destroy();
});

test('over its share of requests, a client of the Kubernetes API reads a Status', async () => {
  const port = await serve(new Bounds({ requests: 0 }));
  const { status, text } = await ask(port);
  expect([status, JSON.parse(text)]).toMatchObject([429, { kind: 'Status', reason: 'TooManyRequests' }]);
});

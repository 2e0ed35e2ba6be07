/**
 * What one client can do that slows down everybody else: for `bench bystander` and the test of fair shares. All attacks
 * come from 127.0.0.1, as the bystander does.
 */

import { connect, type Socket } from 'node:net';

interface Target {
  readonly port: number;
  /** A factor for all numbers of sockets and requests. */
  readonly scale: number;
}

export type Attack = (target: Target) => { readonly stop: () => void };

/** A socket that sends a text, reads everything, nothing, or only when asked to; its errors are ignored. */
function dial({ port }: Target, text: string, reads: boolean): Socket {
  const socket = connect(port, '127.0.0.1', () => void socket.write(text));
  socket.on('error', () => {});
  if (reads) socket.resume();
  else socket.pause();
  return socket;
}

const HOST = 'Host: 127.0.0.1\r\n';
const get = (path: string, method = 'GET'): string => `${method} ${path} HTTP/1.1\r\n${HOST}\r\n`;
const post = (path: string, body: string, length = body.length, method = 'POST'): string =>
  `${method} ${path} HTTP/1.1\r\n${HOST}Content-Type: ` +
  `${method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'}\r\nContent-Length: ` +
  `${length}\r\n\r\n${body}`;

const CONFIG_MAPS = '/kube/api/v1/namespaces/default/configmaps';
const NETWORKS = '/config/network-policys?detail=true';

const SESSIONS = 'sessions';
/** Five answers a second, for as long as it is let. */
const SESSION =
  `/kube/api/v1/namespaces/default/pods/${SESSIONS}/exec?stdout=true&command=ping&command=-i&command=0.2&` +
  'command=127.0.0.1';
const upgrade = (path: string): string =>
  `GET ${path} HTTP/1.1\r\n${HOST}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n` +
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: v5.channel.k8s.io\r\n\r\n';

/** Opens `count` sockets and replaces those that are closed, until `stop`; at most `total` are ever opened. */
function attackers(
  target: Target,
  count: number,
  total: number,
  text: (index: number) => string,
  reads: boolean,
): { stop: () => void } {
  const sockets = new Set<Socket>();
  let made = 0;
  let stopped = false;
  const add = (): void => {
    if (stopped || made >= total) return;
    const socket = dial(target, text((made += 1)), reads);
    sockets.add(socket);
    socket.on('close', () => {
      sockets.delete(socket);
      setTimeout(add, 20);
    });
  };
  for (let index = 0; index < count; index += 1) add();
  return {
    stop() {
      stopped = true;
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Milliseconds between two writes: it is the watches that attack, not the writer. */
const BETWEEN_WRITES = 10;

/** Writes of 32 KB one after the other, so that there is something to watch. */
function writer(target: Target): { stop: () => void } {
  let count = 0;
  const write = (): string =>
    post(
      `${CONFIG_MAPS}/watched`,
      JSON.stringify({ data: { text: `${(count += 1)}`.padEnd(32 * 1024, 'x') } }),
      undefined,
      'PATCH',
    );
  const socket = dial(target, post(CONFIG_MAPS, JSON.stringify({ metadata: { name: 'watched' }, data: {} })), true);
  socket.on('data', (part: Buffer) => {
    if (part.includes('HTTP/1.1 ')) setTimeout(() => socket.write(write()), BETWEEN_WRITES);
  });
  return { stop: () => socket.destroy() };
}

function together(...parts: readonly { stop: () => void }[]): { stop: () => void } {
  return { stop: () => parts.forEach((part) => part.stop()) };
}

export const ATTACKS: { readonly [name: string]: Attack } = {
  'watches that never read, with writes': (target) =>
    together(
      attackers(target, 160 * target.scale, 400 * target.scale, () => get(`${CONFIG_MAPS}?watch=true`), false),
      writer(target),
    ),
  'pipelined requests on one connection': (target) =>
    attackers(target, 1, 20 * target.scale, () => get('/kube/api/v1/configmaps').repeat(600 * target.scale), true),
  'pipelined requests that are not read': (target) =>
    attackers(target, 4, 20 * target.scale, () => get('/kube/api/v1/configmaps').repeat(600 * target.scale), false),
  'live streams': (target) => attackers(target, 220 * target.scale, 500 * target.scale, () => get('/live'), true),
  'streams asked for by HEAD': (target) =>
    attackers(
      target,
      220 * target.scale,
      500 * target.scale,
      (index) => get(index % 2 === 0 ? '/live' : `${CONFIG_MAPS}?watch=true`, 'HEAD'),
      true,
    ),
  'slow bodies': (target) =>
    attackers(target, 500 * target.scale, 1_000 * target.scale, () => post(CONFIG_MAPS, '{"metadata":', 100_000), true),
  'paged lists by the hundred': (target) =>
    attackers(
      target,
      10,
      40 * target.scale,
      () => get('/kube/api/v1/configmaps?limit=1').repeat(40 * target.scale),
      true,
    ),
  'long lists that are not read': (target) =>
    attackers(
      target,
      60 * target.scale,
      200 * target.scale,
      (index) => get(index % 2 === 0 ? NETWORKS : '/kube/api/v1/configmaps'),
      false,
    ),
  'sessions of exec': (target) =>
    attackers(target, 220 * target.scale, 500 * target.scale, () => upgrade(SESSION), true),
  'upgrades that are refused': (target) =>
    attackers(
      target,
      100 * target.scale,
      2_000 * target.scale,
      (index) => upgrade(index % 2 === 0 ? `${SESSION}&container=none` : SESSION.replace(SESSIONS, 'gone')),
      true,
    ),
  'a flood of connections': (target) => attackers(target, 1_800 * target.scale, 4_000 * target.scale, () => '', true),
};

/** Objects for the lists: ConfigMaps of 2 KB and policies; and a pod for sessions. */
export async function fill(url: string, count: number): Promise<void> {
  const send = async (path: string, body: unknown): Promise<void> => {
    const answer = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`POST ${path} was answered ${answer.status}: ${await answer.text()}`);
    await answer.arrayBuffer();
  };
  await send('/kube/api/v1/namespaces/default/pods', {
    metadata: { name: SESSIONS },
    spec: { containers: [{ name: 'web', image: 'web' }] },
  });
  const data = { text: 'x'.repeat(2_000) };
  for (let from = 0; from < count; from += 200) {
    const some = Array.from({ length: Math.min(200, count - from) }, (_, index) => from + index);
    await send(
      '/config/batch',
      some.map((index) => ({
        method: 'POST',
        path: CONFIG_MAPS,
        body: { metadata: { name: `filled-${index}` }, data },
      })),
    );
    await send(
      '/config/batch',
      some.map((index) => ({
        method: 'POST',
        path: '/config/network-policys',
        body: {
          'network-policy': {
            fq_name: ['default-domain', 'default-project', `filled-${index}`],
            parent_type: 'project',
          },
        },
      })),
    );
  }
}

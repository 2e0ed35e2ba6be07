/** Creates objects over HTTP as clients do, and waits for what follows from them: for benchmarks of whole systems. */

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GROWING, type Growing } from './growing-kinds.ts';
import { ask, connect, exchange } from './http-load.ts';

type Print = (name: string, value: string) => void;

/** Milliseconds of creates for one figure, and the most objects it may create. */
export const SPAN = 3_000;
export const MOST = 4_000;
/** Milliseconds of creates by 16 clients before what is measured. */
export const WARM = 4_000;
export const CLIENTS = [1, 16] as const;
/** Of this many creates, one is followed until all its consequences are there. */
export const FOLLOWED = 25;
/** Milliseconds between two changes of other objects. */
const MEANWHILE = 100;
const LONGEST_WAIT = 300_000;

export interface Server {
  readonly host: string;
  readonly port: number;
  readonly pid: number | undefined;
  readonly uuids: Map<string, string>;
}

/** `address`: what it says when it is ready. */
export function serverAt(address: string, pid: number | undefined): Server {
  const url = new URL(address);
  return { host: url.hostname, port: Number(url.port), pid, uuids: new Map() };
}

export interface Created {
  readonly kind: Growing;
  readonly count: number;
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  /** Names of followed objects, each with the time of its answer. */
  readonly followed: readonly { readonly name: string; readonly at: number }[];
}

/** Creates a second of the naive server, by number of clients. */
export async function naiveRates(print: Print, directory: string): Promise<ReadonlyMap<number, number>> {
  return withNaive(directory, async (server) => {
    const { create } = GROWING['pods']!;
    const kind: Growing = { create, isThere: async () => true };
    await created(server, kind, 'warm', 16, WARM, Infinity, false);
    const rates = new Map<number, number>();
    for (const clients of CLIENTS) {
      const made = await created(server, kind, `naive${clients}`, clients, SPAN, Infinity, false);
      rates.set(clients, made.rate);
      print(
        `naive server: bodies kept/s, ${clients} ${clients === 1 ? 'client' : 'clients'}`,
        `${made.rate.toFixed(0)}; p50 ${made.p50.toFixed(2)} ms; p99 ${made.p99.toFixed(2)} ms`,
      );
    }
    return rates;
  });
}

/** Runs the naive server meanwhile, which keeps what it is sent in `directory`. */
export async function withNaive<T>(directory: string, body: (server: Server) => Promise<T>): Promise<T> {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('naive-server.ts', import.meta.url)), join(directory, 'naive')],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  try {
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    return await body(serverAt(line.toString().trim(), child.pid));
  } finally {
    child.kill();
    await once(child, 'exit');
    rmSync(join(directory, 'naive'), { force: true });
  }
}

/**
 * Creates for `span` ms or `most` objects, while one other object of each kind is changed now and then, if `others`
 * says so.
 */
export async function created(
  server: Server,
  kind: Growing,
  tag: string,
  clients: number,
  span: number,
  most: number,
  others = true,
): Promise<Created> {
  const took: number[] = [];
  const followed: { name: string; at: number }[] = [];
  let last: { readonly name: string; readonly at: number } | undefined;
  let next = 0;
  const run = `${tag}-${Math.floor(performance.now())}`;
  const sockets = await Promise.all(Array.from({ length: clients }, () => connect(server.host, server.port)));
  const other = await connect(server.host, server.port);
  const started = performance.now();
  let over = false;
  const meanwhile = (async () => {
    for (let turn = 0; others && !over; turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, MEANWHILE));
      for (const each of Object.values(GROWING)) {
        const call = await each.changed?.((question) => exchange(other, server.host, question), turn, server.uuids);
        if (call !== undefined) await ask(other, server.host, call);
      }
    }
  })();
  await Promise.all(
    sockets.map(async (socket) => {
      while (performance.now() - started < span && next < most) {
        const name = `${run}-${(next += 1)}`;
        const before = performance.now();
        await exchange(socket, server.host, kind.create(name));
        took.push(performance.now() - before);
        if (took.length % FOLLOWED === 0) followed.push({ name, at: performance.now() });
        last = { name, at: performance.now() };
      }
      socket.destroy();
    }),
  );
  const elapsed = performance.now() - started;
  over = true;
  await meanwhile;
  other.destroy();
  if (last !== undefined) followed.push(last);
  took.sort((a, b) => a - b);
  return {
    kind,
    count: took.length,
    rate: (took.length * 1_000) / elapsed,
    p50: took[took.length >> 1]!,
    p99: took[Math.floor(took.length * 0.99)]!,
    followed,
  };
}

/** Milliseconds until all consequences of the followed objects are there. */
export async function allThere(server: Server, { kind, followed }: Created): Promise<number> {
  const started = performance.now();
  const socket = await connect(server.host, server.port);
  for (const { name } of followed) await there(server, socket, kind, name);
  socket.destroy();
  return performance.now() - started;
}

export async function there(
  server: Server,
  socket: Awaited<ReturnType<typeof connect>>,
  kind: Growing,
  name: string,
): Promise<void> {
  const started = performance.now();
  while (!(await kind.isThere(name, (call) => ask(socket, server.host, call)))) {
    if (performance.now() - started > LONGEST_WAIT)
      throw new Error(`What follows from ${name} is not there after ${LONGEST_WAIT / 1_000} s`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Milliseconds until all pods of a new deployment run. */
export async function deployment(server: Server): Promise<number> {
  const socket = await connect(server.host, server.port);
  const name = `thousand-${Math.floor(performance.now())}`;
  const path = '/kube/apis/apps/v1/namespaces/bench/deployments';
  const started = performance.now();
  await exchange(socket, server.host, {
    method: 'POST',
    path,
    body: {
      metadata: { name },
      spec: {
        replicas: 1_000,
        selector: { matchLabels: { app: name } },
        template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'web', image: 'nginx' }] } },
      },
    },
  });
  for (;;) {
    const answer = JSON.parse(await exchange(socket, server.host, { method: 'GET', path: `${path}/${name}` })) as {
      readonly status?: { readonly readyReplicas?: number };
    };
    if (answer.status?.readyReplicas === 1_000) break;
    if (performance.now() - started > LONGEST_WAIT)
      throw new Error(`The deployment has ${answer.status?.readyReplicas ?? 0} of 1000 pods`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  socket.destroy();
  return performance.now() - started;
}

/** Small appends, each with its sync, as the journal would do them one by one. */
export function syncRate(directory: string): number {
  const file = join(directory, 'syncs');
  const descriptor = openSync(file, 'w');
  const started = performance.now();
  let syncs = 0;
  for (; performance.now() - started < 1_000; syncs += 1) {
    writeSync(descriptor, 'x'.repeat(4_096));
    fdatasyncSync(descriptor);
  }
  closeSync(descriptor);
  rmSync(file);
  return (syncs * 1_000) / (performance.now() - started);
}

/** Fills a data directory with the real controllers. */
export function fill(directory: string, objects: number): void {
  const { status, stderr } = spawnSync(
    process.execPath,
    [fileURLToPath(new URL('growth-directory.ts', import.meta.url)), directory, String(objects)],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`The data directory cannot be filled: ${stderr}`);
}

/**
 * `npm run bench -- kube [--beside 0,10000] [--parts creates,lists,watch,deployment,exec]`
 *
 * The Kubernetes API as its clients use it, over HTTP, in an empty directory and beside 10,000 pods: durable creates of
 * namespaces and pods, lists of 10,000 pods, the time from a change to its event, a deployment of 1,000 pods, and
 * `exec`. The last figure of a line, REFERENCE, is that of a kube-apiserver with etcd on a machine with two cores.
 * `naive-server.ts` does in the same run what every server has to do for the same.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { startProcess } from '../testing/real-process.ts';
import {
  allThere,
  CLIENTS,
  created,
  deployment,
  fill,
  MOST,
  naiveRates,
  serverAt,
  SPAN,
  syncRate,
  WARM,
  withNaive,
  type Server,
} from './creating.ts';
import { GROWING } from './growing-kinds.ts';
import { connect, exchange, type Call } from './http-load.ts';

type Print = (name: string, value: string) => void;

const PARTS = ['creates', 'lists', 'watch', 'deployment', 'exec'] as const;
type Part = (typeof PARTS)[number];

/** Creates a second of the reference, with 1 and with 16 clients. */
const REFERENCE_CREATES: { readonly [kind: string]: readonly [number, number] } = {
  namespaces: [320, 801],
  pods: [246, 937],
};
/** Pods of a list that is measured. */
const LISTED = 10_000;
/** How often each list is read. */
const READS = 9;
const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io';
const LISTS: readonly { readonly name: string; readonly accept: string; readonly gzip?: true; readonly ms: number }[] =
  [
    { name: 'JSON', accept: 'application/json', ms: 194 },
    { name: 'Table', accept: TABLE, ms: 222 },
    { name: 'protobuf', accept: 'application/vnd.kubernetes.protobuf', ms: 120 },
    { name: 'JSON, compressed', accept: 'application/json', gzip: true, ms: 160 },
  ];
const PAGE = 500;
const REFERENCE_PAGES_MS = 456;

const WATCHERS: readonly { readonly count: number; readonly p50: number; readonly p99: number }[] = [
  { count: 1, p50: 3.1, p99: 8.1 },
  { count: 50, p50: 4.8, p99: 9.9 },
];
/** Changes that are watched, ms between two of them, and how many come before what is measured. */
const CHANGES = 500;
const CHANGE_MS = 10;
const WARMING = 100;
const AIM_WATCH_P99_MS = 8;
/** Milliseconds of exec for one figure, and of those before it. */
const EXEC_MS = 3_000;
const EXEC_WARM_MS = 1_000;
const AIM_EXECS = 200;

export async function run(print: Print, words: readonly string[]): Promise<void> {
  const { beside, parts } = optionsOf(words);
  for (const others of beside) {
    const directory = mkdtempSync(join(tmpdir(), 'overlay-bench-kube-'));
    try {
      fill(directory, others);
      print('syncs/s that the disk does', syncRate(directory).toFixed(0));
      const naive = parts.includes('creates') ? await naiveRates(print, directory) : undefined;
      const system = startProcess(['--port', '0', '--no-console', '--no-bgp', '--data-dir', directory]);
      try {
        const server = serverAt(await system.ready, system.child.pid);
        const where = `beside ${others} pods`;
        if (naive !== undefined) await creates(print, server, where, naive);
        if (parts.includes('watch')) await watches(print, server, directory, where);
        if (parts.includes('deployment'))
          print(
            `a deployment of 1000 pods Running, ${where}`,
            `${((await deployment(server)) / 1_000).toFixed(2)} s; aim ≤ 2 s; reference 11.5 s`,
          );
        if (parts.includes('exec')) await execs(print, server, directory, where);
        if (parts.includes('lists')) await lists(print, server, directory, where);
      } finally {
        system.child.kill('SIGTERM');
        const { code, stderr } = await system.ended;
        if (code !== 0) process.stderr.write(`The system ended with ${code}: ${stderr}\n`);
      }
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }
}

async function creates(print: Print, server: Server, where: string, naive: ReadonlyMap<number, number>): Promise<void> {
  for (const [kind, reference] of Object.entries(REFERENCE_CREATES)) {
    await allThere(server, await created(server, GROWING[kind]!, 'warm', 16, WARM, MOST));
    for (const [index, clients] of CLIENTS.entries()) {
      const made = await created(server, GROWING[kind]!, `c${clients}`, clients, SPAN, MOST, false);
      const behind = await allThere(server, made);
      print(
        `${kind} created/s ${where}, ${clients} ${clients === 1 ? 'client' : 'clients'}`,
        `${made.rate.toFixed(0)}; p50 ${made.p50.toFixed(2)} ms, p99 ${made.p99.toFixed(2)} ms; ` +
          `${(made.rate / naive.get(clients)!).toFixed(2)} of the naive server's; all that follows there ` +
          `${behind.toFixed(0)} ms after; reference ${reference[index]}`,
      );
    }
  }
}

/** From sending a change until each watcher has its event. */
async function watches(print: Print, server: Server, directory: string, where: string): Promise<void> {
  const socket = await connect(server.host, server.port);
  const path = '/kube/api/v1/namespaces/bench/configmaps';
  const name = 'watched';
  await exchange(socket, server.host, { method: 'POST', path, body: { metadata: { name }, data: { mark: '' } } });
  for (const { count, p50, p99 } of WATCHERS) {
    const ours = await watched(server, `${path}?watch=true`, count, (mark) => ({
      method: 'PATCH',
      path: `${path}/${name}`,
      type: 'application/merge-patch+json',
      body: { data: { mark } },
    }));
    const naive = await withNaive(directory, (other) =>
      watched(other, '/watch', count, (mark) => ({ method: 'POST', path: '/', body: { data: { mark } } })),
    );
    print(
      `change to event, ${count} ${count === 1 ? 'watcher' : 'watchers'}, ${1_000 / CHANGE_MS} changes/s, ${where}`,
      `p50 ${ours.p50.toFixed(2)} ms, p99 ${ours.p99.toFixed(2)} ms (aim ≤ ${AIM_WATCH_P99_MS}); naive server p50 ` +
        `${naive.p50.toFixed(2)}, p99 ${naive.p99.toFixed(2)}; reference ${p50}, ${p99}`,
    );
  }
  socket.destroy();
}

async function watched(
  server: Server,
  path: string,
  count: number,
  change: (mark: string) => Call,
): Promise<{ readonly p50: number; readonly p99: number }> {
  const sent: number[] = [];
  const took: number[] = [];
  let seen = 0;
  const streams = await Promise.all(Array.from({ length: count }, () => opened(server, path)));
  for (const stream of streams)
    stream.setEncoding('latin1').on('data', (text: string) => {
      for (const [, mark] of text.matchAll(/"mark-(\d+)-"/g)) {
        const number = Number(mark);
        seen += 1;
        if (number >= WARMING) took.push(performance.now() - sent[number]!);
      }
    });
  const socket = await connect(server.host, server.port);
  const begun = performance.now();
  for (let number = 0; number < CHANGES + WARMING; number += 1) {
    await pause(begun + number * CHANGE_MS - performance.now());
    sent[number] = performance.now();
    await exchange(socket, server.host, change(`mark-${number}-`));
  }
  const expected = (CHANGES + WARMING) * count;
  for (const deadline = performance.now() + 10_000; seen < expected; await pause(5))
    if (performance.now() > deadline) throw new Error(`Of ${expected} events ${seen} came`);
  for (const stream of streams) stream.destroy();
  socket.destroy();
  took.sort((a, b) => a - b);
  return { p50: took[took.length >> 1]!, p99: took[Math.floor(took.length * 0.99)]! };
}

/** `ping -c 1` from one pod to another. */
async function execs(print: Print, server: Server, directory: string, where: string): Promise<void> {
  const made = await created(server, GROWING['pods']!, 'exec', 1, Infinity, 2, false);
  await allThere(server, made);
  const path = '/kube/api/v1/namespaces/bench/pods';
  const pods = JSON.parse((await read(server, `${path}?limit=500`, 'application/json')).toString()) as {
    readonly items: readonly {
      readonly metadata: { readonly name: string };
      readonly status: { readonly podIP?: string };
    }[];
  };
  const [from, to] = pods.items.filter(({ status }) => status.podIP !== undefined);
  const words = ['ping', '-c', '1', to!.status.podIP!].map((word) => `command=${encodeURIComponent(word)}`).join('&');
  for (const clients of CLIENTS) {
    const [ours, naive] = [
      await execRate(server, `${path}/${from!.metadata.name}/exec?${words}&stdout=true&stderr=true`, clients),
      await withNaive(directory, (other) => execRate(other, '/', clients)),
    ];
    print(
      `exec ping -c 1 a second, ${clients} ${clients === 1 ? 'client' : 'clients'}, ${where}`,
      `${ours.toFixed(0)} (aim ≥ ${AIM_EXECS}); ${(ours / naive).toFixed(2)} of a naive server's WebSockets ` +
        `(${naive.toFixed(0)})`,
    );
  }
}

async function execRate(server: Server, path: string, clients: number): Promise<number> {
  const during = async (span: number): Promise<number> => {
    const begun = performance.now();
    let count = 0;
    const client = async (): Promise<void> => {
      for (; performance.now() - begun < span; count += 1) await execOnce(server, path);
    };
    await Promise.all(Array.from({ length: clients }, client));
    return (count * 1_000) / (performance.now() - begun);
  };
  await during(EXEC_WARM_MS);
  return during(EXEC_MS);
}

function execOnce({ host, port }: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let status = '';
    new WebSocket(`ws://${host}:${port}${path}`, ['v5.channel.k8s.io'])
      .on('message', (data: Buffer) => {
        if (data[0] === 3) status = data.subarray(1).toString();
      })
      .on('close', () => {
        if (status.includes('"Success"')) resolve();
        else reject(new Error(`exec ended with ${status === '' ? 'nothing' : status}`));
      })
      .on('error', reject);
  });
}

async function lists(print: Print, server: Server, directory: string, where: string): Promise<void> {
  const path = '/kube/api/v1/pods';
  await fillUp(server, path);
  const whole = await read(server, path, 'application/json');
  const { items } = JSON.parse(whole.toString()) as { readonly items: readonly object[] };
  const naive = await withNaive(directory, async (other) => {
    const socket = await connect(other.host, other.port);
    for (const item of items) await exchange(socket, other.host, { method: 'POST', path: '/kept', body: item });
    socket.destroy();
    return median(READS, () => read(other, '/kept', 'application/json'));
  });
  const pods = `${items.length} pods`;
  for (const { name, accept, gzip, ms } of LISTS) {
    let bytes = 0;
    const took = await median(READS, async () => {
      bytes = (await read(server, path, accept, gzip)).length;
    });
    print(
      `list of ${pods} as ${name}, ${where}`,
      `${took.toFixed(0)} ms, ${(bytes / 1e6).toFixed(2)} MB; ${(took / naive).toFixed(2)} times the naive server's ` +
        `JSON (${naive.toFixed(0)} ms); reference ${ms} ms for 10000, aim ≤ half of it`,
    );
  }
  const paged = await median(3, async () => {
    for (let more: string | undefined = ''; more !== undefined;) {
      const page: { readonly metadata: { readonly continue?: string } } = JSON.parse(
        (await read(server, `${path}?limit=${PAGE}${more === '' ? '' : `&continue=${more}`}`, TABLE)).toString(),
      ) as { readonly metadata: { readonly continue?: string } };
      const next: string | undefined = page.metadata.continue;
      more = next === undefined || next === '' ? undefined : encodeURIComponent(next);
    }
  });
  print(
    `list of ${pods} as Table in pages of ${PAGE}, ${where}`,
    `${paged.toFixed(0)} ms; reference ${REFERENCE_PAGES_MS} ms for 10000`,
  );
}

/** Creates pods until there are as many as a list of the reference has. */
async function fillUp(server: Server, path: string): Promise<void> {
  const { items, metadata } = JSON.parse((await read(server, `${path}?limit=1`, 'application/json')).toString()) as {
    readonly items: readonly object[];
    readonly metadata: { readonly remainingItemCount?: number };
  };
  const missing = LISTED - items.length - (metadata.remainingItemCount ?? 0);
  if (missing > 0)
    await allThere(server, await created(server, GROWING['pods']!, 'list', 16, Infinity, missing, false));
}

function opened({ host, port }: Server, path: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get({ host, port, path, agent: false }, resolve).on('error', reject);
  });
}

/** The body as it came, compressed or not. */
async function read(server: Server, path: string, accept: string, gzip = false): Promise<Buffer> {
  const { host, port } = server;
  const headers = { accept, ...(gzip ? { 'accept-encoding': 'gzip' } : {}) };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ host, port, path, headers, agent: false }, resolve).on('error', reject);
  });
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  const body = Buffer.concat(parts);
  if (response.statusCode !== 200) throw new Error(`GET ${path} was answered: ${body.toString().slice(0, 500)}`);
  return body;
}

async function median(times: number, task: () => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const before = performance.now();
    await task();
    took.push(performance.now() - before);
  }
  return took.sort((a, b) => a - b)[times >> 1]!;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)));
}

function optionsOf(words: readonly string[]): { readonly beside: readonly number[]; readonly parts: readonly Part[] } {
  const given = new Map<string, string>();
  for (let at = 0; at < words.length; at += 2) given.set(words[at]!, words[at + 1] ?? '');
  for (const name of given.keys())
    if (name !== '--beside' && name !== '--parts') throw new Error(`There is no option ${name}: --beside, --parts`);
  const parts = given.get('--parts')?.split(',') ?? PARTS;
  for (const part of parts)
    if (!PARTS.some((known) => known === part)) throw new Error(`--parts ${part}: there are ${PARTS.join(', ')}`);
  return { beside: (given.get('--beside') ?? '0,10000').split(',').map(Number), parts: parts as readonly Part[] };
}

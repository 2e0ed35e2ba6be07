/**
 * `npm run bench -- growth [--beside 0,1000,…] [--kinds pods,…] [--parts creates,sustained,deployment,start] [--seconds
 * N]`
 *
 * Durable creates per second over HTTP, with more and more other objects in the system, while one other object of each
 * kind is changed; then, in the largest directory, sustained creates until all consequences are there, a deployment of
 * 1,000 pods, and a start of the whole system. Fills one directory for each number of others with the real controllers,
 * and deletes it.
 *
 * A server that only writes and syncs what it is sent (`naive-server.ts`) is measured in the same run: each rate is
 * also given as a fraction of its rate. One figure is taken right after a start; all others when the process is warm,
 * that is after WARM ms of creates of the same kind.
 */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProcess } from '../testing/real-process.ts';
import {
  allThere,
  CLIENTS,
  created,
  deployment,
  fill,
  FOLLOWED,
  MOST,
  naiveRates,
  serverAt,
  SPAN,
  syncRate,
  there,
  WARM,
  type Server,
} from './creating.ts';
import { GROWING, type Growing } from './growing-kinds.ts';
import { connect, exchange } from './http-load.ts';
import { processorTime } from './processor-time.ts';
import { restart } from './whole-restart.ts';

type Print = (name: string, value: string) => void;

const PARTS = ['creates', 'sustained', 'deployment', 'start'] as const;
interface Options {
  readonly beside: readonly number[];
  readonly kinds: readonly string[];
  readonly parts: readonly string[];
  /** Of the sustained part. */
  readonly seconds: number;
}

export async function run(print: Print, words: readonly string[]): Promise<void> {
  const options = optionsOf(words);
  const first = new Map<string, number>();
  for (const beside of options.beside) {
    const directory = mkdtempSync(join(tmpdir(), 'overlay-bench-growth-'));
    try {
      const filled = performance.now();
      fill(directory, beside);
      print(
        `filling a directory with ${beside} objects`,
        `${seconds(performance.now() - filled)}${beside === 100_000 ? '; aim ≤ 180 s' : ''}`,
      );
      print('syncs/s that the disk does', syncRate(directory).toFixed(0));
      await besideOthers(print, directory, beside, options, first);
    } finally {
      rmSync(directory, { recursive: true, force: true });
      rmSync(`${directory}-compiled`, { recursive: true, force: true });
    }
  }
}

async function besideOthers(
  print: Print,
  directory: string,
  beside: number,
  options: Options,
  first: Map<string, number>,
): Promise<void> {
  const largest = beside === Math.max(...options.beside);
  const has = (part: (typeof PARTS)[number]): boolean => options.parts.includes(part);
  if (has('start') && largest)
    for (const which of ['first start', 'start'])
      print(
        `${which} of the whole system beside ${beside} objects`,
        `${await restart(directory)}; aim: ready ≤ 12 s, ≤ 1500 MB`,
      );
  if (!has('creates') && !(largest && (has('sustained') || has('deployment')))) return;
  const naive = has('creates') ? await naiveRates(print, directory) : new Map<number, number>();
  const system = startProcess(['--port', '0', '--no-console', '--no-bgp', '--data-dir', directory], {
    before: (process.env['OVERLAY_BENCH_NODE'] ?? '').split(' ').filter((word) => word !== ''),
  });
  try {
    const server = serverAt(await system.ready, system.child.pid);
    const { pid } = server;
    const cold = await created(server, GROWING['pods']!, 'cold', 1, 500, 200);
    await allThere(server, cold);
    if (has('creates')) {
      print(
        `pods created/s beside ${beside}, 1 client, right after the start`,
        `${cold.rate.toFixed(0)}; p50 ${cold.p50.toFixed(2)} ms, p99 ${cold.p99.toFixed(2)} ms`,
      );
      for (const kind of options.kinds) {
        await allThere(server, await created(server, GROWING[kind]!, 'warm', 16, WARM, MOST));
        for (const clients of CLIENTS) {
          const cpu = processorTime(pid);
          const made = await created(server, GROWING[kind]!, `b${clients}`, clients, SPAN, MOST);
          const behind = await allThere(server, made);
          const used = (processorTime(pid) - cpu) / made.count;
          const name = `${kind} created/s beside ${beside}, ${clients} ${clients === 1 ? 'client' : 'clients'}`;
          const key = `${kind} ${clients}`;
          if (!first.has(key)) first.set(key, made.p50);
          const accepted = GROWING[kind]!.accepted?.[clients === 1 ? 0 : 1];
          print(
            name,
            `${made.rate.toFixed(0)}${accepted === undefined ? '' : ` (accepted ≥ ${accepted})`}, ` +
              `${(made.rate / naive.get(clients)!).toFixed(2)} of the naive server's; p50 ` +
              `${made.p50.toFixed(2)} ms, ${(made.p50 / first.get(key)!).toFixed(2)} times the first (aim ≤ 1.5); ` +
              `p99 ${made.p99.toFixed(2)} ms; ${used.toFixed(2)} ms of processor for all that follows of one; ` +
              `everything there ${seconds(behind)} after; ${memory(pid)}`,
          );
        }
      }
    }
    if (largest && has('sustained'))
      for (const kind of options.kinds) {
        const { sustained } = GROWING[kind]!;
        if (sustained !== undefined)
          print(
            `${kind} sustained for ${options.seconds} s until all that follows is there, beside ${beside}`,
            `${await sustain(server, GROWING[kind]!, options.seconds * 1_000)}; aim ≥ ${sustained}/s; ${memory(pid)}`,
          );
      }
    if (largest && has('deployment'))
      print(
        `a deployment of 1000 pods Running, beside ${beside} objects`,
        `${seconds(await deployment(server))}; aim ≤ 2 s`,
      );
  } finally {
    system.child.kill('SIGTERM');
    const { code, stderr } = await system.ended;
    if (code !== 0) process.stderr.write(`The system ended with ${code}: ${stderr}\n`);
  }
}

/**
 * Creates with 16 clients, follows samples meanwhile, and waits for the rest: objects a second in all, and the longest
 * lag.
 */
async function sustain(server: Server, kind: Growing, span: number): Promise<string> {
  const waiting: { readonly name: string; readonly at: number }[] = [];
  const sockets = await Promise.all(Array.from({ length: 16 }, () => connect(server.host, server.port)));
  const run = `s-${Math.floor(performance.now())}`;
  let last: { readonly name: string; readonly at: number } | undefined;
  const cpu = processorTime(server.pid);
  const started = performance.now();
  let count = 0;
  let longest = 0;
  let over = false;
  const following = (async () => {
    const socket = await connect(server.host, server.port);
    for (;;) {
      const oldest = waiting.shift();
      if (oldest === undefined) {
        if (over) break;
        await new Promise((resolve) => setTimeout(resolve, 5));
        continue;
      }
      await there(server, socket, kind, oldest.name);
      longest = Math.max(longest, performance.now() - oldest.at);
    }
    socket.destroy();
  })();
  await Promise.all(
    sockets.map(async (socket) => {
      while (performance.now() - started < span) {
        const name = `${run}-${(count += 1)}`;
        await exchange(socket, server.host, kind.create(name));
        if (count % FOLLOWED === 0) waiting.push({ name, at: performance.now() });
        last = { name, at: performance.now() };
      }
      socket.destroy();
    }),
  );
  const answered = performance.now() - started;
  if (last !== undefined) waiting.push(last);
  over = true;
  await following;
  const all = performance.now() - started;
  const used = (processorTime(server.pid) - cpu) / count;
  return (
    `${((count * 1_000) / all).toFixed(0)}/s until all is there (${((count * 1_000) / answered).toFixed(0)}/s ` +
    `answered), longest lag ${seconds(longest)}; ${used.toFixed(2)} ms of processor each`
  );
}

function memory(pid: number | undefined): string {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return `${Math.round(Number(kilobytes) / 1_000)} MB resident`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(2)} s`;
}

function optionsOf(words: readonly string[]): Options {
  const given = new Map<string, string>();
  for (let at = 0; at < words.length; at += 2) given.set(words[at]!, words[at + 1] ?? '');
  const list = (name: string, known: readonly string[]): readonly string[] => {
    const chosen = given.get(name)?.split(',') ?? known;
    for (const each of chosen)
      if (!known.includes(each)) throw new Error(`${name} ${each}: there are ${known.join(', ')}`);
    return chosen;
  };
  for (const name of given.keys())
    if (!['--beside', '--kinds', '--parts', '--seconds'].includes(name))
      throw new Error(`There is no option ${name}: --beside, --kinds, --parts, --seconds`);
  return {
    beside: (given.get('--beside') ?? '0,1000,10000,100000').split(',').map(Number),
    kinds: list('--kinds', Object.keys(GROWING)),
    parts: list('--parts', PARTS),
    seconds: Number(given.get('--seconds') ?? 60),
  };
}

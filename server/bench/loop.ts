/**
 * How long one heavy request delays others: while it is answered, and for a second more because of its consequences,
 * another connection requests `/healthz` repeatedly. Goal: no request waits longer than 50 ms. The longest turn of the
 * event loop is given in wall-clock and in processor time: on a busy machine the latter is more reliable. `--naive`
 * then does some of the same work without yielding, which takes minutes.
 *
 * `npm run bench -- loop [--pods N] [--naive] [GROUP …]`: groups of `heavy-requests.ts`, all unless some are named.
 */

import { spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { connect, type HttpConnection } from '../testing/mutate/connection.ts';
import { startProcess } from '../testing/real-process.ts';
import { heavyRequests, type HeavyRequest } from './heavy-requests.ts';

type Print = (name: string, value?: string) => void;

const PODS = '10000';
/** The goal, ms (decision 0003). */
const AIM = 50;
/** Time for the consequences of a request, ms. */
const AFTERWARDS = 1000;
const LONGEST_TURN = fileURLToPath(new URL('longest-turn.ts', import.meta.url));

export async function run(print: Print, words: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...words],
    options: { pods: { type: 'string', default: PODS }, naive: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const pods = Number(values.pods);
  const directory = mkdtempSync(join(tmpdir(), 'overlay-bench-'));
  try {
    const made = spawnSync(
      process.execPath,
      [fileURLToPath(new URL('many-pods-directory.ts', import.meta.url)), directory, String(pods), '500'],
      { encoding: 'utf8' },
    );
    if (made.status !== 0) throw new Error(`The data directory cannot be filled: ${made.stderr}`);
    const system = startProcess(['--port', '0', '--no-console', '--no-bgp', '--data-dir', directory], {
      before: ['--import', LONGEST_TURN],
    });
    const url = await system.ready;
    const [heavy, probe] = [connect(url, 2), connect(url, 1)];
    print(`one heavy request beside ${pods} pods: how long others wait (aim: at most ${AIM} ms)`);
    const asked = heavyRequests(heavy, pods).filter(
      ({ group }) => positionals.length === 0 || positionals.includes(group),
    );
    for (const each of asked) await measure(print, each, heavy, probe, system.child);
    heavy.close();
    probe.close();
    system.child.kill('SIGTERM');
    await system.ended;
    if (values.naive)
      for (const { name, naive } of asked)
        if (naive !== undefined) print(`${name}, naively in one piece`, `${took(naive).toFixed(0)} ms`);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function took(work: () => void): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

async function measure(
  print: Print,
  { name, sent }: HeavyRequest,
  heavy: HttpConnection,
  probe: HttpConnection,
  child: ChildProcess,
): Promise<void> {
  const request = await sent();
  const waits: number[] = [];
  let over = false;
  child.kill('SIGUSR2');
  const probing = (async () => {
    while (!over) {
      const asked = performance.now();
      await probe.send({ method: 'GET', path: '/healthz', headers: {} });
      waits.push(performance.now() - asked);
    }
  })();
  const begun = performance.now();
  const { status, text } = await heavy.send({ ...request, headers: { ...request.headers, connection: 'close' } });
  const answered = performance.now() - begun;
  await new Promise((resolve) => setTimeout(resolve, AFTERWARDS));
  over = true;
  await probing;
  const { wall, processor } = await longestTurn(child);
  waits.sort((a, b) => a - b);
  const at = (share: number): string => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))]!.toFixed(1);
  print(
    name,
    `${status} after ${answered.toFixed(0)} ms (${(text.length / 1e6).toFixed(2)} MB); others waited ${at(1)} ms ` +
      `at most, p99 ${at(0.99)} ms; longest turn ${wall.toFixed(0)} ms, ${processor.toFixed(0)} ms of the processor`,
  );
}

/** What `longest-turn.ts` prints when it stops measuring, ms. */
function longestTurn(child: ChildProcess): Promise<{ readonly wall: number; readonly processor: number }> {
  return new Promise((resolve) => {
    const listen = (text: string): void => {
      const said = /^longest (\{.*\})$/m.exec(text)?.[1];
      if (said === undefined) return;
      child.stdout!.off('data', listen);
      resolve(JSON.parse(said) as { readonly wall: number; readonly processor: number });
    };
    child.stdout!.on('data', listen);
    child.kill('SIGUSR2');
  });
}

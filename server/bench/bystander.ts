/**
 * Response times for a normal client while another client attacks the server from the same address: every attack of
 * `testing/attacks.ts` for a few seconds, compared with the idle server. Goal: p99 ≤ 250 ms during each attack.
 */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ATTACKS, fill } from '../testing/attacks.ts';
import { standBy, type Bystander } from '../testing/bystander.ts';
import { startProcess } from '../testing/real-process.ts';

/** Objects of each kind in the lists, and milliseconds of one attack. */
const OBJECTS = 5_000;
const SPAN = 5_000;
/** Milliseconds that the server gets to recover after an attack. */
const REST = 500;
const AIM = 'aim p99 250 ms';

/** Words: names of attacks, or parts of them; all when there are none. */
export async function run(print: (name: string, value: string) => void, words: readonly string[]): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'overlay-bench-bystander-'));
  const system = startProcess(['--port', '0', '--no-console', '--data-dir', directory]);
  try {
    const url = await system.ready;
    const port = Number(new URL(url).port);
    await fill(url, OBJECTS);
    const until = (span: number): (() => boolean) => {
      const end = performance.now() + span;
      return () => performance.now() > end;
    };
    await standBy(url, system.child.pid!, until(1_000));
    print('idle', told(await standBy(url, system.child.pid!, until(SPAN)), residentMiB(system.child.pid)));
    for (const name of Object.keys(ATTACKS)) {
      if (words.length > 0 && !words.some((word) => name.includes(word))) continue;
      const worker = new Worker(new URL('./attacker.ts', import.meta.url), { workerData: { name, port, scale: 1 } });
      const ended = new Promise((resolve) => worker.once('exit', resolve));
      let most = 0;
      const watching = setInterval(() => {
        most = Math.max(most, residentMiB(system.child.pid));
      }, 100);
      const bystander = await standBy(url, system.child.pid!, until(SPAN));
      clearInterval(watching);
      worker.postMessage('stop');
      await ended;
      print(name, `${told(bystander, most)} (${AIM})`);
      await new Promise((resolve) => setTimeout(resolve, REST));
    }
  } finally {
    system.child.kill('SIGTERM');
    await system.ended;
    rmSync(directory, { recursive: true, force: true });
  }
}

function told({ took, complaints }: Bystander, memory: number): string {
  const sorted = [...took].sort((a, b) => a - b);
  const at = (part: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(1);
  return (
    `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms of ${took.length}; not answered ` +
    `${complaints.length}${complaints.length === 0 ? '' : ` (${complaints[0]})`}; server ${memory} MiB`
  );
}

function residentMiB(pid: number | undefined): number {
  return Math.round(Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
}

/**
 * A start of the whole system, as `npm start` runs it, from a data directory with 100,000 pods that the real
 * controllers made: until it prints `ready`, and the memory it then uses. The first of two starts folds the rest of the
 * journal.
 */

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startProcess } from '../testing/real-process.ts';
import { processorTime } from './processor-time.ts';

type Print = (name: string, value: string) => void;
const PODS = 100_000;

export async function runWholeRestart(print: Print, directory: string): Promise<void> {
  const started = performance.now();
  const made = spawnSync(
    process.execPath,
    [fileURLToPath(new URL('many-pods-directory.ts', import.meta.url)), directory, String(PODS)],
    { encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`The data directory cannot be filled: ${made.stderr}`);
  const { records } = JSON.parse(made.stdout) as { records: number };
  print(
    `${PODS} pods from deployments to Running, durable`,
    `${((PODS * 1_000) / (performance.now() - started)).toFixed(0)}/s`,
  );
  for (const which of ['first', 'second']) {
    print(
      `${which} start of the whole system with ${PODS} pods, ${records} records (aim: ready after ≤ 12 s, better ` +
        '8; ≤ 1500 MB)',
      await restart(directory),
    );
  }
  for (const [name, milliseconds] of Object.entries(phasesOf(directory)))
    print(
      `processor time of a part of it, ${name}${name.startsWith('checksums') ? ' (aim ≤ 1.00 s)' : ''}`,
      `${(milliseconds / 1_000).toFixed(2)} s`,
    );
}

/** Milliseconds of processor time of each of the longest parts of a start. */
function phasesOf(directory: string): { readonly [name: string]: number } {
  const done = spawnSync(process.execPath, [fileURLToPath(new URL('start-phases.ts', import.meta.url)), directory], {
    encoding: 'utf8',
  });
  if (done.status !== 0) throw new Error(`The parts of a start cannot be measured: ${done.stderr}`);
  return JSON.parse(done.stdout) as { [name: string]: number };
}

/**
 * Milliseconds of wall-clock and processor time until it is ready, and the memory it then uses. Compiled modules are
 * cached beside the directory, as `npm start` keeps them: the first start has to compile them.
 */
export async function restart(directory: string, before: readonly string[] = []): Promise<string> {
  const started = performance.now();
  const system = startProcess(['--port', '0', '--no-console', '--data-dir', directory], {
    before,
    compiled: `${directory}-compiled`,
  });
  await system.ready;
  const wall = performance.now() - started;
  const { pid } = system.child;
  const cpu = processorTime(pid);
  const resident = (field: string): string => {
    const kilobytes = new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return `${Math.round(Number(kilobytes) / 1_000)} MB`;
  };
  const said =
    `ready after ${(wall / 1_000).toFixed(2)} s (${(cpu / 1_000).toFixed(2)} s of processor time), ` +
    `${resident('VmRSS')} resident, ${resident('VmHWM')} at most`;
  system.child.kill('SIGTERM');
  const { code, stderr } = await system.ended;
  if (code !== 0) throw new Error(`The system ended with ${code}: ${stderr}`);
  return said;
}

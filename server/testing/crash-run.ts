/**
 * Starts a workload, kills it with SIGKILL at seeded moments, and checks what it left after each kill. On a busy
 * machine a moment comes late enough that as much has been acknowledged as the seed says.
 */

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CrashWorkload } from './crash-workload.ts';

export interface CrashReport {
  readonly kills: number;
  readonly acknowledged: number;
  readonly seen: number;
  /** What restarts got wrong; empty when all is well. */
  readonly problems: readonly string[];
}

/** Longest time between the first acknowledgement and the kill, milliseconds. */
const LONGEST_LIFE = 350;
/** Acknowledgements that a kill waits for at most. */
const MOST_AWAITED = 60;
/** A child that has not acknowledged anything by then is broken, milliseconds. */
const PATIENCE = 120_000;

export async function crashRun(
  workload: CrashWorkload,
  options: { readonly kills: number; readonly seed: number; readonly print?: (line: string) => void },
): Promise<CrashReport> {
  const directory = mkdtempSync(join(tmpdir(), 'overlay-crash-'));
  const lines: string[] = [];
  const problems: string[] = [];
  let random = options.seed % 2_147_483_647 || 1;
  let kills = 0;
  try {
    while (kills < options.kills && problems.length === 0) {
      random = (random * 48_271) % 2_147_483_647;
      lines.push(
        ...(await oneLife(
          workload,
          directory,
          random,
          {
            milliseconds: random % (workload.longestLife ?? LONGEST_LIFE),
            acknowledgements: 1 + ((random >>> 9) % (workload.mostAwaited ?? MOST_AWAITED)),
          },
          lines,
        )),
      );
      kills += 1;
      problems.push(
        ...(await workload.verify(directory, lines)).map(
          (problem) => `Kill ${kills} of seed ${options.seed}: ${problem}`,
        ),
      );
      options.print?.(
        `kill ${kills}: ${count(lines, 'ack')} acknowledged, ${count(lines, 'saw')} seen, ${problems.length} problems`,
      );
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
  return { kills, acknowledged: count(lines, 'ack'), seen: count(lines, 'saw'), problems };
}

function count(lines: readonly string[], promise: string): number {
  return lines.reduce((sum, line) => sum + (line.startsWith(`${promise} `) ? 1 : 0), 0);
}

/**
 * How long a child lives: at least so many milliseconds after its first acknowledgement, and until it has acknowledged
 * so much.
 */
interface Life {
  readonly milliseconds: number;
  readonly acknowledgements: number;
}

/** Runs the child for its life; gives the whole lines it, and who drove it, said. */
async function oneLife(
  workload: CrashWorkload,
  directory: string,
  seed: number,
  life: Life,
  before: readonly string[],
): Promise<readonly string[]> {
  const { file, args } = workload.command(directory, seed);
  const lines: string[] = [];
  let driver: { stop(): Promise<void> } | undefined;
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let deadline: NodeJS.Timeout | undefined;
  let acknowledged = 0;
  let grown = false;
  const kill = (): void => void child.kill('SIGKILL');
  const killWhenDue = (): void => {
    if (grown && acknowledged >= life.acknowledgements) kill();
  };
  const patience = setTimeout(kill, PATIENCE);
  const say = (line: string): void => {
    lines.push(line);
    if (line.startsWith('ack ')) {
      acknowledged += 1;
      deadline ??= setTimeout(() => {
        grown = true;
        killWhenDue();
      }, life.milliseconds);
      killWhenDue();
    }
    const url = /^ready (http:\S+)$/.exec(line)?.[1];
    if (url !== undefined) driver = workload.drive?.(url, seed, before, say);
  };
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const whole = (rest + text).split('\n');
    rest = whole.pop()!;
    for (const line of whole) say(line);
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (...end) => resolve(end));
  });
  clearTimeout(patience);
  clearTimeout(deadline);
  await driver?.stop();
  if (signal === 'SIGKILL' && deadline !== undefined) return lines;
  const faults = lines.filter((line) => line.startsWith('fault ')).slice(0, 3);
  throw new Error(
    `The ${workload.name} workload ended by itself (code ${code}, signal ${signal}): ` +
      `${complaint.trim() || 'it said nothing'}. ${faults.join('; ')}`,
  );
}

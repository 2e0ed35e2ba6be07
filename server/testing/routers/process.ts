/** Other people's programs as children of a test: started in the foreground, asked, and always stopped. */

import { execFile, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Daemon {
  readonly pid: number;
  /** Its own, removed when it stops. */
  readonly directory: string;
  /** What it wrote so far, both streams. */
  log(): string;
  running(): boolean;
  /** SIGTERM, and SIGKILL where that is not heard within 3 s. */
  stop(): Promise<void>;
  /** SIGKILL at once. */
  kill(): Promise<void>;
}

const SETPRIV = '/usr/bin/setpriv';
const living = new Set<number>();
process.on('exit', () => {
  for (const pid of living) process.kill(pid, 'SIGKILL');
});

export const temporaryDirectory = (name: string) => mkdtempSync(join(tmpdir(), `overlay-${name}-`));

/** Starts `command` in a directory of its own; it ends with this process, however that ends. */
export function startDaemon(command: string, args: readonly string[], directory: string): Daemon {
  const logFile = join(directory, 'log');
  const log = openSync(logFile, 'a');
  const [file, words] = existsSync(SETPRIV)
    ? [SETPRIV, ['--pdeathsig', 'KILL', command, ...args]]
    : [command, [...args]];
  const child = spawn(file, words, { cwd: directory, stdio: ['ignore', log, log] });
  closeSync(log);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} could not be started.`);
  living.add(pid);
  let logged: string | undefined;
  const ended = new Promise<void>((resolve) => {
    child.on('exit', () => {
      living.delete(pid);
      resolve();
    });
  });
  const running = () => child.exitCode === null && child.signalCode === null;
  const end = async (signal: NodeJS.Signals) => {
    if (running()) {
      child.kill(signal);
      const force = setTimeout(() => child.kill('SIGKILL'), 3000);
      await ended;
      clearTimeout(force);
    }
    logged ??= readFileSync(logFile, 'utf8');
    rmSync(directory, { recursive: true, force: true });
  };
  return {
    pid,
    directory,
    log: () => logged ?? readFileSync(logFile, 'utf8'),
    running,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

/** Runs a tool to its end and gives what it printed; rejects with what it complained about. */
export function runTool(file: string, args: readonly string[], milliseconds = 20_000): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(file, args, { maxBuffer: 1 << 28, timeout: milliseconds }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${file} ${args.join(' ')}: ${stderr.trim() || stdout.trim() || error.message}`));
    });
  });
}

/**
 * Asks again until `probe` gives something other than undefined, null or false; an error counts as "not yet". Rejects
 * with what was awaited and the last thing seen.
 */
export async function until<T>(
  what: string,
  probe: () => T | Promise<T>,
  milliseconds = 15_000,
  pause = 25,
): Promise<NonNullable<T>> {
  const end = performance.now() + milliseconds;
  for (;;) {
    let last: unknown;
    try {
      const seen = await probe();
      if (seen !== undefined && seen !== null && seen !== false) return seen as NonNullable<T>;
      last = seen;
    } catch (error) {
      last = error;
    }
    if (performance.now() > end)
      throw new Error(
        `Not within ${milliseconds} ms: ${what}. Last: ${last instanceof Error ? last.message : String(last)}`,
      );
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** Waits until a daemon answers; if it ends before, rejects with its log. */
export async function answering(name: string, daemon: Daemon, probe: () => Promise<unknown>): Promise<void> {
  try {
    await until(
      `${name} answers`,
      async () => {
        if (!daemon.running()) return 'ended';
        await probe();
        return 'answers';
      },
      10_000,
      20,
    );
    if (!daemon.running()) throw new Error(`${name} ended.`);
  } catch (error) {
    const log = daemon.log();
    await daemon.kill();
    throw new Error(`${(error as Error).message}\n${log}`);
  }
}

let drawn = 0;

/** A loopback address that no other test process draws: 127.(64…).(process id). */
export function loopbackAddress(): string {
  const { pid } = process;
  const second = 64 + ((drawn++ + ((pid >> 16) & 63) * 16) % 128);
  return `127.${second}.${(pid >> 8) & 255}.${Math.max(1, pid & 255)}`;
}

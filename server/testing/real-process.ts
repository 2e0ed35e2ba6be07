/** The whole system as a process of its own, as `npm start` runs it: for tests and benchmarks. */

import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RealProcess {
  readonly child: ChildProcess;
  /** Where it listens, once it says so. Rejects with what it said when it ends before. */
  readonly ready: Promise<string>;
  readonly ended: Promise<Ended>;
}

/** Environment without what the caller's own start was given. */
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(OVERLAY|KUBERNETES|NODE_OPTIONS|VITEST)/.test(name)),
  );
}

export interface StartOptions {
  /** Options of Node. */
  readonly before?: readonly string[];
  /** Put before the command: `ulimit -f 100`. */
  readonly shell?: string;
  /** Where Node keeps compiled modules, for who starts many: half of a start is compiling. */
  readonly compiled?: string;
}

/** `node server/main.ts <args>` */
export function startProcess(
  args: readonly string[],
  { before = [], shell, compiled }: StartOptions = {},
): RealProcess {
  const env = { ...environment(), ...(compiled === undefined ? {} : { NODE_COMPILE_CACHE: compiled }) };
  const command = [process.execPath, ...before, MAIN, ...args];
  const child =
    shell === undefined
      ? spawn(command[0]!, command.slice(1), { stdio: ['ignore', 'pipe', 'pipe'], env })
      : spawn('bash', ['-c', `${shell}; exec "$@"`, 'bash', ...command], { stdio: ['ignore', 'pipe', 'pipe'], env });
  let stdout = '';
  let stderr = '';
  let announce: (url: string) => void;
  let give: (ended: Ended) => void;
  let refuse: (error: Error) => void;
  const ready = new Promise<string>((resolve, reject) => {
    announce = resolve;
    refuse = reject;
  });
  ready.catch(() => {});
  const ended = new Promise<Ended>((resolve) => {
    give = resolve;
  });
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    const url = /^ready (http:\S+)$/m.exec(stdout)?.[1];
    if (url !== undefined) announce(url);
  });
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.on('error', (error) => refuse(error));
  child.on('close', (code, signal) => {
    refuse(new Error(`The system ended with ${signal ?? code} before it was ready: ${stderr.trim()}`));
    give({ code, signal, stdout, stderr });
  });
  return { child, ready, ended };
}

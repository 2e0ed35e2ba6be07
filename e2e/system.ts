/** A running system of its own: the real process on a free port, over a new data directory. */

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

export interface RunningSystem {
  readonly url: string;
  /** Kills it without warning, as `kill -9` does. */
  kill(): Promise<void>;
  /** Lets it do nothing until `thaw`; its connections stay open. */
  freeze(): void;
  thaw(): void;
  /** Stops it cleanly; gives the exit code. */
  stop(): Promise<number | null>;
  /** Removes the data directory. */
  forget(): void;
  readonly dataDirectory: string;
}

/**
 * Starts the product and waits for its ready line; `args` are options of `npm start`, `port` is any free one unless
 * given.
 */
export async function startSystem(
  options: { readonly dataDirectory?: string; readonly port?: number; readonly args?: readonly string[] } = {},
): Promise<RunningSystem> {
  const dataDirectory = options.dataDirectory ?? mkdtempSync(join(tmpdir(), 'overlay-e2e-'));
  const child = spawn(
    process.execPath,
    [
      join(ROOT, 'server/main.ts'),
      '--port',
      String(options.port ?? 0),
      '--data-dir',
      dataDirectory,
      ...(options.args ?? []),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const url = await ready(child);
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return {
    url,
    dataDirectory,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
    forget: () => rmSync(dataDirectory, { recursive: true, force: true }),
  };
}

function ready(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let errors = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    createInterface({ input: child.stdout! }).on('line', (line) => {
      if (line.startsWith('ready http://')) resolve(line.slice('ready '.length));
    });
    child.once('exit', (code) => reject(new Error(`The system ended with ${code} before it was ready:\n${errors}`)));
  });
}

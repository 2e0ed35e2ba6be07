/** Runs a real kubectl with a home and a kubeconfig of its own. */

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Printed {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Kubectl {
  /** A folder for its files, which is its working directory. */
  readonly home: string;
  run(args: readonly string[], input?: string): Promise<Printed>;
  close(): void;
}

/** `server`: the URL of the API. A command has 30 s. */
export function kubectlAt(
  path: string,
  server: string,
  environment: { readonly [name: string]: string } = {},
): Kubectl {
  const home = mkdtempSync(join(tmpdir(), 'kubectl-'));
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'c', cluster: { server } }],
    contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }],
    users: [{ name: 'u', user: {} }],
    'current-context': 'c',
  };
  writeFileSync(join(home, 'config'), JSON.stringify(config));
  const env = { HOME: home, KUBECONFIG: join(home, 'config'), PATH: process.env['PATH'] ?? '', ...environment };
  return {
    home,
    run(args, input) {
      return new Promise((resolve, reject) => {
        const child = spawn(path, args, { cwd: home, timeout: 30_000, env });
        let stdout = '';
        let stderr = '';
        child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
        child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
        child.on('error', reject);
        child.on('close', (code) => resolve({ code, stdout, stderr }));
        child.stdin.on('error', () => {});
        child.stdin.end(input ?? '');
      });
    },
    close: () => rmSync(home, { recursive: true, force: true }),
  };
}

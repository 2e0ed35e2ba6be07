/** Runs shell lines with a real kubectl against a running system, with the `kubeconfig` that the system has written. */

import { execFile, spawn } from 'node:child_process';

export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
}

export interface KubectlShell {
  /**
   * `$K get ns; $K get pods`, or `kubectl` for `$K`. `sleep` waits for a tenth of what it says: nothing here is as slow
   * as a kubelet.
   */
  run(line: string): Promise<Printed>;
  /** The same in a terminal, in which somebody types `keys` once `seen` has been printed. */
  type(line: string, seen: RegExp, keys: string): Promise<Printed>;
}

const WORDS = 'sleep() { command sleep "0.$1"; }\nkubectl() { "$K" "$@"; }\n';
/** ms */
const LONGEST = 40_000;

/** `folder` is where lines run and where kubectl keeps what it has discovered. */
export function kubectlShell(kubectl: string, kubeconfig: string, folder: string): KubectlShell {
  const env = { HOME: folder, KUBECONFIG: kubeconfig, K: kubectl, PATH: process.env['PATH'] ?? '', SHELL: '/bin/bash' };
  const options = { cwd: folder, timeout: LONGEST, env };
  return {
    run: (line) =>
      new Promise((resolve) => {
        const child = execFile('bash', ['-c', WORDS + line], options, (_error, stdout, stderr) =>
          resolve({ stdout, stderr, exit: child.exitCode ?? -1 }),
        );
      }),
    type: (line, seen, keys) =>
      new Promise((resolve, reject) => {
        const child = spawn('script', ['-qefc', WORDS + line, '/dev/null'], options);
        let stdout = '';
        let typed = false;
        child.stdout.setEncoding('utf8').on('data', (text: string) => {
          stdout += text.replaceAll('\r', '');
          if (typed || !seen.test(stdout)) return;
          typed = true;
          child.stdin.write(keys);
        });
        child.on('error', reject);
        child.on('close', (code) => resolve({ stdout, stderr: '', exit: code ?? -1 }));
      }),
  };
}

/** Runs shell lines with a real kubectl against a running system, with the `kubeconfig` that the system has written. */

import { execFile } from 'node:child_process';

export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
}

export interface KubectlShell {
  /** `$K get ns; $K get pods`. `sleep` waits for a tenth of what it says: nothing here is as slow as a kubelet. */
  run(line: string): Promise<Printed>;
}

/** `folder` is where lines run and where kubectl keeps what it has discovered. */
export function kubectlShell(kubectl: string, kubeconfig: string, folder: string): KubectlShell {
  const env = { HOME: folder, KUBECONFIG: kubeconfig, K: kubectl, PATH: process.env['PATH'] ?? '' };
  return {
    run: (line) =>
      new Promise((resolve) => {
        const script = `sleep() { command sleep "0.$1"; }\n${line}`;
        const child = execFile(
          'bash',
          ['-c', script],
          { cwd: folder, timeout: 40_000, env },
          (_error, stdout, stderr) => resolve({ stdout, stderr, exit: child.exitCode ?? -1 }),
        );
      }),
  };
}

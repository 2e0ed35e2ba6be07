/**
 * What real kubectl prints when it talks to us, against what it printed when it talked to a real API server 1.32.6:
 * standard output and exit code of every recorded command, in recorded order, after blanking what differs from run to
 * run. `recordings.test.ts` compares the answers behind some of them, and never skips.
 */

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kubectlBinaries } from '../testing/kubectl-binaries.ts';
import { kubectlShell, type Printed } from '../testing/kubectl-shell.ts';
import { startProcess, type RealProcess } from '../testing/real-process.ts';
import { DEVIATIONS, type Blanked } from './golden/deviations.ts';
import { normalise } from './golden/normalise.ts';
import { MANIFESTS, recordedCommands, type Recorded } from './golden/transcript.ts';
import { BEFORE } from './golden/unrecorded.ts';

/** What older and newer clients are asked: one command of each sort, with words that are the same in all versions. */
const KEY = /^(1[0-38]|21|22|24|27|28|31|36|37|8[03]|91)-/;
const binaries = kubectlBinaries(['1.27', '1.32', '1.33']);
const RECORDED = recordedCommands();
const READS = /^(get|describe|version|explain|auth|cluster-info|wait)\b/;

function isRead({ command }: Recorded): boolean {
  return command
    .split('$K ')
    .slice(1)
    .every((words) => READS.test(words));
}

/** Names that were drawn when it was recorded: here it is the first pod there. */
const here = (command: string): string =>
  command.replace(
    /webserver-[\da-z]+-[\da-z]{5}$/,
    '$($K get pod -n ns-isolated -o jsonpath={.items[0].metadata.name})',
  );

const told = ({ stdout, exit }: Pick<Recorded, 'stdout' | 'exit'>, blank?: Blanked): string =>
  `${normalise(stdout, blank)}\n[${exit}]`;

describe.skipIf(binaries.length === 0)('kubectl prints what it printed for a real API server', () => {
  describe.each(binaries)('$version', ({ version, path }) => {
    const asked = version === '1.32' ? RECORDED : RECORDED.filter(({ name }) => KEY.test(name));
    const printed = new Map<string, Printed>();
    const folder = mkdtempSync(join(tmpdir(), 'golden-'));
    let system: RealProcess;
    beforeAll(async () => {
      cpSync(MANIFESTS, folder, { recursive: true });
      const data = join(folder, 'data');
      system = startProcess(['--port', '0', '--no-console', '--data-dir', data]);
      await system.ready;
      const shell = kubectlShell(path, join(data, 'kubeconfig'), folder);
      /** Reads since the last write: they run at once. */
      let reads: Promise<unknown>[] = [];
      for (const recorded of asked) {
        const run = async () => {
          printed.set(recorded.name, await shell.run(here(recorded.command)));
        };
        const before = BEFORE.get(recorded.name);
        if (isRead(recorded) && before === undefined) {
          reads.push(run());
          continue;
        }
        await Promise.all(reads);
        reads = [];
        if (before !== undefined) expect(await shell.run(before)).toMatchObject({ exit: 0 });
        await run();
      }
      await Promise.all(reads);
    }, 120_000);
    afterAll(async () => {
      system.child.kill('SIGTERM');
      await system.ended;
      rmSync(folder, { recursive: true, force: true });
    });

    test.each(asked)('$name: $command', (recorded) => {
      const here = printed.get(recorded.name)!;
      const deviation = DEVIATIONS.find(({ file }) => file === recorded.name);
      const stated = deviation?.ours?.test(told(here)) === true;
      const expected = stated ? told(here) : told(recorded, deviation?.blank);
      expect(told(here, deviation?.blank), deviation?.reason ?? here.stderr).toBe(expected);
      const same = told(here) === told(recorded);
      expect(same, 'A deviation that is not needed any more is removed.').toBe(deviation === undefined);
    });
  });
});

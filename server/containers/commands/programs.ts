/** The programs of every container, whatever its image: by name, in the folders of PATH. */

import type { Command, Process } from '../process.ts';
import { shellCommand } from '../shell/shell.ts';
import { cat } from './cat.ts';
import { date, echo, env, giveUp, hostname, sleep, succeed } from './small.ts';

const shell = shellCommand((process) => startProgram(process));

const PROGRAMS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['ash', shell],
  ['bash', shell],
  ['cat', cat],
  ['date', date],
  ['echo', echo],
  ['env', env],
  ['false', giveUp],
  ['hostname', hostname],
  ['printenv', env],
  ['sh', shell],
  ['sleep', sleep],
  ['true', succeed],
]);
const FOLDERS = /^\/(?:usr\/(?:local\/)?)?s?bin\//;

function programOf(name: string): Command | undefined {
  const folder = FOLDERS.exec(name)?.[0] ?? '';
  return PROGRAMS.get(name.slice(folder.length));
}

/** Undefined if there is no such program. */
export function startProgram(process: Process): Promise<number> | undefined {
  const { name, args } = process;
  if (/^(?:\/bin\/)?busybox$/.test(name) && args[0] !== undefined)
    return programOf(args[0])?.({ ...process, name: args[0], args: args.slice(1) });
  return programOf(name)?.({ ...process, name: name.slice(name.lastIndexOf('/') + 1) });
}

/** What the container runtime says of a command that it cannot start; its exit code is 127. */
export function notStarted(name: string): string {
  const why = name.includes('/') ? `stat ${name}: no such file or directory` : 'executable file not found in $PATH';
  return (
    'OCI runtime exec failed: exec failed: unable to start container process: exec: ' +
    `${JSON.stringify(name)}: ${why}: unknown\n`
  );
}
export const NOT_STARTED = 127;

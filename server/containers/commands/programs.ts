/** The programs of every container, whatever its image: by name, in the folders of PATH. */

import { requireShort } from '../limits.ts';
import { BadOptions } from '../options.ts';
import { fail, type Command, type Process } from '../process.ts';
import { shellCommand } from '../shell/shell.ts';
import { COST } from '../turns.ts';
import { agnhost } from './agnhost.ts';
import { cat } from './cat.ts';
import { curl } from './curl.ts';
import { ifconfig } from './ifconfig.ts';
import { ip } from './ip.ts';
import { nc } from './nc.ts';
import { nslookup } from './nslookup.ts';
import { ping } from './ping.ts';
import { date, echo, env, giveUp, hostname, sleep, succeed } from './small.ts';
import { traceroute } from './traceroute.ts';
import { wget } from './wget.ts';

const shell = shellCommand((process) => startProgram(process));

const PROGRAMS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['ash', shell],
  ['bash', shell],
  ['cat', cat],
  ['curl', curl],
  ['date', date],
  ['echo', echo],
  ['env', env],
  ['false', giveUp],
  ['hostname', hostname],
  ['ifconfig', ifconfig],
  ['ip', ip],
  ['nc', nc],
  ['nslookup', nslookup],
  ['ping', ping],
  ['ping6', ping],
  ['printenv', env],
  ['sh', shell],
  ['sleep', sleep],
  ['traceroute', traceroute],
  ['traceroute6', traceroute],
  ['true', succeed],
  ['wget', wget],
]);
const FOLDERS = /^\/(?:usr\/(?:local\/)?)?s?bin\//;

function programOf(name: string): Command | undefined {
  if (name === '/agnhost') return agnhost;
  const folder = FOLDERS.exec(name)?.[0] ?? '';
  return PROGRAMS.get(name.slice(folder.length));
}

/** Undefined if there is no such program. Rejects with `ArgumentListTooLong`. */
export function startProgram(process: Process): Promise<number> | undefined {
  const { name, args } = process;
  const [applet, ...its] = args;
  const called =
    applet !== undefined && /^(?:\/bin\/)?busybox$/.test(name) ? { ...process, name: applet, args: its } : process;
  const program = programOf(called.name);
  return program === undefined ? undefined : started(program, { ...called, name: baseName(called.name) });
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

async function started(program: Command, process: Process): Promise<number> {
  requireShort(process.args, program === shell);
  await process.worked(COST.command);
  try {
    return await program(process);
  } catch (error) {
    if (error instanceof BadOptions) return fail(process, error.message);
    throw error;
  }
}

/** What the container runtime says of a command that it cannot start. */
export function notStarted(
  name: string,
  why = name.includes('/') ? `stat ${name}: no such file or directory` : 'executable file not found in $PATH',
): string {
  return (
    'OCI runtime exec failed: exec failed: unable to start container process: exec: ' +
    `${JSON.stringify(name)}: ${why}: unknown\n`
  );
}
/** Exit codes: there is no such program; there is one, which cannot be started. */
export const NOT_STARTED = 127;
export const CANNOT_START = 126;

/**
 * The process: words to settings, settings to a running system, signals to a clean stop.
 * Exit codes: 0 done, 2 what was asked cannot be done, 74 what was written could not be made durable, 1 anything else.
 */

import { compose, type System } from './compose.ts';
import { validateRecord } from './contract/record/validate.ts';
import { stateFaults } from './kube/whole-state.ts';
import { logFault, logWarning } from './observability/log.ts';
import { DataDirectoryError } from './persistence/data-directory-error.ts';
import { openDataDirectory } from './persistence/open-data-directory.ts';
import { exportState, importState } from './persistence/transfer.ts';
import { verifyDirectory } from './persistence/verify.ts';
import { usage } from './settings/options.ts';
import { Refused } from './settings/refused.ts';
import { parseSettings, type Settings } from './settings/settings.ts';

/** Exit status EX_IOERR of sysexits.h: the journal could not be written. */
const NOT_DURABLE = 74;
/** Exit status for settings or a data directory that cannot be used: the shell's own for wrong usage. */
const REFUSED = 2;

/** Prints one sentence and ends the process, now: nothing more may leave it. */
function end(sentence: string, code: number): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(code);
}

const tell = logWarning;
const onFatal = (error: Error) => end(error.message, NOT_DURABLE);

async function transfer(settings: Settings, task: Extract<Settings['task'], { file: string }>): Promise<void> {
  if (task.kind === 'import') {
    const { records } = await importState(task.file, settings.dataDirectory, {
      validate: validateRecord,
      inspect: stateFaults,
    });
    process.stdout.write(`Imported ${records} records from ${task.file} into ${settings.dataDirectory}.\n`);
    return;
  }
  const { store, close } = openDataDirectory(settings.dataDirectory, {
    clock: Date.now,
    onFatal,
    tell,
    acceptDamage: settings.acceptDamage,
  });
  const { records } = exportState(store, task.file, new Date().toISOString());
  await close();
  process.stdout.write(`Exported ${records} records of ${settings.dataDirectory} to ${task.file}.\n`);
}

function verify({ dataDirectory }: Settings): void {
  const { whole, lines } = verifyDirectory(dataDirectory);
  process.stdout.write(`${lines.join('\n')}\n`);
  if (!whole) process.exitCode = REFUSED;
}

/**
 * What nobody has caught. Only the store can be left in a state that is not whole, and it ends the process itself then
 * (`onFatal`): everything else was undone with its transaction, or concerned one connection, timer or listener. So it
 * is logged with its stack, once for each cause, and the rest goes on.
 */
function goOnAfterFaults(): void {
  const known = new Set<string>();
  const told = (error: unknown): void => {
    const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (known.size >= MOST_CAUSES || known.has(cause)) return;
    known.add(cause);
    logFault(error, 'outside of any request');
  };
  process.on('uncaughtException', told);
  process.on('unhandledRejection', told);
  // Nobody reads what we print any more.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

/** Causes that are logged. */
const MOST_CAUSES = 1_000;

async function serve(settings: Settings): Promise<void> {
  goOnAfterFaults();
  const system: System = await compose(settings, { onFatal });
  let stopping = false;
  const stop = () => {
    if (stopping) return process.exit(1);
    stopping = true;
    system.close().then(
      () => process.exit(0),
      (error: Error) => end(error.message, 1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (system.configApiUrl !== undefined) process.stdout.write(`config API ${system.configApiUrl}\n`);
  if (system.kubeApi !== undefined) {
    process.stdout.write(`Kubernetes API ${system.kubeApi.url}\n`);
    process.stderr.write(`kubeconfig ${system.kubeApi.kubeconfig}\n`);
  }
  for (const line of system.bgp.lines()) process.stdout.write(`${line}\n`);
  process.stdout.write(`ready ${system.url}\n`);
}

try {
  if (Number(process.versions.node.split('.')[0]) < 24)
    end(`Overlay Console needs Node 24 or newer; this is Node ${process.versions.node}. Start it with npm start.`, 1);
  const parsed = parseSettings(process.argv.slice(2), process.env);
  if (parsed.kind === 'help') process.stdout.write(usage());
  else if (parsed.kind === 'refused') end(parsed.sentence, REFUSED);
  else if (parsed.settings.task.kind === 'serve') await serve(parsed.settings);
  else if (parsed.settings.task.kind === 'verify') verify(parsed.settings);
  else await transfer(parsed.settings, parsed.settings.task);
} catch (error) {
  if (error instanceof Refused || error instanceof DataDirectoryError) end(error.message, REFUSED);
  // A fault of ours. Nothing is served yet: going on would only keep the data directory from a better start.
  logFault(error, 'the start');
  end(`The start failed: ${error instanceof Error ? error.message : String(error)}`, 1);
}

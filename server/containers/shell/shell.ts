/** The command interpreter of a container: `sh -c …`, a script on standard input, or a person at a terminal. */

import { StringDecoder } from 'node:string_decoder';
import { ArgumentListTooLong, MOST_CHARACTERS, requireShort, Variables } from '../limits.ts';
import type { Command, Process } from '../process.ts';
import { Interrupted, INTERRUPTED } from '../signals.ts';
import { COST } from '../turns.ts';
import { expand, parseScript, type SimpleCommand } from './script.ts';
import { ShellSyntax } from './words.ts';

const PROMPT = '/ # ';
/** Shells within shells. */
const DEEPEST = 8;
/** How deep a shell is, kept where its commands find it. */
const LEVEL = 'SHLVL';

/** Starts a program by its name: known to the container, not to the shell. */
export type Start = (process: Process) => Promise<number> | undefined;

interface ShellState {
  readonly variables: Variables;
  readonly parameters: readonly string[];
  last: number;
  /** Set by `exit`. */
  exit: number | undefined;
}

export function shellCommand(start: Start): Command {
  return async (process) => {
    const { args } = process;
    const level = Number(process.variables.get(LEVEL) ?? 0) + 1;
    if (level > DEEPEST) {
      await process.err(`${process.name}: too many shells within each other\n`);
      return 2;
    }
    const state = (parameters: readonly string[]): ShellState => ({
      variables: Variables.of(process.variables, [[LEVEL, String(level)]]),
      parameters,
      last: 0,
      exit: undefined,
    });
    const options = args.findIndex((each) => !/^-[a-z]+$/.test(each));
    const given = args.slice(0, options < 0 ? args.length : options).join('');
    const operands = options < 0 ? [] : args.slice(options);
    if (given.includes('c')) {
      const [script, ...parameters] = operands;
      if (script === undefined) {
        await process.err(`${process.name}: option requires an argument -- 'c'\n`);
        return 2;
      }
      return runScript(process, script, state(parameters), start);
    }
    if (operands.length > 0) {
      await process.err(`${process.name}: can't open '${operands[0]}': No such file or directory\n`);
      return 127;
    }
    return process.terminal ? interactive(process, state([]), start) : fromInput(process, state([]), start);
  };
}

async function interactive(process: Process, state: ShellState, start: Start): Promise<number> {
  while (state.exit === undefined) {
    await process.out(PROMPT);
    try {
      const line = await process.read();
      if (line === undefined) {
        await process.out('\n');
        break;
      }
      await runScript(process, Buffer.from(line).toString(), state, start);
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      state.last = INTERRUPTED;
      await process.out('\n');
    }
  }
  return state.exit ?? state.last;
}

async function fromInput(process: Process, state: ShellState, start: Start): Promise<number> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for (let ended = false; !ended && state.exit === undefined;) {
    const chunk = await process.read();
    ended = chunk === undefined;
    rest += chunk === undefined ? `${decoder.end()}\n` : decoder.write(chunk as Buffer);
    for (let end = rest.indexOf('\n'); end >= 0 && state.exit === undefined; end = rest.indexOf('\n')) {
      const line = rest.slice(0, end);
      rest = rest.slice(end + 1);
      await runScript(process, line, state, start);
    }
    if (rest.length > MOST_CHARACTERS) {
      await process.err(`${process.name}: line too long\n`);
      return 2;
    }
  }
  return state.exit ?? state.last;
}

async function runScript(process: Process, text: string, state: ShellState, start: Start): Promise<number> {
  await process.worked(1 + Math.ceil(text.length / COST.characters));
  let commands: readonly SimpleCommand[];
  try {
    commands = parseScript(text);
  } catch (error) {
    if (!(error instanceof ShellSyntax)) throw error;
    await process.err(`${process.name}: ${error.message}\n`);
    state.last = 2;
    return 2;
  }
  for (const command of commands) {
    if (state.exit !== undefined) break;
    if (command.after === '&&' && state.last !== 0) continue;
    if (command.after === '||' && state.last === 0) continue;
    await process.worked(COST.command + Math.ceil(state.variables.size / COST.variables));
    try {
      state.last = await runCommand(process, command, state, start);
    } catch (error) {
      if (!(error instanceof ArgumentListTooLong)) throw error;
      await process.err(`${process.name}: ${error.message}\n`);
      state.last = 126;
    }
  }
  return state.exit ?? state.last;
}

async function runCommand(
  process: Process,
  { words, redirections }: SimpleCommand,
  state: ShellState,
  start: Start,
): Promise<number> {
  const all = expand(words, (parameter) => valueOf(parameter, process, state));
  const assigned = all.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word));
  const assignments = (assigned < 0 ? all : all.slice(0, assigned)).map((word): [string, string] => {
    const at = word.indexOf('=');
    return [word.slice(0, at), word.slice(at + 1)];
  });
  const [name, ...args] = assigned < 0 ? [] : all.slice(assigned);
  if (name === undefined) {
    for (const [key, value] of assignments) state.variables.set(key, value);
    return 0;
  }
  let { out, err } = process;
  const nowhere = async (): Promise<void> => {};
  for (const { from, to } of redirections) {
    const target = to === 'nowhere' ? nowhere : to === 1 ? out : err;
    if (from !== 2) out = target;
    if (from !== 1) err = target;
  }
  const called: Process = {
    ...process,
    name,
    args,
    out,
    err,
    variables: Variables.of(state.variables, assignments),
  };
  const builtin = BUILTINS.get(name);
  if (builtin !== undefined) {
    requireShort(args);
    return builtin(called, state);
  }
  const running = start(called);
  if (running === undefined) {
    await err(`${process.name}: ${name}: not found\n`);
    return 127;
  }
  return running;
}

function valueOf(parameter: string, process: Process, state: ShellState): string {
  switch (parameter) {
    case '?':
      return String(state.last);
    case '$':
      return '1';
    case '#':
      return String(Math.max(0, state.parameters.length - 1));
    case '@':
    case '*':
      return state.parameters.slice(1).join(' ');
    default:
      if (/^\d+$/.test(parameter))
        return state.parameters[Number(parameter)] ?? (parameter === '0' ? process.name : '');
      return state.variables.get(parameter) ?? '';
  }
}

type Builtin = (process: Process, state: ShellState) => Promise<number>;

const BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  [
    'exit',
    async ({ args }, state) => {
      state.exit = args[0] === undefined ? state.last : Number(args[0]) & 255;
      return state.exit;
    },
  ],
  [
    'export',
    async ({ args }, state) => {
      for (const each of args) {
        const at = each.indexOf('=');
        if (at > 0) state.variables.set(each.slice(0, at), each.slice(at + 1));
      }
      return 0;
    },
  ],
  [':', async () => 0],
  ['cd', async () => 0],
]);

/** Commands that have nothing to do with a network. */

import { MONTHS } from '../months.ts';
import { fail, type Command } from '../process.ts';

export const succeed: Command = async () => 0;
export const giveUp: Command = async () => 1;

/** `echo [-n] [-e] [TEXT]...` */
export const echo: Command = async ({ args, out }) => {
  let line = true;
  let escapes = false;
  let options = 0;
  for (const word of args) {
    if (!/^-[neE]+$/.test(word)) break;
    if (word.includes('n')) line = false;
    if (word.includes('e')) escapes = true;
    options += 1;
  }
  const text = args.slice(options).join(' ');
  await out(`${escapes ? unescaped(text) : text}${line ? '\n' : ''}`);
  return 0;
};

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['a', '\u0007'],
  ['b', '\b'],
  ['\\', '\\'],
]);

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, (all, letter: string) => ESCAPES.get(letter) ?? all);
}

export const env: Command = async ({ variables, out }) => {
  await out([...variables].map(([name, value]) => `${name}=${value}\n`).join(''));
  return 0;
};

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const two = (value: number): string => String(value).padStart(2, '0');

/** `date [-u] [+FORMAT]`, in UTC; of the format the usual fields. */
export const date: Command = async (process) => {
  const at = new Date(process.now());
  const format = process.args.find((each) => each.startsWith('+'));
  const strange = process.args.find((each) => !each.startsWith('+') && each !== '-u');
  if (strange !== undefined) return fail(process, `invalid date '${strange}'`);
  const day = DAYS[at.getUTCDay()]!;
  const month = MONTHS[at.getUTCMonth()]!;
  const time = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
  const fields = new Map<string, string>([
    ['Y', String(at.getUTCFullYear())],
    ['m', two(at.getUTCMonth() + 1)],
    ['d', two(at.getUTCDate())],
    ['H', two(at.getUTCHours())],
    ['M', two(at.getUTCMinutes())],
    ['S', two(at.getUTCSeconds())],
    ['s', String(Math.floor(at.getTime() / 1000))],
    ['F', at.toISOString().slice(0, 10)],
    ['T', time],
    ['a', day],
    ['b', month],
    ['%', '%'],
  ]);
  const text =
    format === undefined
      ? `${day} ${month} ${String(at.getUTCDate()).padStart(2)} ${time} UTC ${at.getUTCFullYear()}`
      : format.slice(1).replace(/%(.)/g, (all, letter: string) => fields.get(letter) ?? all);
  await process.out(`${text}\n`);
  return 0;
};

const UNITS: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['s', 1],
  ['m', 60],
  ['h', 3600],
  ['d', 86_400],
]);
/** ms; a session does not last so long. */
const LONGEST_SLEEP = 86_400_000;

/** `sleep SECONDS...` with the units s, m, h and d; `infinity`. */
export const sleep: Command = async (process) => {
  if (process.args.length === 0) return fail(process, 'missing operand');
  let seconds = 0;
  for (const each of process.args) {
    const [, amount, unit] = /^(\d+(?:\.\d+)?|\.\d+|inf(?:inity)?)([smhd]?)$/.exec(each) ?? [];
    if (amount === undefined) return fail(process, `invalid number '${each}'`);
    seconds += (amount.startsWith('inf') ? Infinity : Number(amount)) * UNITS.get(unit!)!;
  }
  await process.sleep(Math.min(seconds * 1000, LONGEST_SLEEP));
  return 0;
};

/** `hostname [-i] [-s] [-f]` */
export const hostname: Command = async (process) => {
  const { hostname: name, addresses } = process.place;
  const [option] = process.args;
  if (option !== undefined && !/^-[isfI]$/.test(option)) return fail(process, 'you must be root to change the name');
  await process.out(option === '-i' || option === '-I' ? `${addresses.join(' ')}\n` : `${name}\n`);
  return 0;
};

/** Options of commands, as getopt(3) reads them. */

export interface Options {
  /** Each option's last value; empty for one without a value. */
  readonly values: ReadonlyMap<string, string>;
  readonly operands: readonly string[];
}

/** What is wrong with them, as a sentence without the command's name. */
export class BadOptions extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BadOptions';
  }
}

/**
 * `short`: letters, each followed by `:` if it has a value. `long`: names, each with the letter that it stands for.
 * Throws `BadOptions`.
 */
export function optionsOf(
  args: readonly string[],
  short: string,
  long: ReadonlyMap<string, string> = new Map(),
): Options {
  const values = new Map<string, string>();
  const operands: string[] = [];
  const rest = [...args];
  const takesValue = (letter: string): boolean => short[short.indexOf(letter) + 1] === ':';
  const value = (option: string): string => {
    const next = rest.shift();
    if (next === undefined) throw new BadOptions(`option requires an argument: ${option}`);
    return next;
  };
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--') return { values, operands: [...operands, ...rest] };
    if (arg.startsWith('--')) {
      const [, name, given] = /^--([^=]+)(?:=(.*))?$/s.exec(arg) ?? [];
      const letter = long.get(name ?? '');
      if (letter === undefined) throw new BadOptions(`unrecognized option: ${name ?? arg}`);
      values.set(letter, takesValue(letter) ? (given ?? value(name!)) : '');
    } else if (arg.startsWith('-') && arg !== '-') {
      for (let letters = arg.slice(1); letters !== '';) {
        const letter = letters[0]!;
        letters = letters.slice(1);
        if (letter === ':' || !short.includes(letter)) throw new BadOptions(`unrecognized option: ${letter}`);
        if (!takesValue(letter)) values.set(letter, '');
        else {
          values.set(letter, letters === '' ? value(letter) : letters);
          letters = '';
        }
      }
    } else operands.push(arg);
  }
  return { values, operands };
}

/** A number of an option within bounds; undefined if the option is not given. Throws `BadOptions`. */
export function numberOf({ values }: Options, letter: string, least: number, most: number): number | undefined {
  const text = values.get(letter);
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!/^\d+(?:\.\d+)?$|^\.\d+$/.test(text)) throw new BadOptions(`invalid number '${text}'`);
  if (number < least || number > most) throw new BadOptions(`number ${text} is not in ${least}..${most} range`);
  return number;
}

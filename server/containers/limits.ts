/** What a process in a container may be given, as execve(2) limits it: nothing that is done with it can take long. */

/** Characters of a command with its arguments, of its variables, and of a script. */
export const MOST_CHARACTERS = 64 * 1024;
/** Arguments of a command. */
export const MOST_ARGUMENTS = 4096;
/** Characters of one argument, but for a script. */
const LONGEST_ARGUMENT = 4096;
/** Counted for a variable besides its text. */
const VARIABLE = 16;

/** E2BIG. */
export class ArgumentListTooLong extends Error {
  constructor() {
    super('argument list too long');
    this.name = 'ArgumentListTooLong';
  }
}

/** Throws `ArgumentListTooLong`. `script`: one argument may be as long as all of them. */
export function requireShort(args: readonly string[], script = false): void {
  let characters = 0;
  for (const { length } of args) {
    characters += length;
    if (characters > MOST_CHARACTERS || (length > LONGEST_ARGUMENT && !script)) throw new ArgumentListTooLong();
  }
  if (args.length > MOST_ARGUMENTS) throw new ArgumentListTooLong();
}

/** Variables of a process. `set` throws `ArgumentListTooLong` where they would take too much room. */
export class Variables extends Map<string, string> {
  #characters = 0;

  static of(...each: readonly Iterable<readonly [string, string]>[]): Variables {
    const variables = new Variables();
    for (const some of each) for (const [name, value] of some) variables.set(name, value);
    return variables;
  }

  override set(name: string, value: string): this {
    const before = this.get(name);
    const more = before === undefined ? name.length + value.length + VARIABLE : value.length - before.length;
    if (this.#characters + more > MOST_CHARACTERS) throw new ArgumentListTooLong();
    this.#characters += more;
    return super.set(name, value);
  }
}

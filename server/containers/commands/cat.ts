import { hostsFile, type Place } from '../place.ts';
import { fail, type Command } from '../process.ts';

type File = (place: Place) => string;

/** The files that there are in a container. */
const FILES: ReadonlyMap<string, File> = new Map<string, File>([
  ['/etc/hostname', ({ hostname }) => `${hostname}\n`],
  ['/etc/hosts', hostsFile],
]);

/** `cat [FILE]...`: of these files, and of standard input (`-`, or no operand). */
export const cat: Command = async (process) => {
  const operands = process.args.filter((each) => each === '-' || !each.startsWith('-'));
  let code = 0;
  for (const path of operands.length === 0 ? ['-'] : operands) {
    if (path === '-') {
      for (let chunk = await process.read(); chunk !== undefined; chunk = await process.read())
        await process.out(chunk);
      continue;
    }
    const file = FILES.get(path);
    if (file === undefined) code = await fail(process, `can't open '${path}': No such file or directory`);
    else await process.out(file(process.place));
  }
  return code;
};

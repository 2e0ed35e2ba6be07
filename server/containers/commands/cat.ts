import { formatAddress } from '../../model/net/address.ts';
import { hostsFile } from '../place.ts';
import { fail, type Command, type Process } from '../process.ts';

type File = (process: Process) => string | Promise<string>;

/** The files that there are in a container. */
const FILES: ReadonlyMap<string, File> = new Map<string, File>([
  ['/etc/hostname', ({ place }) => `${place.hostname}\n`],
  ['/etc/hosts', ({ place }) => hostsFile(place)],
  ['/etc/resolv.conf', resolverFile],
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
    else await process.out(await file(process));
  }
  return code;
};

/** As the kubelet writes it. */
async function resolverFile({ network }: Process): Promise<string> {
  const server = await network.nameServer();
  return [
    `search ${network.searchDomains.join(' ')}`,
    ...(server === undefined ? [] : [`nameserver ${formatAddress(server)}`]),
    'options ndots:5',
    '',
  ].join('\n');
}

import { formatAddress } from '../../model/net/address.ts';
import { authority, RESOLVER_MS } from '../host.ts';
import { fail, type Command } from '../process.ts';

/** `nslookup HOST` of busybox. */
export const nslookup: Command = async (process) => {
  const name = process.args.find((each) => !each.startsWith('-'));
  if (name === undefined) return fail(process, 'usage: nslookup HOST');
  const server = await process.network.nameServer();
  const answered = await process.network.resolve(name);
  if (server === undefined || answered.kind === 'no-answer') {
    await process.sleep(RESOLVER_MS);
    await process.err(';; connection timed out; no servers could be reached\n\n');
    return 1;
  }
  await process.out(`Server:\t\t${formatAddress(server)}\nAddress:\t${authority(server, 53)}\n\n`);
  if (answered.kind === 'no-such-name') {
    await process.out(`** server can't find ${answered.name}: NXDOMAIN\n\n`);
    return 1;
  }
  for (const address of answered.addresses)
    await process.out(`Name:\t${answered.name}\nAddress: ${formatAddress(address)}\n\n`);
  return 0;
};

import { connectTo, ERRORS, tellConnected } from '../connection.ts';
import { authority, hostOf } from '../host.ts';
import { numberOf, optionsOf } from '../options.ts';
import { fail, type Command } from '../process.ts';

/**
 * `nc [-z] [-v] [-u] [-n] [-w S] HOST PORT` of busybox: opens a connection, and without -z reads its input to the end.
 */
export const nc: Command = async (process) => {
  const options = optionsOf(process.args, 'zvunw:46');
  const [name, digits] = options.operands;
  const port = Number(digits);
  if (name === undefined || !/^\d{1,5}$/.test(digits ?? '') || port < 1 || port > 65_535)
    return fail(process, 'usage: nc [-z] [-v] [-u] [-w SEC] HOST PORT');
  const seconds = numberOf(options, 'w', 0, 86_400);
  const host = await hostOf(process, name, options.values.has('6') ? 6 : undefined);
  if (host === undefined) return fail(process, `bad address '${name}'`);
  const protocol = options.values.has('u') ? 'udp' : 'tcp';
  const connected = await connectTo(
    process,
    host.address,
    port,
    protocol,
    seconds === undefined ? undefined : seconds * 1000,
  );
  const verbose = options.values.has('v');
  const where = `${name} (${authority(host.address, port)})`;
  // Without an answer a datagram is taken for received.
  const open = connected.kind === 'open' || (protocol === 'udp' && connected.kind === 'timeout');
  if (!open) {
    if (verbose) await process.err(`nc: ${where}: ${ERRORS[connected.kind as keyof typeof ERRORS]}\n`);
    return 1;
  }
  tellConnected(process, connected, protocol.toUpperCase());
  if (verbose) await process.err(`${where} open\n`);
  if (!options.values.has('z')) while ((await process.read()) !== undefined);
  return 0;
};

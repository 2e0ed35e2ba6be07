import { connectTo, tellConnected } from '../connection.ts';
import { hostAndPort, hostOf } from '../host.ts';
import { BadOptions, optionsOf } from '../options.ts';
import { fail, type Command } from '../process.ts';

const LONG = new Map([
  ['timeout', 't'],
  ['protocol', 'p'],
  ['udp-data', 'd'],
]);
const UNITS: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
]);

/**
 * `/agnhost connect HOST:PORT [--timeout=1s] [--protocol=tcp|udp|sctp]` of Kubernetes' test image: exits 0 when
 * connected, else 1 with TIMEOUT, REFUSED, DNS or OTHER on standard error.
 */
export const agnhost: Command = async (process) => {
  const [subcommand, ...args] = process.args;
  if (subcommand !== 'connect') return fail(process, `unknown command "${subcommand ?? ''}" for "app"`);
  const { values, operands } = optionsOf(args, 't:p:d:', LONG);
  const [place] = operands;
  if (place === undefined || operands.length > 1) return fail(process, `accepts 1 arg(s), received ${operands.length}`);
  const limit = durationOf(values.get('t') ?? '0');
  const protocol = values.get('p') ?? 'tcp';
  if (protocol !== 'tcp' && protocol !== 'udp' && protocol !== 'sctp')
    return told(process.err, 'OTHER', `unknown protocol: ${protocol}`);
  const target = hostAndPort(place);
  if (target === undefined) return told(process.err, 'DNS', `address ${place}: missing port in address`);
  const host = await hostOf(process, target.host);
  if (host === undefined) return told(process.err, 'DNS', `lookup ${target.host}: no such host`);
  const connected = await connectTo(process, host.address, target.port, protocol, limit === 0 ? undefined : limit);
  switch (connected.kind) {
    case 'open':
      tellConnected(process, connected, protocol.toUpperCase());
      return 0;
    case 'timeout':
      return told(process.err, 'TIMEOUT');
    case 'refused':
      return told(process.err, 'REFUSED');
    case 'unreachable':
      return told(process.err, 'OTHER', `dial ${protocol} ${place}: connect: no route to host`);
  }
};

async function told(err: (text: string) => Promise<void>, word: string, why?: string): Promise<number> {
  await err(`${word}${why === undefined ? '' : `: ${why}`}\n`);
  return 1;
}

/** ms of a duration as Go writes it: `1s`, `500ms`, `1m30s`. Throws `BadOptions`. */
function durationOf(text: string): number {
  if (text === '0') return 0;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/gy)];
  if (parts.length === 0 || parts.map(([all]) => all).join('') !== text)
    throw new BadOptions(`invalid argument "${text}" for "--timeout" flag: time: invalid duration "${text}"`);
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * UNITS.get(unit!)!, 0);
}

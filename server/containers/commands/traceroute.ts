import type { Verdict } from '../../engine/forwarding/verdict.ts';
import { formatAddress, type Address } from '../../model/net/address.ts';
import { hostOf } from '../host.ts';
import { numberOf, optionsOf } from '../options.ts';
import { fail, type Command } from '../process.ts';
import { roundTrip } from '../times.ts';

/** The port of the first probe; each has the next one. */
const FIRST_PORT = 33_434;

/** `traceroute [-n] [-I] [-m HOPS] [-q PROBES] [-w S] [-4|-6] HOST` of busybox. */
export const traceroute: Command = async (process) => {
  const options = optionsOf(process.args, 'nIm:q:w:46');
  const [name] = options.operands;
  if (name === undefined) return fail(process, 'usage: traceroute [-n] [-m HOPS] [-q PROBES] [-w SEC] HOST');
  const hops = numberOf(options, 'm', 1, 255) ?? 30;
  const probes = numberOf(options, 'q', 1, 255) ?? 3;
  const wait = (numberOf(options, 'w', 1, 86_400) ?? 3) * 1000;
  const six = options.values.has('6') || process.name === 'traceroute6';
  const host = await hostOf(process, name, six ? 6 : options.values.has('4') ? 4 : undefined);
  if (host === undefined) return fail(process, `bad address '${name}'`);
  const { address } = host;
  await process.out(`traceroute to ${name} (${formatAddress(address)}), ${hops} hops max, 46 byte packets\n`);
  let sequence = 0;
  for (let ttl = 1; ttl <= hops; ttl++) {
    await process.out(String(ttl).padStart(2));
    let last: string | undefined;
    let arrived = false;
    for (let probe = 0; probe < probes; probe++) {
      const verdict = await process.network.send({
        destination: address,
        ttl,
        ...(options.values.has('I')
          ? { protocol: 'icmp' as const }
          : { protocol: 'udp' as const, port: FIRST_PORT + (sequence % 30_000), sourcePort: FIRST_PORT }),
      });
      sequence += 1;
      if (verdict.disposition === 'unreachable' && verdict.by === 'sender')
        return fail(process, 'sendto: Network unreachable');
      const from = answering(verdict, address);
      if (from === undefined) {
        await process.sleep(wait);
        await process.out('  *');
        continue;
      }
      arrived ||= verdict.disposition !== 'expired';
      const text = formatAddress(from);
      if (text !== last) await process.out(options.values.has('n') ? `  ${text}` : `  ${text} (${text})`);
      last = text;
      await process.out(`  ${roundTrip(process.place.uid, from, sequence).toFixed(3)} ms`);
      if (verdict.disposition === 'unreachable') await process.out(' !H');
    }
    await process.out('\n');
    if (arrived) return 0;
  }
  return 0;
};

/** Who answers a probe; undefined if nobody does. */
function answering(verdict: Verdict, asked: Address): Address | undefined {
  switch (verdict.disposition) {
    case 'expired':
      return verdict.at;
    case 'delivered':
    case 'refused':
      return asked;
    case 'unreachable':
      return verdict.by === 'sender' ? undefined : verdict.by.address;
    case 'dropped':
      return undefined;
  }
}

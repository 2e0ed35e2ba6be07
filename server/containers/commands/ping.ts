import { formatAddress } from '../../model/net/address.ts';
import { hostOf } from '../host.ts';
import { numberOf, optionsOf } from '../options.ts';
import { fail, type Command } from '../process.ts';
import { Interrupted } from '../signals.ts';
import { roundTrip } from '../times.ts';

/** Bytes of an ICMP header. */
const HEADER = 8;
/** ms that busybox waits for the last answer if none has come. */
const LAST_ANSWER = 10_000;
/** ms between two packets at least: faster ones are for root alone, and would keep this process busy. */
const SHORTEST = 200;
/** s */
const LONGEST = 86_400;

/**
 * `ping [-c N] [-i S] [-W S] [-w S] [-s BYTES] [-t TTL] [-I IFACE] [-q] [-4|-6] HOST` of busybox. Every echo is judged
 * anew. Exits 0 if an answer came, 1 if none did.
 */
export const ping: Command = async (process) => {
  const options = optionsOf(process.args, 'c:i:W:w:s:t:I:qAn46v');
  const [name] = options.operands;
  if (name === undefined) return fail(process, 'usage: ping [OPTIONS] HOST');
  const count = numberOf(options, 'c', 0, 2 ** 31) ?? 0;
  const interval = Math.max(SHORTEST, (numberOf(options, 'i', 0, LONGEST) ?? 1) * 1000);
  const lastAnswer = (numberOf(options, 'W', 0, LONGEST) ?? LAST_ANSWER / 1000) * 1000;
  const limit = (numberOf(options, 'w', 0, LONGEST) ?? LONGEST) * 1000;
  const size = numberOf(options, 's', 0, 65_507) ?? 56;
  const ttl = numberOf(options, 't', 1, 255);
  const by = options.values.get('I');
  const quiet = options.values.has('q');
  const family = options.values.has('6') || process.name === 'ping6' ? 6 : options.values.has('4') ? 4 : undefined;
  const host = await hostOf(process, name, family);
  if (host === undefined) return fail(process, `bad address '${name}'`);
  const { address } = host;
  const text = formatAddress(address);
  await process.out(`PING ${name} (${text}): ${size} data bytes\n`);

  let sent = 0;
  let received = 0;
  let [least, sum, most] = [Infinity, 0, 0];
  let interrupted = false;
  try {
    for (let waited = 0; ;) {
      const sequence = sent++;
      const verdict = await process.network.send({
        destination: address,
        protocol: 'icmp',
        ...(ttl === undefined ? {} : { ttl }),
        ...(by === undefined ? {} : { by }),
      });
      if (verdict.disposition === 'unreachable' && verdict.by === 'sender')
        return await fail(process, 'sendto: Network unreachable');
      if (verdict.disposition === 'delivered') {
        const time = roundTrip(process.place.uid, address, sequence);
        received += 1;
        [least, sum, most] = [Math.min(least, time), sum + time, Math.max(most, time)];
        const head = `${size + HEADER} bytes from ${text}: seq=${sequence}`;
        if (!quiet) await process.out(`${head} ttl=${verdict.replyTtl} time=${ms(time)} ms\n`);
      }
      if (count > 0 && sent >= count) {
        if (received < sent) await process.sleep(Math.min(received > 0 ? 1000 : lastAnswer, limit - waited));
        break;
      }
      await process.sleep(Math.min(interval, limit - waited));
      waited += interval;
      if (waited >= limit) break;
    }
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    interrupted = true;
  }
  const lost = Math.floor(((sent - received) * 100) / sent);
  await process.out(
    `${interrupted ? '\n' : ''}--- ${name} ping statistics ---\n` +
      `${sent} packets transmitted, ${received} packets received, ${lost}% packet loss\n`,
  );
  if (received === 0) return 1;
  await process.out(`round-trip min/avg/max = ${ms(least)}/${ms(sum / received)}/${ms(most)} ms\n`);
  return 0;
};

const ms = (time: number): string => time.toFixed(3);

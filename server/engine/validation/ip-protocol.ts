/** IP protocols of firewall rules and service groups: a name of the IANA's registry, `any`, or a number. */

import { faultsFrom, type FaultIn } from './fault.ts';

const SENTENCES = {
  'protocol-unknown': ({ protocol }: { readonly protocol: string }) => `Invalid protocol: ${protocol}`,
};
const fault = faultsFrom(SENTENCES);

const NUMBERS: ReadonlyMap<string, number> = new Map([
  ['any', 0],
  ['icmp', 1],
  ['igmp', 2],
  ['ipencap', 4],
  ['tcp', 6],
  ['egp', 8],
  ['udp', 17],
  ['ipv6', 41],
  ['rsvp', 46],
  ['gre', 47],
  ['esp', 50],
  ['ah', 51],
  ['icmp6', 58],
  ['ipv6-icmp', 58],
  ['ospf', 89],
  ['pim', 103],
  ['vrrp', 112],
  ['sctp', 132],
]);

/** The number of a protocol, 0 for any; a fault, with the protocol in lower case if that is one. */
export function ipProtocolNumber(protocol: string): number | FaultIn<typeof SENTENCES> {
  const known = NUMBERS.get(protocol);
  if (known !== undefined) return known;
  if (/^\d{1,3}$/.test(protocol) && Number(protocol) <= 255) return Number(protocol);
  const lower = protocol.toLowerCase();
  return fault('protocol-unknown', { protocol }, NUMBERS.has(lower) ? lower : undefined);
}

/** Prefixes that no network can use: hosts, routers and BGP peers reject their addresses. */

import { formatPrefix, overlaps, prefixFrom, type Prefix } from '../../model/net/prefix.ts';

/** RFC 6890, RFC 5771, RFC 4291: prefix → what it is for. */
const RESERVED: readonly (readonly [Prefix, string])[] = [
  [prefixFrom('0.0.0.0/8'), '"this network" (RFC 1122)'],
  [prefixFrom('127.0.0.0/8'), 'the loopback of every host'],
  [prefixFrom('224.0.0.0/4'), 'multicast'],
  [prefixFrom('255.255.255.255/32'), 'the broadcast of every link'],
  [prefixFrom('::/96'), 'the unspecified address, the loopback and IPv4-compatible addresses'],
  [prefixFrom('::ffff:0:0/96'), 'IPv4 addresses mapped into IPv6: write the IPv4 prefix itself'],
  [prefixFrom('fe80::/10'), 'link-local addresses, of which every link has its own'],
  [prefixFrom('ff00::/8'), 'multicast'],
];

/** Why no network can have this prefix, as a sentence; undefined if one can. */
export function impossibleNetwork(prefix: Prefix): string | undefined {
  const found = RESERVED.find(([reserved]) => overlaps(reserved, prefix));
  if (found === undefined) return undefined;
  const [reserved, use] = found;
  const relation =
    reserved.length > prefix.length ? `contains ${formatPrefix(reserved)}` : `lies in ${formatPrefix(reserved)}`;
  return (
    `${formatPrefix(prefix)} cannot be a network: it ` +
    `${formatPrefix(prefix) === formatPrefix(reserved) ? 'is' : `${relation}, which is`} ${use}`
  );
}

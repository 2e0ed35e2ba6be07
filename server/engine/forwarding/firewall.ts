/** The first rule of a firewall that is about a packet. */

import type { FirewallEndpoint, FirewallService } from '../../model/config/firewall.ts';
import { tagParts } from '../../model/naming/label-tag.ts';
import { hasProtocol, isIn, isPort } from '../policy/access-verdict.ts';
import type { End, Filtered } from './ends.ts';
import type { FirewallRuleFacts } from './facts.ts';
import type { SocketAddress } from './verdict.ts';

const NO_TAGS: ReadonlySet<string> = new Set();

/** Endpoint 1 of a rule with direction `>` is the source. */
export function firewallVerdict(
  rules: Iterable<FirewallRuleFacts>,
  { protocol, source, destination, from }: Filtered,
  to: SocketAddress,
): FirewallRuleFacts | undefined {
  const ends = [
    { end: source, at: from },
    { end: destination, at: to },
  ] as const;
  for (const rule of rules) {
    const fits = (one: 0 | 1, two: 0 | 1): boolean =>
      isEndpoint(rule.endpoint1, ends[one].end, ends[one].at, rule) &&
      isEndpoint(rule.endpoint2, ends[two].end, ends[two].at, rule);
    if (
      rule.services.some((service) => isService(service, { protocol, source: from }, from, to)) &&
      haveEqualTags(rule.matchTags, source, destination) &&
      ((rule.direction !== '<' && fits(0, 1)) || (rule.direction !== '>' && fits(1, 0)))
    )
      return rule;
  }
  return undefined;
}

function isService(
  { protocol = 'any', src_ports: source, dst_ports: destination }: FirewallService,
  packet: Parameters<typeof hasProtocol>[1],
  from: SocketAddress,
  to: SocketAddress,
): boolean {
  return (
    hasProtocol(protocol, packet) &&
    (source === undefined || isPort(source, from.port)) &&
    (destination === undefined || isPort(destination, to.port))
  );
}

function isEndpoint(
  { tags, address_group: group, subnet, virtual_network: network }: FirewallEndpoint,
  end: End,
  { address }: SocketAddress,
  rule: FirewallRuleFacts,
): boolean {
  if (tags !== undefined && tags.length > 0) {
    const held = end.port?.tags ?? NO_TAGS;
    return tags.every((tag) => held.has(tag));
  }
  if (group !== undefined) return rule.group(group).some((prefix) => isIn(prefix, address));
  if (subnet !== undefined) return isIn(subnet, address);
  return network === undefined || network === 'any' || network === end.network?.vrf.network;
}

function haveEqualTags(types: readonly string[], source: End, destination: End): boolean {
  const valuesOf = ({ port }: End, type: string): readonly string[] =>
    [...(port?.tags ?? NO_TAGS)].filter((tag) => tagParts(tag).type === type).sort();
  return types.every((type) => {
    const [one, other] = [valuesOf(source, type), valuesOf(destination, type)];
    return one.length > 0 && one.join(' ') === other.join(' ');
  });
}

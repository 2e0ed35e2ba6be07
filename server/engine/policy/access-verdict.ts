/**
 * What the access control lists of networks and security groups say of a packet: the first entry that matches.
 *
 * The list of a network is not made for that: "every network that has this policy" may be ten thousand, and for one
 * packet it is enough to know whether its end is one of them. The ends of the rules are those of `networkAccessList`.
 */

import type { AclRule, PolicyAddress, PolicyRule, PortRange } from '../../model/config/policy.ts';
import type { SubnetPrefix } from '../../model/config/virtual-network.ts';
import { formatFqName, sameFqName, type FqName } from '../../model/naming/fq-name.ts';
import type { Address, IpFamily } from '../../model/net/address.ts';
import { contains, parsePrefix, type Prefix } from '../../model/net/prefix.ts';
import { endsOf, type RuleEnd } from './access-control.ts';
import type { AttachedPolicy, NamedNetwork } from './connection-requests.ts';
import type { PolicyProtocol } from './network-policies.ts';

/** One end of a packet, as access control lists see it. */
export interface AccessEnd {
  readonly address: Address;
  /** Undefined for ICMP. */
  readonly port: number | undefined;
  /** Colon-joined name of the network of its route; undefined: outside of all. */
  readonly network: string | undefined;
  /** Names of the policies that are attached to the network. */
  readonly policies: readonly FqName[];
  /** Colon-joined names of its security groups. */
  readonly groups: readonly string[];
}

export interface AccessPacket {
  readonly source: AccessEnd;
  readonly destination: AccessEnd;
  readonly protocol: PolicyProtocol;
}

export type NetworkAccess =
  | { readonly passes: true }
  /** `position`: of the rule in its policy; `rest`: no rule passes it, and this one is about the same ends. */
  | {
      readonly passes: false;
      readonly by: 'rule' | 'rest';
      readonly policy: AttachedPolicy;
      readonly position: number;
    }
  /** A network with fabric SNAT has nothing to do with others but the fabric. */
  | { readonly passes: false; readonly by: 'fabric-snat' };

const PASSES: NetworkAccess = { passes: true };

/** What the list of the network `self` says. */
export function networkAccess(
  self: NamedNetwork & { readonly fabricSnat: boolean; readonly fabricNetwork: string },
  policies: readonly AttachedPolicy[],
  packet: AccessPacket,
): NetworkAccess {
  if (policies.length === 0 && !self.fabricSnat) return PASSES;
  const own = formatFqName(self.name);
  const { source, destination } = packet;
  for (const policy of policies)
    for (const [position, rule] of policy.rules.entries()) {
      const action = rule.action_list?.simple_action;
      if (action === undefined || !hasProtocol(rule.protocol, packet) || !hasEthertype(rule, packet)) continue;
      for (const ends of endsOf(rule, self, policies))
        if (isBetween(rule, ends, packet, true))
          return action === 'pass' ? PASSES : { passes: false, by: 'rule', policy, position };
    }
  if (source.network === own && destination.network === own) return PASSES;
  if (self.fabricSnat && (source.network === own || destination.network === own))
    return [source.network, destination.network].includes(self.fabricNetwork)
      ? PASSES
      : { passes: false, by: 'fabric-snat' };
  for (const policy of policies)
    for (const [position, rule] of policy.rules.entries()) {
      if (rule.action_list?.simple_action === undefined) continue;
      for (const ends of endsOf(rule, self, policies))
        if (isBetween({ ...rule, direction: '<>' }, ends, packet, false))
          return { passes: false, by: 'rest', policy, position };
    }
  return PASSES;
}

/** The first entry of a security group's list (`ingress` or `egress`) that lets the packet pass. */
export function groupEntry(entries: readonly AclRule[], packet: AccessPacket): AclRule | undefined {
  const { source, destination } = packet;
  return entries.find(
    ({ match_condition: { protocol, ethertype, src_address, src_port, dst_address, dst_port } }) =>
      hasProtocol(protocol, packet) &&
      isOfEthertype(ethertype, source.address.family) &&
      isAddress(src_address, source) &&
      isAddress(dst_address, destination) &&
      isPort(src_port, source.port) &&
      isPort(dst_port, destination.port),
  );
}

/** A rule in both directions is about the same ends with the same ports, whoever begins. */
function isBetween(
  { direction = '>', src_ports, dst_ports }: Pick<PolicyRule, 'direction' | 'src_ports' | 'dst_ports'>,
  ends: { readonly source: RuleEnd; readonly destination: RuleEnd },
  { source, destination }: AccessPacket,
  withPorts: boolean,
): boolean {
  const fits = (from: AccessEnd, to: AccessEnd): boolean =>
    isEnd(ends.source, from) &&
    isEnd(ends.destination, to) &&
    (!withPorts || (isOneOf(src_ports, from.port) && isOneOf(dst_ports, to.port)));
  return fits(source, destination) || (direction === '<>' && fits(destination, source));
}

function isEnd(end: RuleEnd, packetEnd: AccessEnd): boolean {
  return 'address' in end
    ? isAddress(end.address, packetEnd)
    : packetEnd.policies.some((policy) => sameFqName(policy, end.holdersOf));
}

function isAddress(
  { virtual_network: network, subnet, subnet_list: subnets, security_group: group }: PolicyAddress,
  end: AccessEnd,
): boolean {
  if (network != null) return network === 'any' || network === end.network;
  if (subnet != null) return isIn(subnet, end.address);
  if (subnets !== undefined && subnets.length > 0) return subnets.some((each) => isIn(each, end.address));
  return group == null || group === 'any' || end.groups.includes(group);
}

const prefixes = new WeakMap<SubnetPrefix, Prefix | 'malformed'>();

/** Whether an address is in a subnet of a rule. */
export function isIn(subnet: SubnetPrefix, address: Address): boolean {
  let prefix = prefixes.get(subnet);
  if (prefix === undefined) {
    prefix = parsePrefix(`${subnet.ip_prefix}/${subnet.ip_prefix_len}`, 'mask') ?? 'malformed';
    prefixes.set(subnet, prefix);
  }
  return prefix !== 'malformed' && contains(prefix, address);
}

function isOneOf(ranges: readonly PortRange[], port: number | undefined): boolean {
  return ranges.length === 0 || ranges.some((range) => isPort(range, port));
}

/** -1 and 0–65535 are any port, and the only ones of what has no ports. */
export function isPort({ start_port: start, end_port: end }: PortRange, port: number | undefined): boolean {
  if (start === -1 || (start === 0 && end === 65_535)) return true;
  return port !== undefined && port >= start && port <= end;
}

/** Names and IP protocol numbers (IANA). */
const PROTOCOLS: { readonly [P in PolicyProtocol]: readonly string[] } = {
  icmp: ['icmp', '1'],
  tcp: ['tcp', '6'],
  udp: ['udp', '17'],
  sctp: ['sctp', '132'],
};
const ICMPV6: readonly string[] = ['icmp', 'icmp6', 'icmpv6', 'ipv6-icmp', '58'];

/** Whether a rule with this protocol is about the packet. */
export function hasProtocol(
  named: string,
  { protocol, source }: { readonly protocol: PolicyProtocol; readonly source: { readonly address: Address } },
): boolean {
  const text = named.toLowerCase();
  return (
    text === 'any' || (protocol === 'icmp' && source.address.family === 6 ? ICMPV6 : PROTOCOLS[protocol]).includes(text)
  );
}

function hasEthertype({ ethertype }: PolicyRule, { source }: AccessPacket): boolean {
  return isOfEthertype(ethertype, source.address.family);
}

function isOfEthertype(ethertype: string | undefined, family: IpFamily): boolean {
  return ethertype === undefined || ethertype === (family === 4 ? 'IPv4' : 'IPv6');
}

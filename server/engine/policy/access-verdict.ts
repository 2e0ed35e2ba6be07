/**
 * What the access control lists of networks and security groups say of a packet: the first entry that matches.
 *
 * The list of a network is not made for that: "every network that has this policy" may be ten thousand, and for one
 * packet it is enough to know whether its end is one of them. The ends of the rules are those of `networkAccessList`.
 */

import type { AclRule, PolicyAddress, PolicyRule, PortRange } from '../../model/config/policy.ts';
import { parseSubnet } from '../../model/config/subnet-prefix.ts';
import type { SubnetPrefix } from '../../model/config/virtual-network.ts';
import { formatFqName, sameFqName, type FqName } from '../../model/naming/fq-name.ts';
import type { Address, IpFamily } from '../../model/net/address.ts';
import { contains, type Prefix } from '../../model/net/prefix.ts';
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

/** The list of a network, ready to be asked. */
export interface NetworkAccessRules {
  readonly own: string;
  readonly fabricSnat: boolean;
  readonly fabricNetwork: string;
  readonly rules: readonly {
    readonly rule: PolicyRule;
    readonly policy: AttachedPolicy;
    readonly position: number;
    readonly ends: readonly { readonly source: RuleEnd; readonly destination: RuleEnd }[];
  }[];
}

/** The list of the network `self`, for `networkAccess`. */
export function networkAccessRules(
  self: NamedNetwork & { readonly fabricSnat: boolean; readonly fabricNetwork: string },
  policies: readonly AttachedPolicy[],
): NetworkAccessRules {
  const { fabricSnat, fabricNetwork } = self;
  const rules = policies.flatMap((policy) =>
    policy.rules.flatMap((rule, position) => {
      if (rule.action_list?.simple_action === undefined) return [];
      const ends = [...endsOf(rule, self, policies)];
      return ends.length === 0 ? [] : [{ rule, policy, position, ends }];
    }),
  );
  return { own: formatFqName(self.name), fabricSnat, fabricNetwork, rules };
}

/** What the list of a network says. */
export function networkAccess(
  { own, fabricSnat, fabricNetwork, rules }: NetworkAccessRules,
  packet: AccessPacket,
): NetworkAccess {
  const { source, destination } = packet;
  for (const { rule, policy, position, ends } of rules) {
    if (!hasProtocol(rule.protocol, packet) || !isOfEthertype(rule.ethertype, source.address.family)) continue;
    for (const pair of ends)
      if (isBetween(pair, packet, rule.direction === '<>', rule))
        return rule.action_list?.simple_action === 'pass' ? PASSES : { passes: false, by: 'rule', policy, position };
  }
  const isOwn = (end: AccessEnd): boolean => end.network === own;
  if (isOwn(source) && isOwn(destination)) return PASSES;
  if (fabricSnat && (isOwn(source) || isOwn(destination)))
    return source.network === fabricNetwork || destination.network === fabricNetwork
      ? PASSES
      : { passes: false, by: 'fabric-snat' };
  for (const { policy, position, ends } of rules)
    for (const pair of ends)
      if (isBetween(pair, packet, true, undefined)) return { passes: false, by: 'rest', policy, position };
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

/** In both directions a rule is about the same ends with the same ports, whoever begins. */
function isBetween(
  ends: { readonly source: RuleEnd; readonly destination: RuleEnd },
  { source, destination }: AccessPacket,
  bothWays: boolean,
  ports: Pick<PolicyRule, 'src_ports' | 'dst_ports'> | undefined,
): boolean {
  return fits(ends, source, destination, ports) || (bothWays && fits(ends, destination, source, ports));
}

function fits(
  ends: { readonly source: RuleEnd; readonly destination: RuleEnd },
  from: AccessEnd,
  to: AccessEnd,
  ports: Pick<PolicyRule, 'src_ports' | 'dst_ports'> | undefined,
): boolean {
  return (
    isEnd(ends.source, from) &&
    isEnd(ends.destination, to) &&
    (ports === undefined || (isOneOf(ports.src_ports, from.port) && isOneOf(ports.dst_ports, to.port)))
  );
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
    prefix = parseSubnet(subnet) ?? 'malformed';
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
  if (named === 'any') return true;
  const text = named.toLowerCase();
  return (
    text === 'any' || (protocol === 'icmp' && source.address.family === 6 ? ICMPV6 : PROTOCOLS[protocol]).includes(text)
  );
}

function isOfEthertype(ethertype: string | undefined, family: IpFamily): boolean {
  return ethertype === undefined || ethertype === (family === 4 ? 'IPv4' : 'IPv6');
}

/**
 * Access control lists of networks and security groups (the schema transformer's `VirtualNetworkST.evaluate` and
 * `SecurityGroupST`): what their policies become for the data plane.
 *
 * A network with a policy: the rules that concern it, in order; itself to itself passes; for each rule the rest between
 * the same ends is denied; last, any to any passes (so that routes leaked by route target alone are usable).
 */

import type { AclRule, PolicyAddress, PolicyRule, PortRange } from '../../model/config/policy.ts';
import { formatFqName, type FqName } from '../../model/naming/fq-name.ts';
import { readName, standsFor, type AttachedPolicy, type NamedNetwork } from './connection-requests.ts';

/** The networks that have a policy attached; undefined if there is no such policy. */
export interface HolderDirectory {
  holders(policy: FqName): readonly NamedNetwork[] | undefined;
}

const IMPLICIT_ALLOW = '00000000-0000-0000-0000-100000000001';
const IMPLICIT_DENY = '00000000-0000-0000-0000-100000000002';

const ANY_PORT: PortRange = { start_port: -1, end_port: -1 };
const ANY_NETWORK: PolicyAddress = { virtual_network: 'any' };

/** Undefined for a network without a policy, which has no list. */
export function networkAccessList(
  self: NamedNetwork & { readonly fabricSnat: boolean; readonly fabricNetwork: string },
  policies: readonly AttachedPolicy[],
  directory: HolderDirectory,
): readonly AclRule[] | undefined {
  if (policies.length === 0 && !self.fabricSnat) return undefined;
  const own: PolicyAddress = { virtual_network: formatFqName(self.name) };
  const fromRules = policies.flatMap((policy) =>
    policy.rules.flatMap((rule) => entriesOf(rule, self, policies, directory)),
  );
  const entries = [...fromRules, implicit(own, own, 'pass')];
  if (self.fabricSnat) {
    entries.push(implicit(own, { virtual_network: self.fabricNetwork }, 'pass'), implicit(own, ANY_NETWORK, 'deny'));
  }
  for (const entry of fromRules) {
    const { src_address: source, dst_address: destination } = entry.match_condition;
    if (isNetwork(source, own) && isNetwork(destination, own)) continue;
    entries.push(implicit(source, destination, 'deny'));
  }
  entries.push(implicit(ANY_NETWORK, ANY_NETWORK, 'pass'));
  return withoutRepetitions(entries);
}

/** Lists of a security group: what leaves (`local` is the source) and what enters. */
export function securityGroupAccessLists(
  rules: readonly PolicyRule[],
  numberOf: (securityGroupName: string) => string | undefined,
): { readonly ingress: readonly AclRule[]; readonly egress: readonly AclRule[] } {
  const isLocal = (address: PolicyAddress): boolean => address.security_group === 'local';
  const address = (of: PolicyAddress): PolicyAddress => {
    if (isLocal(of)) return {};
    return of.security_group != null && of.security_group !== 'any'
      ? { security_group: numberOf(of.security_group) ?? of.security_group }
      : of;
  };
  const side = (pick: (rule: PolicyRule) => readonly PolicyAddress[]): readonly AclRule[] =>
    rules
      .filter((rule) => pick(rule).some(isLocal))
      .flatMap((rule) => product(rule, rule.src_addresses.map(address), rule.dst_addresses.map(address), 'pass'));
  return { ingress: side((rule) => rule.dst_addresses), egress: side((rule) => rule.src_addresses) };
}

/** An end of a rule in the list of a network: an address, or every network that has a policy. */
export type RuleEnd = { readonly address: PolicyAddress } | { readonly holdersOf: FqName };

/** What a rule becomes in the list of a network whose policies these are: pairs of ends of which one is the network. */
export function* endsOf(
  rule: PolicyRule,
  self: NamedNetwork,
  policies: readonly AttachedPolicy[],
): Generator<{ readonly source: RuleEnd; readonly destination: RuleEnd }, void, undefined> {
  for (const from of rule.src_addresses)
    for (const to of rule.dst_addresses) {
      const sourceIsOwn = standsFor(from, self, policies);
      const destinationIsOwn = standsFor(to, self, policies);
      if (!sourceIsOwn && !destinationIsOwn) continue;
      const source = endOf(from, self, destinationIsOwn, sourceIsOwn);
      const destination = endOf(to, self, sourceIsOwn, destinationIsOwn);
      if (source !== undefined && destination !== undefined) yield { source, destination };
    }
}

/** A "network that has this policy" is itself, and opposite to oneself every one that has it. */
function endOf(address: PolicyAddress, self: NamedNetwork, opposite: boolean, own: boolean): RuleEnd | undefined {
  const itself: RuleEnd = { address: { virtual_network: formatFqName(self.name) } };
  if (address.virtual_network === 'local') return itself;
  if (address.network_policy == null) return { address };
  if (opposite) return { holdersOf: readName(address.network_policy) };
  return own ? itself : undefined;
}

function entriesOf(
  rule: PolicyRule,
  self: NamedNetwork,
  policies: readonly AttachedPolicy[],
  directory: HolderDirectory,
): readonly AclRule[] {
  const action = rule.action_list?.simple_action;
  if (action === undefined) return [];
  const concrete = (end: RuleEnd): readonly PolicyAddress[] =>
    'address' in end
      ? [end.address]
      : (directory.holders(end.holdersOf) ?? [])
          .map((holder) => formatFqName(holder.name))
          .sort()
          .map((name) => ({ virtual_network: name }));
  return [...endsOf(rule, self, policies)].flatMap(({ source, destination }) =>
    product(rule, concrete(source), concrete(destination), action),
  );
}

function product(
  rule: PolicyRule,
  sources: readonly PolicyAddress[],
  destinations: readonly PolicyAddress[],
  action: 'pass' | 'deny',
): readonly AclRule[] {
  const ports = (of: readonly PortRange[]): readonly PortRange[] => (of.length === 0 ? [ANY_PORT] : of);
  const entries: AclRule[] = [];
  for (const source of sources)
    for (const destination of destinations) {
      for (const sourcePort of ports(rule.src_ports))
        for (const destinationPort of ports(rule.dst_ports)) {
          entries.push({
            rule_uuid: rule.rule_uuid ?? '',
            direction: rule.direction ?? '>',
            match_condition: {
              protocol: rule.protocol,
              src_address: source,
              src_port: sourcePort,
              dst_address: destination,
              dst_port: destinationPort,
              ...(rule.ethertype === undefined ? {} : { ethertype: rule.ethertype }),
            },
            action_list: { simple_action: action },
          });
        }
    }
  return entries;
}

function implicit(source: PolicyAddress, destination: PolicyAddress, action: 'pass' | 'deny'): AclRule {
  return {
    rule_uuid: action === 'pass' ? IMPLICIT_ALLOW : IMPLICIT_DENY,
    direction: '<>',
    match_condition: {
      protocol: 'any',
      src_address: source,
      src_port: ANY_PORT,
      dst_address: destination,
      dst_port: ANY_PORT,
    },
    action_list: { simple_action: action },
  };
}

function isNetwork(address: PolicyAddress, network: PolicyAddress): boolean {
  return address.virtual_network === network.virtual_network;
}

function withoutRepetitions(entries: readonly AclRule[]): readonly AclRule[] {
  const seen = new Set<string>();
  return entries.filter((entry) => {
    const key = JSON.stringify([entry.match_condition, entry.direction, entry.action_list]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

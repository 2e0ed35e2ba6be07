/**
 * Which networks the policies of a network ask to be connected with (the schema transformer's
 * `VirtualNetworkST.evaluate` and `policy_to_acl_rule`).
 *
 * A pass rule whose endpoints stand on both sides connects them: the network asks for everything on the side opposite
 * to its own. Of the endpoints, `local` is the network itself, a `network_policy` address is every network that has
 * that policy, `any` is every network of the same project (as the schema transformer expands it), and prefixes and
 * security groups name no network. Because only the side opposite to one's own counts, a rule from "any network that
 * has this policy" to network X makes a hub of X: spokes ask for X, X asks for all spokes, spokes never ask for each
 * other.
 *
 * Deny rules and rules that send traffic through services ask for nothing. Direction does not matter: replies need
 * routes too. A connection exchanges routes only if the other side asks for it as well; that is decided elsewhere,
 * with both networks' requests at hand.
 *
 * "Every network that has this policy" and "every network of the project" are asked for as groups: a hub with ten
 * thousand spokes asks once, and what one spoke more means is found out for that spoke alone.
 */

import type { PolicyAddress, PolicyRule } from '../../model/config/policy.ts';
import { formatFqName, parseFqName, sameFqName, type FqName } from '../../model/naming/fq-name.ts';

export interface NamedNetwork {
  readonly uuid: string;
  readonly name: FqName;
}

export interface AttachedPolicy {
  readonly uuid: string;
  readonly name: FqName;
  readonly rules: readonly PolicyRule[];
}

/** How names lead to networks, and to groups of them. */
export interface PolicyDirectory {
  network(name: FqName): NamedNetwork | undefined;
  /** The group of networks that have the policy attached; undefined if there is no such policy. */
  holders(policy: FqName): string | undefined;
  /** The group of networks of the same project; undefined without one. */
  neighbours(): string | undefined;
}

export interface RequestStep {
  readonly policyUuid: string;
  readonly policyName: FqName;
  /** Position in the policy, from 0. */
  readonly rule: number;
}

type RequestedEnd =
  | { readonly kind: 'network'; readonly network: NamedNetwork }
  | { readonly kind: 'group'; readonly group: string }
  | { readonly kind: 'dangling'; readonly wanted: FqName };

export interface ConnectionRequest {
  readonly end: RequestedEnd;
  readonly step: RequestStep;
}

/** What the network asks for, in the order of its policies and their rules. */
export function connectionRequestsOf(
  self: NamedNetwork,
  policies: readonly AttachedPolicy[],
  directory: PolicyDirectory,
): readonly ConnectionRequest[] {
  const requests: ConnectionRequest[] = [];
  for (const policy of policies) {
    policy.rules.forEach((rule, position) => {
      if (!connects(rule)) return;
      const step: RequestStep = { policyUuid: policy.uuid, policyName: policy.name, rule: position };
      for (const [mine, theirs] of [
        [rule.src_addresses, rule.dst_addresses],
        [rule.dst_addresses, rule.src_addresses],
      ] as const) {
        if (!mine.some((address) => standsFor(address, self, policies))) continue;
        for (const address of theirs) {
          const end = endOf(address, self, directory);
          if (end !== undefined && !(end.kind === 'network' && end.network.uuid === self.uuid))
            requests.push({ end, step });
        }
      }
    });
  }
  return requests;
}

/** The rules by which another network is asked for: by name, or as a member of a group. Each rule once. */
export function stepsTo(
  requests: readonly ConnectionRequest[],
  peer: string,
  groups: ReadonlySet<string>,
): readonly RequestStep[] {
  const steps: RequestStep[] = [];
  for (const { end, step } of requests) {
    const meant = end.kind === 'network' ? end.network.uuid === peer : end.kind === 'group' && groups.has(end.group);
    if (meant && !steps.some((other) => other.policyUuid === step.policyUuid && other.rule === step.rule))
      steps.push(step);
  }
  return steps;
}

/** A rule that passes traffic directly, not through services. */
function connects(rule: PolicyRule): boolean {
  return rule.action_list?.simple_action === 'pass' && (rule.action_list.apply_service ?? []).length === 0;
}

/** Does the address stand for the network that holds the policies? */
export function standsFor(address: PolicyAddress, self: NamedNetwork, policies: readonly AttachedPolicy[]): boolean {
  if (address.virtual_network != null) {
    if (address.virtual_network === 'local' || address.virtual_network === 'any') return true;
    return address.virtual_network === formatFqName(self.name);
  }
  if (address.network_policy != null) {
    const wanted = readName(address.network_policy);
    return policies.some((policy) => sameFqName(policy.name, wanted));
  }
  return false;
}

function endOf(address: PolicyAddress, self: NamedNetwork, directory: PolicyDirectory): RequestedEnd | undefined {
  const groupOf = (group: string | undefined): RequestedEnd | undefined =>
    group === undefined ? undefined : { kind: 'group', group };
  if (address.virtual_network != null) {
    if (address.virtual_network === 'local') return { kind: 'network', network: self };
    if (address.virtual_network === 'any') return groupOf(directory.neighbours());
    const wanted = readName(address.virtual_network);
    const network = directory.network(wanted);
    return network === undefined ? { kind: 'dangling', wanted } : { kind: 'network', network };
  }
  return address.network_policy == null ? undefined : groupOf(directory.holders(readName(address.network_policy)));
}

/** A name of three parts; what is not one is kept as a single part, so that it can be shown. */
export function readName(text: string): FqName {
  return parseFqName(text, 3) ?? [text];
}

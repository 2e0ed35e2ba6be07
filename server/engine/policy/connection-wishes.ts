/**
 * Which networks the policies of a network ask to be connected with (domain §2.4).
 *
 * A pass rule whose endpoints stand on both sides connects them: the network asks for everything on the side opposite
 * to its own. Of the endpoints, `local` is the network itself, a `network_policy` address is every network that has that
 * policy, `any` is every network of the same project (as the schema transformer expands it), and prefixes and security
 * groups name no network. Because only the side opposite to one's own counts, a rule from "any network that has this
 * policy" to network X makes a hub of X: spokes ask for X, X asks for all spokes, spokes never ask for each other.
 *
 * Deny rules and rules that send traffic through services ask for nothing. Direction does not matter: replies need
 * routes too. A connection exchanges routes only if the other side asks for it as well; that is decided elsewhere,
 * with both networks' wishes at hand.
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

/** How names lead to networks. */
export interface NetworkDirectory {
  network(name: FqName): NamedNetwork | undefined;
  /** Networks that have the policy attached; undefined if there is no such policy. */
  holders(policy: FqName): readonly NamedNetwork[] | undefined;
  /** Networks of the same project. */
  neighbours(): readonly NamedNetwork[];
}

export interface WishStep {
  readonly policyUuid: string;
  readonly policyName: FqName;
  /** Position in the policy, from 0. */
  readonly rule: number;
}

export type ConnectionWish =
  | { readonly kind: 'network'; readonly peer: NamedNetwork; readonly steps: readonly WishStep[] }
  | { readonly kind: 'dangling'; readonly wanted: FqName; readonly steps: readonly WishStep[] };

/** Sorted by the peer's name. */
export function connectionWishes(self: NamedNetwork, policies: readonly AttachedPolicy[], directory: NetworkDirectory): readonly ConnectionWish[] {
  const wishes = new Map<string, { wish: { kind: 'network'; peer: NamedNetwork } | { kind: 'dangling'; wanted: FqName }; steps: WishStep[] }>();
  const ask = (end: Endpoint, step: WishStep): void => {
    if (end.kind === 'network' && end.network.uuid === self.uuid) return;
    const key = end.kind === 'network' ? end.network.uuid : `?${formatFqName(end.wanted)}`;
    const known = wishes.get(key);
    if (known === undefined) {
      wishes.set(key, {
        wish: end.kind === 'network' ? { kind: 'network', peer: end.network } : { kind: 'dangling', wanted: end.wanted },
        steps: [step],
      });
    } else if (!known.steps.some((other) => other.policyUuid === step.policyUuid && other.rule === step.rule)) known.steps.push(step);
  };
  for (const policy of policies) {
    policy.rules.forEach((rule, position) => {
      if (!connects(rule)) return;
      const step: WishStep = { policyUuid: policy.uuid, policyName: policy.name, rule: position };
      for (const [mine, theirs] of [[rule.src_addresses, rule.dst_addresses], [rule.dst_addresses, rule.src_addresses]] as const) {
        if (!mine.some((address) => standsFor(address, self, policies))) continue;
        for (const address of theirs) for (const end of endpointsOf(address, self, directory)) ask(end, step);
      }
    });
  }
  return [...wishes.values()]
    .map(({ wish, steps }): ConnectionWish => ({ ...wish, steps }))
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0));
}

/** A rule that passes traffic directly, not through services. */
export function connects(rule: PolicyRule): boolean {
  return rule.action_list?.simple_action === 'pass' && (rule.action_list.apply_service ?? []).length === 0;
}

type Endpoint = { readonly kind: 'network'; readonly network: NamedNetwork } | { readonly kind: 'dangling'; readonly wanted: FqName };

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

function endpointsOf(address: PolicyAddress, self: NamedNetwork, directory: NetworkDirectory): readonly Endpoint[] {
  const found = (network: NamedNetwork): Endpoint => ({ kind: 'network', network });
  if (address.virtual_network != null) {
    if (address.virtual_network === 'local') return [found(self)];
    if (address.virtual_network === 'any') return directory.neighbours().map(found);
    const wanted = readName(address.virtual_network);
    const network = directory.network(wanted);
    return [network === undefined ? { kind: 'dangling', wanted } : found(network)];
  }
  if (address.network_policy != null) return (directory.holders(readName(address.network_policy)) ?? []).map(found);
  return [];
}

/** A name of three parts; what is not one is kept as a single part, so that it can be shown. */
export function readName(text: string): FqName {
  return parseFqName(text, 3) ?? [text];
}

function nameOf(wish: ConnectionWish): string {
  return formatFqName(wish.kind === 'network' ? wish.peer.name : wish.wanted);
}

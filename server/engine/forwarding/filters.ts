/**
 * What filters a flow, in the order of the original's agent (`FlowEntry::DoPolicy`): the access lists of the networks
 * of both ends, security groups, application policy sets. The source's side sees the packet as it was sent, the
 * destination's as it arrives, behind translations.
 */

import { groupEntry, networkAccess, type AccessEnd, type NetworkAccess } from '../policy/access-verdict.ts';
import type { PolicyEnd } from '../policy/network-policies.ts';
import type { End, Filtered } from './ends.ts';
import type { ForwardingFacts, NetworkFacts, PolicySetFacts } from './facts.ts';
import { firewallVerdict } from './firewall.ts';
import type { NamedObject, Obstacle, SocketAddress } from './verdict.ts';

const NONE: readonly never[] = [];

/** The first filter that stops the flow. */
export function filtered(facts: ForwardingFacts, flow: Filtered): Obstacle | undefined {
  return networkObstacle(flow) ?? groupObstacle(flow) ?? policySetObstacle(facts, flow);
}

function networkObstacle(flow: Filtered): Obstacle | undefined {
  const { source, destination, protocol } = flow;
  for (const side of ['source', 'destination'] as const) {
    const { port, network } = flow[side];
    if (port?.filtered !== true || network === undefined) continue;
    // One list, which says the same at both ends unless something was translated.
    if (side === 'destination' && network.vrf.key === source.network?.vrf.key && flow.asked === flow.to) continue;
    const access = networkAccess(network.access, {
      protocol,
      source: accessEnd(source, flow.from),
      destination: accessEnd(destination, side === 'source' ? flow.asked : flow.to),
    });
    if (!access.passes) return networkVerdict(access, side, network);
  }
  return undefined;
}

function networkVerdict(
  access: Exclude<NetworkAccess, { passes: true }>,
  side: 'source' | 'destination',
  { object }: NetworkFacts,
): Obstacle {
  if (access.by === 'fabric-snat') return { code: 'fabric-snat-only', side, object, field: 'fabric_snat' };
  const { policy, position } = access;
  return {
    code: 'network-policy',
    side,
    by: access.by,
    rule: position,
    object: { kind: 'network-policy', key: policy.uuid, name: policy.name.join(':') },
    field: `network_policy_entries.policy_rule.${position}`,
  };
}

function accessEnd({ network, port }: End, { address, port: number }: SocketAddress): AccessEnd {
  return {
    address,
    port: number,
    network: network?.vrf.network,
    policies: network?.policies ?? NONE,
    groups: port?.securityGroupNames ?? NONE,
  };
}

function groupObstacle({ protocol, source, destination, from, asked, to }: Filtered): Obstacle | undefined {
  for (const [direction, { port }, seen] of [
    ['egress', source, asked],
    ['ingress', destination, to],
  ] as const) {
    const [first] = port?.securityGroups ?? [];
    if (port?.filtered !== true || first === undefined) continue;
    const packet = { protocol, source: accessEnd(source, from), destination: accessEnd(destination, seen) };
    if (!port.securityGroups.some((group) => groupEntry(group[direction], packet) !== undefined))
      return { code: 'security-group', direction, object: first.object, field: 'security_group_entries' };
  }
  return undefined;
}

function policySetObstacle(facts: ForwardingFacts, flow: Filtered): Obstacle | undefined {
  let kubernetes = false;
  for (const side of ['source', 'destination'] as const)
    for (const set of flow[side].port?.policySets ?? []) {
      if (set.kubernetesOnly) kubernetes = true;
      else {
        const obstacle = ruleObstacle(set, side, flow);
        if (obstacle !== undefined) return obstacle;
      }
    }
  return kubernetes ? kubernetesObstacle(facts, flow) : undefined;
}

function ruleObstacle(set: PolicySetFacts, side: 'source' | 'destination', flow: Filtered): Obstacle | undefined {
  const rule = firewallVerdict(set.rules(), flow, side === 'source' ? flow.asked : flow.to);
  if (rule === undefined) return { code: 'no-firewall-rule', side, object: set.object };
  if (rule.passes) return undefined;
  return { code: 'firewall-rule', side, set: set.object, object: rule.object, field: 'action_list.simple_action' };
}

function kubernetesObstacle(
  facts: ForwardingFacts,
  { protocol, source, destination, from, to }: Filtered,
): Obstacle | undefined {
  const { egress, ingress } = facts.policies({
    source: policyEnd(source, from),
    destination: policyEnd(destination, to),
    protocol,
    port: to.port ?? 0,
  });
  for (const [direction, passage] of [
    ['egress', egress],
    ['ingress', ingress],
  ] as const) {
    if (passage.kind !== 'isolated') continue;
    const [{ namespace, name } = { namespace: '', name: '' }] = passage.by;
    const key = `${namespace}/${name}`;
    const object: NamedObject = { kind: 'kube/NetworkPolicy', key, name: key };
    return { code: 'kubernetes-network-policy', direction, by: passage.by, object, field: `spec.${direction}` };
  }
  return undefined;
}

function policyEnd({ pod, node }: End, { address }: SocketAddress): PolicyEnd {
  return { address, pod: pod?.policyPod, node };
}

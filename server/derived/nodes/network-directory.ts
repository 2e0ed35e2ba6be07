/** Tracked look-ups of networks and policies by name, for the engine's rules. */

import type { HolderDirectory } from '../../engine/policy/access-control.ts';
import type { PolicyDirectory, AttachedPolicy, NamedNetwork } from '../../engine/policy/connection-requests.ts';
import type { VirtualNetwork } from '../../model/config/types.ts';
import { isObject, type Json } from '../../model/json.ts';
import { fqNameKey } from '../../model/naming/fq-name.ts';
import { byFqName, byRef } from '../../store/indexes.ts';
import type { Read } from '../../store/store.ts';
import type { Tracked } from '../calc-node.ts';

export function named(network: VirtualNetwork): NamedNetwork {
  return { uuid: network.uuid, name: network.fq_name };
}

/** Resolves the names that the policies of a network use. */
export function policyDirectoryFor(network: VirtualNetwork, tracked: Tracked): PolicyDirectory {
  return {
    network: (name) => {
      const [found] = tracked.lookup(byFqName('virtual-network'), name);
      return found === undefined ? undefined : named(found.value);
    },
    holders: (policy) => {
      const [found] = tracked.lookup(byFqName('network-policy'), policy);
      return found === undefined ? undefined : holdersOf(found.key);
    },
    neighbours: () => (network.parent_uuid === undefined ? undefined : projectOf(network.parent_uuid)),
  };
}

/** The groups to which a network belongs, as policies of others name them. */
export function groupsOf(network: VirtualNetwork): readonly string[] {
  const policies = (network.refs['network-policy'] ?? []).map((ref) => holdersOf(ref.uuid));
  return network.parent_uuid === undefined ? policies : [...policies, projectOf(network.parent_uuid)];
}

const holdersOf = (policy: string): string => `holders ${policy}`;
const projectOf = (project: string): string => `project ${project}`;

/** Which networks have a policy attached, read on demand. */
export function holderDirectory(read: Read): HolderDirectory {
  return {
    holders: (policy) => {
      const [found] = read.lookup(byFqName('network-policy'), policy);
      return found === undefined
        ? undefined
        : Array.from(read.lookup(byRef('virtual-network', 'network-policy'), found.key), (holder) =>
            named(holder.value),
          );
    },
  };
}

export interface Attachments {
  /** In the order of their sequence, then name. */
  readonly policies: readonly AttachedPolicy[];
  /** References to policies that do not exist. */
  readonly missing: readonly string[];
}

export function attachmentsOf(network: VirtualNetwork, tracked: Pick<Tracked, 'record'>): Attachments {
  const found: { readonly policy: AttachedPolicy; readonly sequence: readonly [number, number] }[] = [];
  const missing: string[] = [];
  for (const ref of network.refs['network-policy'] ?? []) {
    const policy = tracked.record('network-policy', ref.uuid)?.value;
    if (policy === undefined) missing.push(ref.uuid);
    else {
      found.push({
        policy: {
          uuid: policy.uuid,
          name: policy.fq_name,
          rules: policy.props.network_policy_entries?.policy_rule ?? [],
        },
        sequence: sequenceOf(ref.attr),
      });
    }
  }
  found.sort(
    (a, b) =>
      a.sequence[0] - b.sequence[0] ||
      a.sequence[1] - b.sequence[1] ||
      (fqNameKey(a.policy.name) < fqNameKey(b.policy.name) ? -1 : 1),
  );
  return { policies: found.map(({ policy }) => policy), missing: missing.sort() };
}

function sequenceOf(attr: Json): readonly [number, number] {
  const sequence = isObject(attr) ? attr['sequence'] : undefined;
  if (sequence === undefined || !isObject(sequence)) return [0, 0];
  return [Number(sequence['major'] ?? 0), Number(sequence['minor'] ?? 0)];
}

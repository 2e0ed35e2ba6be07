/**
 * The network policies that kube-manager makes, and their attachment.
 *
 * A policy is created and attached once. The project records which ones were created (`policies`), so that a policy
 * or an attachment that an operator removes stays removed; a network that is created later gets those that still
 * exist.
 */

import { relaxRefs } from '../../config/operations/element-operations.ts';
import { createObject } from '../../config/operations/operations.ts';
import { findByFqName } from '../../config/records.ts';
import type { RecordOf } from '../../config/rules.ts';
import type { WriteContext } from '../../config/write-context.ts';
import type { ClusterNames } from '../../engine/naming/kube-names.ts';
import { annotationOf } from '../../model/config/annotations.ts';
import type { PolicyAddress, PolicyRule } from '../../model/config/policy.ts';
import type { Ref } from '../../model/config/record.ts';
import { formatFqName, parentFqName, shortName, type FqName } from '../../model/naming/fq-name.ts';
import { addRef, annotate, awaitObject } from './ensure.ts';
import { stamp } from './kube-source.ts';

const MADE = 'policies';
const ANY_PORT = { start_port: -1, end_port: -1 };

function connectingRule(context: WriteContext, source: PolicyAddress, destination: FqName): PolicyRule {
  return {
    rule_uuid: context.mint.uuid(),
    direction: '<>',
    protocol: 'any',
    src_addresses: [source],
    src_ports: [ANY_PORT],
    dst_addresses: [{ virtual_network: formatFqName(destination) }],
    dst_ports: [ANY_PORT],
    action_list: { simple_action: 'pass' },
    rule_sequence: { major: 0, minor: 0 },
  };
}

export type PolicyConnection =
  /** Every network that has this policy, with one network (hub and spokes). */
  | { readonly kind: 'hub'; readonly hub: FqName }
  | { readonly kind: 'pair'; readonly networks: readonly [FqName, FqName] };

/**
 * Returns the policy, and creates it if it never existed; undefined if an operator has removed it. `fresh`: it is
 * new.
 */
export function ensurePolicy(
  context: WriteContext,
  names: ClusterNames,
  fqName: FqName,
  namespace: string,
  connection: PolicyConnection,
): { readonly record: RecordOf<'network-policy'>; readonly fresh: boolean } | undefined {
  const found = findByFqName(context.transaction, 'network-policy', fqName);
  if (found !== undefined) return { record: found, fresh: false };
  const project = awaitObject(context.transaction, 'project', parentFqName(fqName) ?? []);
  const made = (annotationOf(project, MADE) ?? '').split(' ').filter((word) => word !== '');
  const name = shortName(fqName);
  if (made.includes(name)) return undefined;
  const source: PolicyAddress =
    connection.kind === 'hub'
      ? { network_policy: formatFqName(fqName) }
      : { virtual_network: formatFqName(connection.networks[0]) };
  const target = connection.kind === 'hub' ? connection.hub : connection.networks[1];
  const record = createObject(context, 'network-policy', {
    fq_name: fqName,
    props: { network_policy_entries: { policy_rule: [connectingRule(context, source, target)] } },
    annotations: stamp(names, { kind: 'Namespace', namespace, name: namespace }),
  });
  annotate(context, 'project', project.uuid, MADE, [...made, name].join(' '));
  return { record, fresh: true };
}

/** Attaches a policy to a network; the attachment does not keep the policy from being deleted. */
export function attachPolicy(context: WriteContext, network: string, policy: string): void {
  addRef(context, 'virtual-network', network, 'network-policy', policyRef(policy));
  relaxRefs(context, network, [policy]);
}

/** A reference with the first place in the sequence. */
export function policyRef(uuid: string): Ref {
  return { uuid, attr: { sequence: { major: 0, minor: 0 }, timer: null } };
}

/** Makes sure that the policy is created again when its networks come back. */
export function forgetPolicy(context: WriteContext, fqName: FqName): void {
  const project = findByFqName(context.transaction, 'project', parentFqName(fqName) ?? []);
  if (project === undefined) return;
  const made = (annotationOf(project, MADE) ?? '')
    .split(' ')
    .filter((word) => word !== '' && word !== shortName(fqName));
  annotate(context, 'project', project.uuid, MADE, made.length === 0 ? undefined : made.join(' '));
}

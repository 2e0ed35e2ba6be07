/**
 * Deletes a namespace: first the Kubernetes objects in it, then its networks, policy, security group and project.
 *
 * Objects that an operator added are not deleted: a network with such a pool, and with it the project, is kept. The
 * namespace then stays Terminating, with a condition that names what is in the way, and is deleted when that is gone.
 */

import { deleteObject } from '../../config/operations/operations.ts';
import { findByFqName } from '../../config/records.ts';
import type { RecordOf } from '../../config/rules.ts';
import type { WriteContext } from '../../config/write-context.ts';
import { defaultSecurityGroupFqName, projectFqName, type ClusterNames } from '../../engine/naming/kube-names.ts';
import { namespaceContent } from '../../kube/kinds/namespace.ts';
import { deleteKubeObject, finalizeNamespace } from '../../kube/operations.ts';
import { KUBE_RESOURCES, NAMESPACED_KINDS } from '../../model/kube/resources.ts';
import type { Condition } from '../../model/kube/types.ts';
import { shortName } from '../../model/naming/fq-name.ts';
import { by } from '../../model/order.ts';
import { Problem } from '../../model/problem.ts';
import { byNamespace, byParent, byRef } from '../../store/indexes.ts';
import type { Read } from '../../store/store.ts';
import { removeNamespaceRules } from './firewall.ts';
import { heldByNetwork, heldByProject } from './holders.ts';
import { kubeSourceOf } from './kube-source.ts';
import { setNamespaceConditions } from './namespace-conditions.ts';
import { removeNetworks } from './networks.ts';

/** Objects deleted in one turn; each deletion wakes the namespace again for the rest. */
const BURST = 100;

export function terminateNamespace(context: WriteContext, names: ClusterNames, namespace: string): void | 'waits' {
  const { transaction } = context;
  const refusals = deleteContent(context, namespace);
  const remains = namespaceContent(transaction, namespace) !== undefined;
  const held = remains ? undefined : removeProject(context, names, namespace);
  setNamespaceConditions(context, namespace, [
    {
      type: 'NamespaceDeletionDiscoveryFailure',
      status: 'False',
      reason: 'ResourcesDiscovered',
      message: 'All resources successfully discovered',
    },
    {
      type: 'NamespaceDeletionGroupVersionParsingFailure',
      status: 'False',
      reason: 'ParsedGroupVersions',
      message: 'All legacy kube types successfully parsed',
    },
    contentFailure(refusals),
    contentRemaining(transaction, namespace, held),
    finalizersRemaining(transaction, namespace),
  ]);
  if (remains || held !== undefined) return 'waits';
  removeNamespaceRules(context, names, namespace);
  finalizeNamespace(context, namespace);
  // Others have finalizers at the namespace itself: it goes with the last of them.
  return transaction.get('kube/Namespace', namespace) === undefined ? undefined : 'waits';
}

function contentFailure(refusals: readonly string[]): Condition {
  const type = 'NamespaceDeletionContentFailure';
  return refusals.length === 0
    ? {
        type,
        status: 'False',
        reason: 'ContentDeleted',
        message: 'All content successfully deleted, may be waiting on finalization',
      }
    : {
        type,
        status: 'True',
        reason: 'ContentDeletionFailed',
        message: `Failed to delete all resource types, ${refusals.length} remaining: ${refusals.join(', ')}`,
      };
}

/** What is there still: objects of Kubernetes in its words; what operators put into the project in ours. */
function contentRemaining(read: Read, namespace: string, held: string | undefined): Condition {
  const type = 'NamespaceContentRemaining';
  const counts = NAMESPACED_KINDS.flatMap((kind) => {
    const count = read.countIn(byNamespace(`kube/${kind}`), namespace);
    const { plural, group } = KUBE_RESOURCES[kind];
    return count === 0 ? [] : [`${plural}.${group} has ${count} resource instances`];
  });
  if (counts.length > 0)
    return {
      type,
      status: 'True',
      reason: 'SomeResourcesRemain',
      message: `Some resources are remaining: ${counts.toSorted(by((text) => text)).join(', ')}`,
    };
  return held === undefined
    ? { type, status: 'False', reason: 'ContentRemoved', message: 'All content successfully removed' }
    : {
        type,
        status: 'True',
        reason: 'NetworksKept',
        message: `kept: ${held}. The namespace goes when that is gone.`,
      };
}

/** Whose finalizers keep content, or the namespace itself. */
function finalizersRemaining(read: Read, namespace: string): Condition {
  const type = 'NamespaceFinalizersRemaining';
  const counts = new Map<string, number>();
  for (const kind of NAMESPACED_KINDS)
    for (const { value } of read.lookup(byNamespace(`kube/${kind}`), namespace))
      for (const finalizer of value.metadata.finalizers ?? []) counts.set(finalizer, (counts.get(finalizer) ?? 0) + 1);
  const { metadata, spec } = read.get('kube/Namespace', namespace)!.value;
  const own = [...(metadata.finalizers ?? []), ...(spec?.finalizers ?? []).filter((each) => each !== 'kubernetes')];
  const named = [...counts]
    .toSorted(by(([finalizer]) => finalizer))
    .map(([finalizer, count]) => `${finalizer} in ${count} resource instances`);
  if (named.length + own.length === 0)
    return {
      type,
      status: 'False',
      reason: 'ContentHasNoFinalizers',
      message: 'All content-preserving finalizers finished',
    };
  return {
    type,
    status: 'True',
    reason: 'SomeFinalizersRemain',
    message:
      'Some content in the namespace has finalizers remaining: ' +
      [...named, ...own.map((finalizer) => `${finalizer} at the namespace itself`)].join(', '),
  };
}

/** Returns why what could not be deleted was refused. */
function deleteContent(context: WriteContext, namespace: string): readonly string[] {
  const refusals: string[] = [];
  let left = BURST;
  for (const kind of NAMESPACED_KINDS) {
    for (const { key, value } of [...context.transaction.lookup(byNamespace(`kube/${kind}`), namespace)]) {
      if (left <= 0) return refusals;
      if (value.metadata.deletionTimestamp !== undefined || context.transaction.get(`kube/${kind}`, key) === undefined)
        continue;
      try {
        deleteKubeObject(context, kind, key);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        refusals.push(error.detail);
      }
      left--;
    }
  }
  return refusals;
}

/** Removes what kube-manager created for a namespace, up to its project; returns what is in the way, if anything. */
export function removeProject(context: WriteContext, names: ClusterNames, namespace: string): string | undefined {
  const { transaction } = context;
  const project = findByFqName(transaction, 'project', projectFqName(names, namespace));
  if (project === undefined) return undefined;
  if (names.clusterProject === undefined && kubeSourceOf(names, project)?.kind !== 'Namespace') return undefined;
  if (namespace === 'default' || namespace === 'kube-system') return undefined;
  const networks = removeNetworks(context, names, namespace);
  const group = findByFqName(transaction, 'security-group', defaultSecurityGroupFqName(names, namespace));
  if (names.clusterProject !== undefined) {
    const kept = heldByAttachments(context, names, project, namespace) ?? networks;
    if (kept !== undefined) return kept;
    if (group === undefined) return undefined;
    const ports = transaction.countIn(byRef('virtual-machine-interface', 'security-group'), group.uuid);
    if (ports > 0)
      return `security group ${shortName(group.fq_name)} holds ${ports === 1 ? '1 port' : `${ports} ports`}`;
    deleteObject(context, 'security-group', group.uuid);
    return undefined;
  }
  const held =
    heldByAttachments(context, names, project, namespace) ??
    networks ??
    heldByProject(
      transaction,
      project,
      (record) => record.uuid === group?.uuid || record.type === 'application-policy-set',
    );
  if (held !== undefined)
    return held.startsWith('network ') ? held : `project ${shortName(project.fq_name)} holds ${held}`;
  if (group !== undefined) deleteObject(context, 'security-group', group.uuid);
  deleteObject(context, 'project', project.uuid);
  return undefined;
}

/** Networks of attachment definitions are removed by their own controller, unless they hold something. */
function heldByAttachments(
  context: WriteContext,
  names: ClusterNames,
  project: RecordOf<'project'>,
  namespace: string,
): string | undefined {
  const kept: string[] = [];
  for (const { value } of context.transaction.lookup(byParent('virtual-network'), project.uuid)) {
    const source = kubeSourceOf(names, value);
    if (source?.kind !== 'NetworkAttachmentDefinition' || source.namespace !== namespace) continue;
    const held = heldByNetwork(context.transaction, value);
    if (held !== undefined) kept.push(`network ${shortName(value.fq_name)} holds ${held}`);
  }
  return kept.length === 0 ? undefined : kept.join('; ');
}

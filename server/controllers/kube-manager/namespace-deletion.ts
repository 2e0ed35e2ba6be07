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
import { NAMESPACED_KINDS } from '../../model/kube/resources.ts';
import { shortName } from '../../model/naming/fq-name.ts';
import { byNamespace, byParent } from '../../store/indexes.ts';
import { removeNamespaceRules } from './firewall.ts';
import { heldByNetwork, heldByProject } from './holders.ts';
import { kubeSourceOf } from './kube-source.ts';
import { setNamespaceCondition } from './namespace-conditions.ts';
import { removeNetworks } from './networks.ts';

/** Objects deleted in one turn; each deletion wakes the namespace again for the rest. */
const BURST = 100;
const CONDITION = 'NamespaceContentRemaining';

export function terminateNamespace(context: WriteContext, names: ClusterNames, namespace: string): void | 'waits' {
  deleteContent(context, namespace);
  const content = namespaceContent(context.transaction, namespace);
  const held = content === undefined ? removeProject(context, names, namespace) : `it still holds ${content}`;
  if (held !== undefined) {
    setNamespaceCondition(context, namespace, CONDITION, {
      status: 'True',
      reason: content === undefined ? 'NetworksKept' : 'SomeResourcesRemain',
      message: `kept: ${held}. The namespace goes when that is gone.`,
    });
    return 'waits';
  }
  removeNamespaceRules(context, names, namespace);
  return finalizeNamespace(context, namespace);
}

function deleteContent(context: WriteContext, namespace: string): void {
  let left = BURST;
  for (const kind of NAMESPACED_KINDS) {
    for (const { key, value } of [...context.transaction.lookup(byNamespace(`kube/${kind}`), namespace)]) {
      if (left <= 0) return;
      if (value.metadata.deletionTimestamp !== undefined || context.transaction.get(`kube/${kind}`, key) === undefined)
        continue;
      deleteKubeObject(context, kind, key);
      left--;
    }
  }
}

/** Removes what kube-manager created for a namespace, up to its project; returns what is in the way, if anything. */
export function removeProject(context: WriteContext, names: ClusterNames, namespace: string): string | undefined {
  const { transaction } = context;
  const project = findByFqName(transaction, 'project', projectFqName(names, namespace));
  if (project === undefined || kubeSourceOf(names, project)?.kind !== 'Namespace') return undefined;
  if (namespace === 'default' || namespace === 'kube-system') return undefined;
  const networks = removeNetworks(context, names, namespace);
  const group = findByFqName(transaction, 'security-group', defaultSecurityGroupFqName(names, namespace));
  const held =
    heldByAttachments(context, names, project) ??
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
): string | undefined {
  const kept: string[] = [];
  for (const { value } of context.transaction.lookup(byParent('virtual-network'), project.uuid)) {
    if (kubeSourceOf(names, value)?.kind !== 'NetworkAttachmentDefinition') continue;
    const held = heldByNetwork(context.transaction, value);
    if (held !== undefined) kept.push(`network ${shortName(value.fq_name)} holds ${held}`);
  }
  return kept.length === 0 ? undefined : kept.join('; ');
}

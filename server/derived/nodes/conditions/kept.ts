/** Networks that are kept although their namespace or definition is gone, because other objects use them. */

import { namespaceOfProject } from '../../../engine/naming/kube-names.ts';
import { possibleOrigins } from '../../../engine/naming/network-origin.ts';
import { annotationOf } from '../../../model/config/annotations.ts';
import type { ConfigRecord, Project, VirtualNetwork } from '../../../model/config/types.ts';
import { formatFqName, shortName } from '../../../model/naming/fq-name.ts';
import type { ObjectCondition } from '../../../model/oper/condition.ts';
import { by } from '../../../model/order.ts';
import { byParent } from '../../../store/indexes.ts';
import type { Tracked } from '../../calc-node.ts';
import { clusterConfiguration } from '../cluster-configuration.ts';
import { condition, nameOf } from './evaluate.ts';

export function keptNetwork(network: VirtualNetwork, tracked: Tracked): ObjectCondition | undefined {
  return keptWithoutNamespace(network, tracked) ?? keptWithoutDefinition(network);
}

/** kube-manager writes the reason on the network itself. */
function keptWithoutDefinition(network: VirtualNetwork): ObjectCondition | undefined {
  const why = annotationOf(network, 'kept');
  return why === undefined || !isMadeForKubernetes(network)
    ? undefined
    : condition(
        'warning',
        'Kept',
        'DefinitionGone',
        `Virtual network ${formatFqName(network.fq_name)} is kept. ${why}`,
      );
}

function keptWithoutNamespace(network: VirtualNetwork, tracked: Tracked): ObjectCondition | undefined {
  if (!isMadeForKubernetes(network) || network.parent_uuid === undefined) return undefined;
  const { names } = clusterConfiguration(tracked);
  const origins = possibleOrigins(names, network.fq_name);
  const project = tracked.record('project', network.parent_uuid)?.value;
  const namespace = project === undefined ? undefined : namespaceOfProject(names, project.fq_name);
  if (origins.length === 0 || namespace === undefined || !isGone(namespace, tracked)) return undefined;
  const pools = [...tracked.lookup(byParent('floating-ip-pool'), network.uuid)].map((pool) => pool.value);
  if (pools.length === 0) return undefined;
  const held = pools
    .map((pool) => shortName(pool.fq_name))
    .sort()
    .join(', ');
  return condition(
    'warning',
    'Kept',
    'HoldsPool',
    `Virtual network ${formatFqName(network.fq_name)} is kept: holds pool ${held}. Namespace ${namespace} is ` +
      'deleted; the network goes when the pool is deleted under Overlay > Floating IP.',
    sorted(pools),
  );
}

export function keptProject(project: Project, tracked: Tracked): ObjectCondition | undefined {
  if (!isMadeForKubernetes(project)) return undefined;
  const { names } = clusterConfiguration(tracked);
  const namespace = names.clusterProject === undefined ? namespaceOfProject(names, project.fq_name) : undefined;
  if (namespace === undefined || !isGone(namespace, tracked)) return undefined;
  const networks = [...tracked.lookup(byParent('virtual-network'), project.uuid)].map((network) => network.value);
  if (networks.length === 0) return undefined;
  const held = networks
    .map((network) => shortName(network.fq_name))
    .sort()
    .join(', ');
  return condition(
    'warning',
    'Kept',
    'HoldsNetwork',
    `Project ${formatFqName(project.fq_name)} is kept: holds network ${held}. Namespace ${namespace} is deleted; ` +
      'the project goes when it is empty.',
    sorted(networks),
  );
}

/** kube-manager stamps what it makes with the cluster's name. */
function isMadeForKubernetes(record: ConfigRecord): boolean {
  return (record.annotations?.key_value_pair ?? []).some((pair) => pair.key === 'cluster');
}

/** Deleted or being deleted. */
function isGone(namespace: string, tracked: Tracked): boolean {
  const found = tracked.record('kube/Namespace', namespace)?.value;
  return found === undefined || found.metadata.deletionTimestamp !== undefined || found.status?.phase === 'Terminating';
}

function sorted(records: readonly ConfigRecord[]): ObjectCondition['refers'] {
  return records.map(nameOf).sort(by(({ name }) => name));
}

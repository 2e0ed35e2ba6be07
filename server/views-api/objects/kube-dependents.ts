/** What deleting a Kubernetes object means: what it owns goes with it, and what kube-manager made of it. */

import type { Dependent } from '../../contract/views/objects.ts';
import { readAttachmentRequest } from '../../engine/annotations/attachment-annotations.ts';
import { attachmentNetworkFqName, projectFqName } from '../../engine/naming/kube-names.ts';
import type { Kind, KubeStoreKind } from '../../model/kinds.ts';
import type { AnyKubeObject } from '../../model/kube/types.ts';
import { byNamespace, byOwner, byParent, byRef } from '../../store/indexes.ts';
import type { Stored } from '../../store/store.ts';
import { findNamed, firstRef } from '../shared/links.ts';
import type { ViewContext } from '../shared/view-context.ts';
import { configDependents, node } from './config-dependents.ts';

const nameOf = (key: string): string => key.slice(key.indexOf('/') + 1);

/** A pod takes its ports and addresses along; floating IPs stay, without a port. */
function pod({ read }: ViewContext, key: string, uid: string): Dependent {
  const children: Dependent[] = [];
  for (const port of read.lookup(byRef('virtual-machine-interface', 'virtual-machine'), uid)) {
    for (const { value } of read.lookup(byRef('floating-ip', 'virtual-machine-interface'), port.key)) {
      children.push(
        node(
          'floating-ip',
          value.uuid,
          value.props.floating_ip_address ?? value.uuid,
          'stays allocated, without a port',
          'will-point-to-nothing',
        ),
      );
    }
  }
  return node('kube/Pod', key, nameOf(key), 'pod, with its ports and addresses', 'deleted', children);
}

function owned(context: ViewContext, kind: 'kube/ReplicaSet' | 'kube/Pod', uid: string): readonly Dependent[] {
  return [...context.read.lookup(byOwner(kind), uid)]
    .map((record) => {
      const { metadata } = record.value as AnyKubeObject;
      return kind === 'kube/Pod'
        ? pod(context, record.key, metadata.uid)
        : node(
            kind,
            record.key,
            nameOf(record.key),
            'replica set',
            'deleted',
            owned(context, 'kube/Pod', metadata.uid),
          );
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The network that kube-manager made of a definition: kept while something is in it. */
function attachment(
  context: ViewContext,
  record: Stored<'kube/NetworkAttachmentDefinition'>,
  goes: Goes = nothingElse,
): Dependent {
  const request = readAttachmentRequest(record.value.metadata.annotations);
  const namespace = record.key.slice(0, record.key.indexOf('/'));
  const network =
    request.kind === 'new-network'
      ? findNamed(
          context.read,
          'virtual-network',
          attachmentNetworkFqName(context.names, namespace, nameOf(record.key)),
        )
      : undefined;
  return node(
    record.kind,
    record.key,
    nameOf(record.key),
    'network attachment definition',
    'deleted',
    network === undefined ? [] : [networkThatMayStay(context, network.uuid, goes)],
  );
}

/** Whether a machine (a pod, by its uid) goes in the same delete. */
type Goes = (machine: string | undefined) => boolean;
const nothingElse: Goes = () => false;

/** A network that kube-manager made goes, unless it holds what does not go in the same delete. */
function networkThatMayStay(context: ViewContext, uuid: string, goes: Goes): Dependent {
  const tree = configDependents(context, 'virtual-network', uuid);
  const pools = tree.children.filter((child) => child.kind === 'floating-ip-pool').map((pool) => pool.name);
  const ports = [...context.read.lookup(byRef('virtual-machine-interface', 'virtual-network'), uuid)].filter(
    ({ value }) => !goes(firstRef(value, 'virtual-machine')),
  ).length;
  const others = tree.children
    .filter((child) => child.fate === 'blocks' && child.kind !== 'virtual-machine-interface')
    .map((child) => child.name);
  if (pools.length === 0 && ports === 0 && others.length === 0)
    return { ...tree, detail: 'virtual network', children: [] };
  const holding =
    pools.length > 0
      ? `pool ${pools.join(', ')}`
      : ports > 0
        ? `${ports} ${ports === 1 ? 'port' : 'ports'}`
        : others.join(', ');
  return node('virtual-network', uuid, tree.name, `kept: holds ${holding}; goes when empty`, 'kept');
}

function namespace(context: ViewContext, key: string): Dependent {
  const { read } = context;
  const children: Dependent[] = [];
  const inside = <K extends KubeStoreKind>(kind: K): readonly Stored<K>[] => [...read.lookup(byNamespace(kind), key)];
  for (const record of inside('kube/Deployment'))
    children.push(
      node(
        record.kind,
        record.key,
        nameOf(record.key),
        'deployment',
        'deleted',
        owned(context, 'kube/ReplicaSet', record.value.metadata.uid),
      ),
    );
  for (const record of inside('kube/Pod'))
    if ((record.value.metadata.ownerReferences ?? []).length === 0)
      children.push(pod(context, record.key, record.value.metadata.uid));
  for (const record of inside('kube/Service'))
    children.push(node(record.kind, record.key, nameOf(record.key), 'service', 'deleted'));
  const pods = new Set(inside('kube/Pod').map((record) => record.value.metadata.uid));
  const goes: Goes = (machine) => machine !== undefined && pods.has(machine);
  const made = new Set<string>();
  for (const record of inside('kube/NetworkAttachmentDefinition')) {
    const definition = attachment(context, record, goes);
    for (const network of definition.children) made.add(network.key);
    children.push(definition);
  }
  const project = findNamed(read, 'project', projectFqName(context.names, key));
  if (project !== undefined) {
    const networks = [...read.lookup(byParent('virtual-network'), project.uuid)]
      .filter((network) => !made.has(network.key))
      .map((network) => networkThatMayStay(context, network.key, goes));
    const stays = [...networks, ...children.flatMap((child) => child.children)].some((child) => child.fate === 'kept');
    children.push(
      node(
        'project',
        project.uuid,
        project.fq_name.at(-1) ?? '',
        stays ? 'kept until its networks are empty' : 'project',
        stays ? 'kept' : 'deleted',
        networks,
      ),
    );
  }
  return node('kube/Namespace', key, key, 'namespace', 'deleted', children);
}

export function kubeDependents(context: ViewContext, kind: Kind, key: string): Dependent {
  const record = context.read.get(kind, key)!;
  const { metadata } = record.value as AnyKubeObject;
  switch (kind) {
    case 'kube/Namespace':
      return namespace(context, key);
    case 'kube/Deployment':
      return node(kind, key, nameOf(key), 'deployment', 'deleted', owned(context, 'kube/ReplicaSet', metadata.uid));
    case 'kube/ReplicaSet':
      return node(kind, key, nameOf(key), 'replica set', 'deleted', owned(context, 'kube/Pod', metadata.uid));
    case 'kube/Pod':
      return pod(context, key, metadata.uid);
    case 'kube/NetworkAttachmentDefinition':
      return attachment(context, record as Stored<'kube/NetworkAttachmentDefinition'>);
    default:
      return node(kind, key, nameOf(key), kind.replace('kube/', ''), 'deleted');
  }
}

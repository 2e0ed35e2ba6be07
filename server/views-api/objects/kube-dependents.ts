/** What deleting a Kubernetes object means: what it owns goes with it, and what kube-manager made of it. */
import type { Dependent } from '../../contract/views/objects.ts';
import { readAttachmentWish } from '../../engine/annotations/attachment-annotations.ts';
import { attachmentNetworkFqName, projectFqName } from '../../engine/naming/kube-names.ts';
import type { Kind } from '../../model/kinds.ts';
import type { AnyKubeObject } from '../../model/kube/types.ts';
import type { Stored } from '../../store/store.ts';
import { findNamed } from '../links.ts';
import type { World } from '../world.ts';
import { configDependents, node } from './config-dependents.ts';

const nameOf = (key: string): string => key.slice(key.indexOf('/') + 1);

/** A pod takes its ports and addresses along; floating IPs stay, without a port. */
function pod({ read }: World, key: string, uid: string): Dependent {
  const children: Dependent[] = [];
  for (const port of read.lookup('virtual-machine-interface', 'ref', `virtual-machine:${uid}`)) {
    for (const { value } of read.lookup('floating-ip', 'ref', `virtual-machine-interface:${port.key}`)) {
      children.push(node('floating-ip', value.uuid, value.props.floating_ip_address ?? value.uuid, 'stays allocated, without a port', 'will-point-to-nothing'));
    }
  }
  return node('kube/Pod', key, nameOf(key), 'pod, with its ports and addresses', 'deleted', children);
}

function owned(world: World, kind: 'kube/ReplicaSet' | 'kube/Pod', uid: string): readonly Dependent[] {
  return [...world.read.lookup(kind, 'owner', uid)].map((record) => {
    const { metadata } = record.value as AnyKubeObject;
    return kind === 'kube/Pod' ? pod(world, record.key, metadata.uid) : node(kind, record.key, nameOf(record.key), 'replica set', 'deleted', owned(world, 'kube/Pod', metadata.uid));
  }).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The network that kube-manager made of a definition: kept while something is in it. */
function attachment(world: World, record: Stored<'kube/NetworkAttachmentDefinition'>): Dependent {
  const wish = readAttachmentWish(record.value.metadata.annotations);
  const namespace = record.key.slice(0, record.key.indexOf('/'));
  const network = wish.kind === 'new-network' ? findNamed(world.read, 'virtual-network', attachmentNetworkFqName(world.names, namespace, nameOf(record.key))) : undefined;
  return node(record.kind, record.key, nameOf(record.key), 'network attachment definition', 'deleted', network === undefined ? [] : [networkThatMayStay(world, network.uuid)]);
}

function networkThatMayStay(world: World, uuid: string): Dependent {
  const tree = configDependents(world, 'virtual-network', uuid);
  const pools = tree.children.filter((child) => child.kind === 'floating-ip-pool');
  const ports = tree.children.filter((child) => child.fate === 'blocks');
  if (pools.length === 0 && ports.length === 0) return { ...tree, detail: 'virtual network', children: [] };
  const holding = pools.length > 0 ? `pool ${pools.map((pool) => pool.name).join(', ')}` : `${ports.length} ${ports.length === 1 ? 'port' : 'ports'}`;
  return node('virtual-network', uuid, tree.name, `kept: holds ${holding}; goes when empty`, 'will-point-to-nothing');
}

function namespace(world: World, key: string): Dependent {
  const { read } = world;
  const children: Dependent[] = [];
  const inside = <K extends Kind>(kind: K): readonly Stored<K>[] => [...read.lookup(kind, 'namespace', key)];
  for (const record of inside('kube/Deployment')) children.push(node(record.kind, record.key, nameOf(record.key), 'deployment', 'deleted', owned(world, 'kube/ReplicaSet', record.value.metadata.uid)));
  for (const record of inside('kube/Pod')) if ((record.value.metadata.ownerReferences ?? []).length === 0) children.push(pod(world, record.key, record.value.metadata.uid));
  for (const record of inside('kube/Service')) children.push(node(record.kind, record.key, nameOf(record.key), 'service', 'deleted'));
  const made = new Set<string>();
  for (const record of inside('kube/NetworkAttachmentDefinition')) {
    const definition = attachment(world, record);
    for (const network of definition.children) made.add(network.key);
    children.push(definition);
  }
  const project = findNamed(read, 'project', projectFqName(world.names, key));
  if (project !== undefined) {
    const networks = [...read.lookup('virtual-network', 'parent', project.uuid)].filter((network) => !made.has(network.key)).map((network) => networkThatMayStay(world, network.key));
    const stays = [...networks, ...children.flatMap((child) => child.children)].some((child) => child.kind === 'virtual-network' && child.fate !== 'deleted');
    children.push(node('project', project.uuid, project.fq_name.at(-1) ?? '', stays ? 'kept until its networks are empty' : 'project', stays ? 'will-point-to-nothing' : 'deleted', networks));
  }
  return node('kube/Namespace', key, key, 'namespace', 'deleted', children);
}

export function kubeDependents(world: World, kind: Kind, key: string): Dependent {
  const record = world.read.get(kind, key)!;
  const { metadata } = record.value as AnyKubeObject;
  switch (kind) {
    case 'kube/Namespace': return namespace(world, key);
    case 'kube/Deployment': return node(kind, key, nameOf(key), 'deployment', 'deleted', owned(world, 'kube/ReplicaSet', metadata.uid));
    case 'kube/ReplicaSet': return node(kind, key, nameOf(key), 'replica set', 'deleted', owned(world, 'kube/Pod', metadata.uid));
    case 'kube/Pod': return pod(world, key, metadata.uid);
    case 'kube/NetworkAttachmentDefinition': return attachment(world, record as Stored<'kube/NetworkAttachmentDefinition'>);
    default: return node(kind, key, nameOf(key), kind.replace('kube/', ''), 'deleted');
  }
}

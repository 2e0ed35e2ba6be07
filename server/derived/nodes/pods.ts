/** Per pod: where it runs, what it belongs to, and by which interfaces it is attached. */

import type { VirtualMachineInterface } from '../../model/config/types.ts';
import type { Kind } from '../../model/kinds.ts';
import { kubeKey, type KubeObjectOf, type OwnerReference } from '../../model/kube/types.ts';
import type { PodPlacement, Workload } from '../../model/oper/port.ts';
import { byOwner, byRef, byUid } from '../../store/indexes.ts';
import type { Change, Read, Stored } from '../../store/store.ts';
import type { CalcNode, RowIndex, Tracked } from '../calc-node.ts';
import { keysOf } from './keys-of.ts';
import { NONE, withOne } from './lists.ts';

export function pods(indexes: readonly RowIndex<PodPlacement>[]): CalcNode<PodPlacement, 'kube/Pod'> {
  return {
    name: 'pods',
    kind: 'kube/Pod',
    keys: (read) => keysOf(read, 'kube/Pod'),
    about: (key) => [{ kind: 'kube/Pod', key }],
    hears: new Set<Kind>(['kube/Pod', 'kube/ReplicaSet', 'virtual-machine-interface']),
    touched: (change, read) => {
      if (change.kind === 'kube/Pod') return [change.key];
      if (change.kind === 'kube/ReplicaSet') return ownedPods(change, read);
      if (change.kind !== 'virtual-machine-interface') return [];
      const keys: string[] = [];
      for (const side of [change.old, change.new]) {
        for (const machine of (side?.value as VirtualMachineInterface | undefined)?.refs['virtual-machine'] ?? []) {
          for (const pod of read.lookup(byUid('kube/Pod'), machine.uuid)) keys.push(pod.key);
        }
      }
      return keys;
    },
    compute,
    indexes,
  };
}

function* ownedPods(change: Change, read: Read): Generator<string, void, undefined> {
  for (const side of [change.old, change.new]) {
    if (side === undefined) continue;
    for (const pod of read.lookup(byOwner('kube/Pod'), (side.value as KubeObjectOf<'ReplicaSet'>).metadata.uid))
      yield pod.key;
  }
}

function compute(key: string, tracked: Tracked, record: Stored<'kube/Pod'> | undefined): PodPlacement | undefined {
  const pod = record?.value;
  if (pod === undefined) return undefined;
  const namespace = pod.metadata.namespace ?? 'default';
  let interfaces: string[] | undefined;
  let networks: string[] | undefined;
  let projectUuid: string | undefined;
  for (const { key: uuid, value: vmi } of tracked.read.lookup(
    byRef('virtual-machine-interface', 'virtual-machine'),
    pod.metadata.uid,
  )) {
    interfaces = withOne(interfaces, uuid);
    for (const ref of vmi.refs['virtual-network'] ?? [])
      if (networks?.includes(ref.uuid) !== true) networks = withOne(networks, ref.uuid);
    if (vmi.parent_type !== 'project') continue;
    const project = vmi.parent_uuid ?? '';
    if (projectUuid === undefined || project < projectUuid) projectUuid = project;
  }
  return {
    podKey: key,
    podUid: pod.metadata.uid,
    namespace,
    nodeName: pod.spec?.nodeName,
    workload: workloadOf(namespace, pod.metadata.name, pod.metadata.ownerReferences, tracked),
    interfaces: interfaces === undefined ? NONE : interfaces.length > 1 ? interfaces.sort() : interfaces,
    networks: networks === undefined ? NONE : networks.length > 1 ? networks.sort() : networks,
    projectUuid,
  };
}

function workloadOf(
  namespace: string,
  podName: string,
  owners: readonly OwnerReference[] | undefined,
  tracked: Tracked,
): Workload {
  const owner = controllerOf(owners);
  if (owner === undefined) return { kind: 'Pod', namespace, name: podName };
  if (owner.kind !== 'ReplicaSet') return { kind: owner.kind, namespace, name: owner.name };
  const replicaSet = tracked.read.get('kube/ReplicaSet', kubeKey(namespace, owner.name))?.value;
  // A later object of the same name is not the owner.
  const above = replicaSet?.metadata.uid === owner.uid ? controllerOf(replicaSet.metadata.ownerReferences) : undefined;
  return above === undefined
    ? { kind: 'ReplicaSet', namespace, name: owner.name }
    : { kind: above.kind, namespace, name: above.name };
}

function controllerOf(owners: readonly OwnerReference[] | undefined): OwnerReference | undefined {
  if (owners === undefined) return undefined;
  for (const owner of owners) if (owner.controller === true && isNamed(owner)) return owner;
  return owners.find(isNamed);
}

/** Directories of older versions may have owner references without a name: they are ignored. */
function isNamed({ kind, name }: Partial<OwnerReference>): boolean {
  return typeof kind === 'string' && typeof name === 'string';
}

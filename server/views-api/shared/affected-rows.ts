/** The rows that a change of another kind affects: exactly those, so that cached values of the others stay valid. */

import type { ConfigRecord, VirtualMachineInterface } from '../../model/config/types.ts';
import type { KubeObjectOf } from '../../model/kube/types.ts';
import { byOwner, byRef, byUid } from '../../store/indexes.ts';
import type { Change, Read } from '../../store/store.ts';
import { firstRef } from './links.ts';

/** Keys of the rows that a change affects, in the state after it. */
export type AffectedRows = (read: Read, change: Change) => Iterable<string>;

function sidesOf<V>({ old, new: next }: Change): readonly V[] {
  return [old, next].flatMap((side) => (side === undefined ? [] : [side.value as V]));
}

/** Only creation and deletion matter, because names do not change. */
const stays = ({ old, new: next }: Change): boolean => old !== undefined && next !== undefined;

function* podsOfPort(read: Read, port: VirtualMachineInterface | undefined): Generator<string, void, undefined> {
  const machine = port === undefined ? undefined : firstRef(port, 'virtual-machine');
  if (machine !== undefined) for (const pod of read.lookup(byUid('kube/Pod'), machine)) yield pod.key;
}

/** Change of an interface → pods. */
export const podsOfPortChange: AffectedRows = function* (read, change) {
  for (const port of sidesOf<VirtualMachineInterface>(change)) yield* podsOfPort(read, port);
};

/** Change of an instance IP or floating IP → interfaces. */
export const portsOfAddressChange: AffectedRows = function* (_read, change) {
  for (const record of sidesOf<ConfigRecord>(change))
    for (const ref of record.refs['virtual-machine-interface'] ?? []) yield ref.uuid;
};

/** Change of an instance IP or floating IP → pods. */
export const podsOfAddressChange: AffectedRows = function* (read, change) {
  for (const port of portsOfAddressChange(read, change))
    yield* podsOfPort(read, read.get('virtual-machine-interface', port)?.value);
};

/** A network comes or goes → interfaces. */
export const portsOfNetworkChange: AffectedRows = function* (read, change) {
  if (!stays(change))
    for (const port of read.lookup(byRef('virtual-machine-interface', 'virtual-network'), change.key)) yield port.key;
};

/** A network comes or goes → pods. */
export const podsOfNetworkChange: AffectedRows = function* (read, change) {
  for (const port of portsOfNetworkChange(read, change))
    yield* podsOfPort(read, read.get('virtual-machine-interface', port)?.value);
};

/** A compute node comes or goes → interfaces. */
export const portsOfNodeChange: AffectedRows = function* (read, change) {
  if (stays(change)) return;
  for (const { key, value } of read.scan('virtual-machine-interface'))
    if (value.allocated?.['node'] === change.key) yield key;
};

/** A pod comes or goes → interfaces. */
export const portsOfPodChange: AffectedRows = function* (read, change) {
  const [one, other] = sidesOf<KubeObjectOf<'Pod'>>(change);
  if (one?.metadata.uid === other?.metadata.uid) return;
  for (const pod of [one, other]) {
    if (pod !== undefined)
      for (const port of read.lookup(byRef('virtual-machine-interface', 'virtual-machine'), pod.metadata.uid))
        yield port.key;
  }
};

/** A ReplicaSet gets another owner, comes or goes → pods. */
export const podsOfReplicaSetChange: AffectedRows = function* (read, change) {
  const [one, other] = sidesOf<KubeObjectOf<'ReplicaSet'>>(change);
  const [before, after] = [one?.metadata.ownerReferences?.[0], other?.metadata.ownerReferences?.[0]];
  if (
    stays(change) &&
    one?.metadata.uid === other?.metadata.uid &&
    before?.kind === after?.kind &&
    before?.name === after?.name
  )
    return;
  for (const set of [one, other]) {
    if (set !== undefined) for (const pod of read.lookup(byOwner('kube/Pod'), set.metadata.uid)) yield pod.key;
  }
};

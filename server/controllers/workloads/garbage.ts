/**
 * Garbage collection. Deleting an owner deletes its objects at once; this controller handles the rest: an owner that
 * was removed with its last finalizer, that never existed, or that is in another namespace. The objects of an owner
 * that waits with the finalizer `orphan` are released, a slice at a time; those of one with `foregroundDeletion` are
 * deleted, and it goes after them. Pods of a node that does not exist are deleted too: nothing runs them, and their
 * ReplicaSet creates others, on nodes that exist.
 */

import { continueForeground, isForeground, ORPHAN, releaseOrphans } from '../../kube/deletion.ts';
import { deleteKubeObject } from '../../kube/operations.ts';
import { ownerState } from '../../kube/owner-state.ts';
import type { Kind } from '../../model/kinds.ts';
import {
  KUBE_KINDS,
  type AnyKubeObject,
  type KubeKind,
  type KubeObjectOf,
  type OwnerReference,
} from '../../model/kube/types.ts';
import { byNode, byOwner, byUid } from '../../store/indexes.ts';
import type { Read } from '../../store/store.ts';
import { among } from '../runtime/among.ts';
import type { Controller } from '../runtime/controller.ts';
import { isBound } from './pod-state.ts';

export const garbageController: Controller = {
  name: 'garbage',
  owner: 'garbage',
  hears: new Set<Kind>(KUBE_KINDS.map((kind): Kind => `kube/${kind}`)),
  *wokenBy(change, read) {
    if (!change.kind.startsWith('kube/')) return;
    if (change.new === undefined) {
      const { uid, ownerReferences = [] } = (change.old!.value as AnyKubeObject).metadata;
      yield* dependents(read, uid);
      yield* waitingOwners(read, ownerReferences);
      if (change.kind === 'kube/Node')
        for (const { key } of read.lookup(byNode('kube/Pod'), change.key)) yield nameOf('Pod', key);
      return;
    }
    const object = change.new.value as AnyKubeObject;
    if (isLeft(read, object) || isWaiting(object)) yield nameOf(change.kind.slice(5) as KubeKind, change.key);
    const before = (change.old?.value as AnyKubeObject | undefined)?.metadata.ownerReferences;
    if (before !== undefined && before !== object.metadata.ownerReferences) yield* waitingOwners(read, before);
  },
  *keys(read, skip) {
    for (const kind of KUBE_KINDS)
      yield* among(
        read.scan(`kube/${kind}`),
        ({ key, value }) => (isLeft(read, value) || isWaiting(value) ? nameOf(kind, key) : undefined),
        skip,
      );
  },
  about: (name) => {
    const [kind, key] = name.split(' ') as [KubeKind, string];
    return [{ kind: `kube/${kind}`, key }];
  },
  reconcile(context, name) {
    const [kind, key] = name.split(' ') as [KubeKind, string];
    const object = context.transaction.get(`kube/${kind}`, key)?.value;
    if (object === undefined) return;
    // Each release wakes the owner again, until nothing is left.
    if (isOrphaning(object)) releaseOrphans(context, kind, key);
    else if (isForeground(object)) continueForeground(context, kind, key);
    else if (isLeft(context.transaction, object)) deleteKubeObject(context, kind, key);
  },
};

function nameOf(kind: KubeKind, key: string): string {
  return `${kind} ${key}`;
}

function* dependents(read: Read, uid: string): Iterable<string> {
  for (const kind of KUBE_KINDS)
    for (const { key } of read.lookup(byOwner(`kube/${kind}`), uid)) yield nameOf(kind, key);
}

/** Whether it waits for its objects to be released. */
function isOrphaning({ metadata }: AnyKubeObject): boolean {
  return metadata.deletionTimestamp !== undefined && metadata.finalizers?.includes(ORPHAN) === true;
}

/** Whether it waits for its objects, to be released or deleted. */
function isWaiting(object: AnyKubeObject): boolean {
  return isOrphaning(object) || isForeground(object);
}

function* waitingOwners(read: Read, owners: readonly OwnerReference[]): Iterable<string> {
  for (const { kind, uid } of owners) {
    const known = KUBE_KINDS.find((each) => each === kind);
    if (known === undefined) continue;
    for (const { key, value } of read.lookup(byUid(`kube/${known}`), uid))
      if (isWaiting(value as AnyKubeObject)) yield nameOf(known, key);
  }
}

/** Whether all its owners are of kinds that we know and do not exist, or it is a pod of a node that does not exist. */
function isLeft(read: Read, object: AnyKubeObject): boolean {
  if (object.kind === 'Pod' && isOnNoNode(read, object as KubeObjectOf<'Pod'>)) return true;
  const owners = object.metadata.ownerReferences;
  return owners !== undefined && owners.length > 0 && owners.every((owner) => isGone(read, object, owner));
}

function isOnNoNode(read: Read, pod: KubeObjectOf<'Pod'>): boolean {
  return isBound(pod) && read.get('kube/Node', pod.spec!.nodeName!) === undefined;
}

/** One in another namespace does not count; without a namespace of its own an object is not collected for that. */
function isGone(read: Read, object: AnyKubeObject, owner: OwnerReference): boolean {
  const state = ownerState(read, object, owner);
  return state === 'absent' || (state === 'elsewhere' && object.metadata.namespace !== undefined);
}

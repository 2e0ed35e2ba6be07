/**
 * Deletes objects. Owned objects are deleted in the same transaction (`Background` and `Foreground` alike), or released
 * with `Orphan`, so that no reader sees an owned object without its owner. If there are very many, the garbage
 * controller deletes or releases the rest in slices. With `Foreground` an owner waits, with the finalizer
 * `foregroundDeletion`, for dependents that block its deletion and are not gone yet. A namespace becomes Terminating
 * and is removed by `finalizeNamespace` once it is empty; an object with finalizers stays until they are removed.
 */

import { deepEqual } from '../model/json.ts';
import { isFinalized, NAMESPACED_KINDS } from '../model/kube/resources.ts';
import { KUBE_KINDS, type AnyKubeObject, type KubeKind, type KubeObjectOf, parseKubeKey } from '../model/kube/types.ts';
import { byOwner, byUid } from '../store/indexes.ts';
import type { Transaction } from '../store/store.ts';
import type { KubeContext } from './cluster-ip-port.ts';
import { child, childIf, draftOf, type Draft } from './draft.ts';
import { namespaceContent, namespaceNotEmpty } from './kinds/namespace.ts';
import { conflict, forbidden, invalid, modified, notFound } from './kube-problem.ts';
import { kubeTime } from './kube-time.ts';
import { finalizerCauses } from './names.ts';
import { KIND_RULES } from './rule-table.ts';

export type Propagation = 'Background' | 'Foreground' | 'Orphan';

export interface DeleteOptions {
  /** Default: what the object's own finalizers say (`orphan`, `foregroundDeletion`), else `Background`. */
  readonly propagation?: Propagation;
  /** 409 unless the object has this uid. */
  readonly uid?: string;
  /** 409 unless the object has this revision. */
  readonly resourceVersion?: string;
}

export interface Deletion<K extends KubeKind> {
  /** The deleted object, or its current version while finalizers keep it. */
  readonly object: KubeObjectOf<K>;
  readonly gone: boolean;
}

/**
 * The finalizer of an owner that stays until its dependents are released, as in Kubernetes: if there are very many,
 * they are released in slices.
 */
export const ORPHAN = 'orphan';

/** The finalizer of an owner that waits for dependents with `blockOwnerDeletion`, as in Kubernetes. */
const FOREGROUND = 'foregroundDeletion';

/** Dependents that one transaction deletes, whatever the number of owners; more would block other requests. */
export const OWNED_AT_ONCE = 250;

/**
 * Deletes an object. 404 if it does not exist, 403 for a protected namespace and for kube-manager's configuration, 409
 * if a precondition fails.
 */
export function deleteKubeObject<K extends KubeKind>(
  context: KubeContext,
  kind: K,
  key: string,
  options: DeleteOptions = {},
): Deletion<K> {
  return remove(context, kind, key, options, roomOf(context.transaction));
}

function remove<K extends KubeKind>(
  context: KubeContext,
  kind: K,
  key: string,
  options: DeleteOptions,
  room: Room,
): Deletion<K> {
  const stored = context.transaction.get(`kube/${kind}`, key);
  if (stored === undefined) throw notFound(kind, parseKubeKey(key).name);
  const object: AnyKubeObject = stored.value;
  // A malformed object left by an older version can be deleted as well.
  const metadata: Partial<AnyKubeObject['metadata']> | undefined = object.metadata;
  const { name = parseKubeKey(key).name, uid, finalizers } = metadata ?? {};
  if (options.uid !== undefined && options.uid !== uid)
    throw conflict(kind, name, `Precondition failed: UID in precondition: ${options.uid}, UID in object meta: ${uid}`);
  if (options.resourceVersion !== undefined && options.resourceVersion !== String(stored.revision))
    throw modified(kind, name);
  const stays = KIND_RULES[kind].mustStay?.(key);
  if (stays !== undefined) throw forbidden(kind, name, stays);
  const listed: readonly string[] = Array.isArray(finalizers) ? finalizers : [];
  const propagation = options.propagation ?? propagationBy(listed);
  // `orphan` and `foregroundDeletion` stand for an earlier policy, which this one replaces.
  const waitsFor = listed.filter((finalizer) => finalizer !== ORPHAN && finalizer !== FOREGROUND);
  const orphans = propagation === 'Orphan' && typeof uid === 'string' ? dependentsOf(context.transaction, uid) : 0;
  const waits = waitsFor.length > 0 || isFinalized(kind);
  // Very many dependents are released by the garbage controller, and so are those of an owner that stays anyway.
  if (orphans > (waits ? 0 : OWNED_AT_ONCE)) waitsFor.push(ORPHAN);
  if (propagation === 'Foreground' && typeof uid === 'string') {
    // Marked before its dependents go, so that owners in a circle end.
    terminate(context, kind, key, object, [...waitsFor, FOREGROUND]);
    deleteOrReleaseDependents(context, uid, propagation, room);
    finishForeground(context, kind, key);
    const left = context.transaction.get(`kube/${kind}`, key)?.value;
    return { object: (left ?? object) as KubeObjectOf<K>, gone: left === undefined };
  }
  if (waits || waitsFor.length > 0) {
    const waiting = terminate(context, kind, key, object, waitsFor);
    return { object: waiting as unknown as KubeObjectOf<K>, gone: false };
  }
  context.transaction.delete(`kube/${kind}`, key);
  if (typeof uid === 'string') deleteOrReleaseDependents(context, uid, propagation, room);
  return { object: object as KubeObjectOf<K>, gone: true };
}

function propagationBy(finalizers: readonly string[]): Propagation {
  if (finalizers.includes(ORPHAN)) return 'Orphan';
  return finalizers.includes(FOREGROUND) ? 'Foreground' : 'Background';
}

/** Notes in the object that it is being deleted, and for whom it waits. */
function terminate(
  context: KubeContext,
  kind: KubeKind,
  key: string,
  object: AnyKubeObject,
  waitsFor: readonly string[],
): Draft {
  const waiting = draftOf(object);
  const metadata = child(waiting, 'metadata');
  if (metadata['deletionTimestamp'] === undefined) {
    metadata['deletionTimestamp'] = kubeTime(context.transaction.time);
    if (isFinalized(kind)) child(waiting, 'status')['phase'] = 'Terminating';
    else metadata['deletionGracePeriodSeconds'] = 0;
  }
  if (waitsFor.length === 0) delete metadata['finalizers'];
  else metadata['finalizers'] = [...waitsFor];
  if (!deepEqual(waiting, object)) context.transaction.put(`kube/${kind}`, key, waiting as never);
  return waiting;
}

/**
 * Whether nobody's finalizer keeps an object that is being deleted. A namespace also waits until it is empty
 * (`finalizeNamespace`), so for a namespace this is never true.
 */
export function waitsForNobody(kind: KubeKind, finalizers: unknown): boolean {
  return !isFinalized(kind) && (!Array.isArray(finalizers) || finalizers.length === 0);
}

interface Room {
  left: number;
}

const rooms = new WeakMap<Transaction, Room>();

function roomOf(transaction: Transaction): Room {
  let room = rooms.get(transaction);
  if (room === undefined) rooms.set(transaction, (room = { left: OWNED_AT_ONCE }));
  return room;
}

/** Reserves part of the transaction's limit for dependents; false, with nothing reserved, if the limit is too small. */
export function takeRoom(transaction: Transaction, count: number): boolean {
  const room = roomOf(transaction);
  if (count > room.left) return false;
  room.left -= count;
  return true;
}

/** Whether it waits for dependents that are deleted before it. */
export function isForeground({ metadata }: AnyKubeObject): boolean {
  return metadata?.deletionTimestamp !== undefined && metadata.finalizers?.includes(FOREGROUND) === true;
}

/**
 * Deletes dependents of an owner that waits with the finalizer `foregroundDeletion`, and the owner with the last of
 * those that block it, unless other finalizers keep it. For the garbage controller.
 */
export function continueForeground(context: KubeContext, kind: KubeKind, key: string): void {
  const owner = context.transaction.get(`kube/${kind}`, key)?.value as AnyKubeObject | undefined;
  if (owner === undefined || !isForeground(owner)) return;
  deleteOrReleaseDependents(context, owner.metadata.uid, 'Foreground', roomOf(context.transaction));
  finishForeground(context, kind, key);
}

/** Removes the finalizer, and what it alone kept, when nothing blocks the owner any more. */
function finishForeground(context: KubeContext, kind: KubeKind, key: string): void {
  const owner = context.transaction.get(`kube/${kind}`, key)?.value as AnyKubeObject | undefined;
  if (owner === undefined || !isForeground(owner) || isBlocked(context.transaction, owner)) return;
  const others = (owner.metadata.finalizers ?? []).filter((finalizer) => finalizer !== FOREGROUND);
  if (waitsForNobody(kind, others)) context.transaction.delete(`kube/${kind}`, key);
  else terminate(context, kind, key, owner, others);
}

/** Whether a dependent with `blockOwnerDeletion` is there, other than one that waits for this owner in turn. */
function isBlocked(transaction: Transaction, owner: AnyKubeObject): boolean {
  const { uid } = owner.metadata;
  let above: ReadonlySet<string> | undefined;
  for (const kind of KUBE_KINDS)
    for (const { value } of transaction.lookup(byOwner(`kube/${kind}`), uid)) {
      const { metadata } = value as AnyKubeObject;
      if (metadata.ownerReferences?.some((each) => each.uid === uid && each.blockOwnerDeletion === true) !== true)
        continue;
      above ??= ownersAbove(transaction, owner);
      if (!above.has(metadata.uid)) return true;
    }
  return false;
}

/** Owners, and owners of owners, that are looked at: a circle of more is nobody's. */
const MOST_ABOVE = 100;

function ownersAbove(transaction: Transaction, object: AnyKubeObject): ReadonlySet<string> {
  const found = new Set<string>();
  const next = [object];
  for (let below = next.pop(); below !== undefined && found.size < MOST_ABOVE; below = next.pop())
    for (const { kind, uid } of below.metadata.ownerReferences ?? []) {
      const known = KUBE_KINDS.find((each) => each === kind);
      if (known === undefined || found.has(uid)) continue;
      found.add(uid);
      for (const { value } of transaction.lookup(byUid(`kube/${known}`), uid)) next.push(value as AnyKubeObject);
    }
  return found;
}

function dependentsOf(transaction: Transaction, uid: string): number {
  return KUBE_KINDS.reduce((sum, kind) => sum + transaction.countIn(byOwner(`kube/${kind}`), uid), 0);
}

/**
 * Releases some dependents of an owner that stays with the finalizer `orphan`. The owner is deleted with the last of
 * them, unless other finalizers keep it. For the garbage controller.
 */
export function releaseOrphans(context: KubeContext, kind: KubeKind, key: string): void {
  const stored = context.transaction.get(`kube/${kind}`, key);
  const { uid, finalizers = [], deletionTimestamp } = (stored?.value as AnyKubeObject | undefined)?.metadata ?? {};
  if (stored === undefined || deletionTimestamp === undefined || uid === undefined || !finalizers.includes(ORPHAN))
    return;
  let left = RELEASED_AT_ONCE;
  for (const dependentKind of KUBE_KINDS) {
    for (const dependent of context.transaction.page(`kube/${dependentKind}`, {
      limit: left,
      within: { index: byOwner(`kube/${dependentKind}`), asked: uid },
    })) {
      release(context, dependentKind, dependent.key, dependent.value, uid);
      left -= 1;
    }
    if (left === 0) break;
  }
  if (dependentsOf(context.transaction, uid) > 0) return;
  const others = finalizers.filter((finalizer) => finalizer !== ORPHAN);
  if (waitsForNobody(kind, others)) context.transaction.delete(`kube/${kind}`, key);
  else terminate(context, kind, key, stored.value as AnyKubeObject, others);
}

/** Dependents that one transaction releases. */
const RELEASED_AT_ONCE = 50;

function release(context: KubeContext, kind: KubeKind, key: string, object: AnyKubeObject, uid: string): void {
  const others = (object.metadata.ownerReferences ?? []).filter((owner) => owner.uid !== uid);
  const released = draftOf(object);
  const metadata = child(released, 'metadata');
  if (others.length === 0) delete metadata['ownerReferences'];
  else metadata['ownerReferences'] = draftOf({ others })['others'] ?? [];
  context.transaction.put(`kube/${kind}`, key, released as never);
}

/** Deletes the dependents of `uid` that have no other owner, within the transaction's limit; releases the others. */
function deleteOrReleaseDependents(context: KubeContext, uid: string, propagation: Propagation, room: Room): void {
  for (const kind of NAMESPACED_KINDS) {
    const dependents = Array.from(context.transaction.lookup(byOwner(`kube/${kind}`), uid));
    for (const { key } of dependents) {
      // As it is now: what was deleted before it may have owned it, too.
      const dependent = context.transaction.get(`kube/${kind}`, key);
      if (dependent === undefined) continue;
      const others = (dependent.value.metadata.ownerReferences ?? []).filter((owner) => owner.uid !== uid);
      if (propagation !== 'Orphan' && others.length === 0) {
        // One that is being deleted already waits for finalizers of others. Only `Foreground` is handed on.
        if (dependent.value.metadata.deletionTimestamp === undefined && room.left-- > 0)
          remove(context, kind, dependent.key, propagation === 'Foreground' ? { propagation } : {}, room);
        continue;
      }
      release(context, kind, dependent.key, dependent.value, uid);
    }
  }
}

/**
 * Removes the finalizer `kubernetes` of a Terminating namespace, and with it the namespace. 409 while it contains
 * objects. For the controller that empties namespaces.
 */
export function finalizeNamespace(context: KubeContext, name: string): void {
  const stored = context.transaction.get('kube/Namespace', name);
  if (stored === undefined) throw notFound('Namespace', name);
  if (stored.value.metadata.deletionTimestamp === undefined)
    throw conflict('Namespace', name, 'it is not being terminated: delete it first');
  const content = namespaceContent(context.transaction, name);
  if (content !== undefined) throw namespaceNotEmpty(name, content);
  storeFinalizers(
    context,
    stored.value,
    (stored.value.spec?.finalizers ?? []).filter((finalizer) => finalizer !== 'kubernetes'),
  );
}

/**
 * `PUT namespaces/<name>/finalize`: the finalizers in `spec`, which nothing else changes. A namespace that is being
 * deleted goes with the last of them. Returns it as it is, or last was. 409 if it was changed since the version that
 * the manifest names, or would leave content behind.
 */
export function replaceNamespaceFinalizers(
  context: KubeContext,
  name: string,
  manifest: { readonly metadata: { readonly [field: string]: unknown }; readonly [field: string]: unknown },
): KubeObjectOf<'Namespace'> {
  const stored = context.transaction.get('kube/Namespace', name);
  if (stored === undefined) throw notFound('Namespace', name);
  const { resourceVersion } = manifest.metadata;
  if (typeof resourceVersion === 'string' && resourceVersion !== '' && resourceVersion !== String(stored.revision))
    throw modified('Namespace', name);
  const given = childIf(draftOf(manifest), 'spec')?.['finalizers'];
  const causes = finalizerCauses('spec.finalizers', given, false);
  if (causes.length > 0) throw invalid('Namespace', name, causes);
  const finalizers = Array.isArray(given) ? given.filter((finalizer) => typeof finalizer === 'string') : [];
  const content = namespaceContent(context.transaction, name);
  const ends = stored.value.metadata.deletionTimestamp !== undefined && !finalizers.includes('kubernetes');
  if (ends && content !== undefined) throw namespaceNotEmpty(name, content);
  return storeFinalizers(context, stored.value, finalizers);
}

function storeFinalizers(
  context: KubeContext,
  namespace: KubeObjectOf<'Namespace'>,
  finalizers: readonly string[],
): KubeObjectOf<'Namespace'> {
  const { name, deletionTimestamp, finalizers: others = [] } = namespace.metadata;
  if (deletionTimestamp !== undefined && finalizers.length === 0 && others.length === 0) {
    context.transaction.delete('kube/Namespace', name);
    return namespace;
  }
  const kept = draftOf(namespace);
  child(kept, 'spec')['finalizers'] = [...finalizers];
  if (!deepEqual(kept, namespace)) context.transaction.put('kube/Namespace', name, kept as never);
  return kept as unknown as KubeObjectOf<'Namespace'>;
}

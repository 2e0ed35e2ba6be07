/** Objects that a controller owns, and taking over those that it could. */

import type { WriteContext } from '../../config/write-context.ts';
import { patchKubeObject } from '../../kube/operations.ts';
import { labelled, manyLabelled } from '../../model/kube/labelled.ts';
import { matchesSelector } from '../../model/kube/matches-selector.ts';
import type { AnyKubeObject, KubeObjectOf, LabelSelector, OwnerReference } from '../../model/kube/types.ts';
import { kubeKey } from '../../model/kube/types.ts';
import { by } from '../../model/order.ts';
import { byOwner, bySelected, uncontrolled } from '../../store/indexes.ts';
import type { Read, Stored } from '../../store/store.ts';

/** Objects that an owner makes, deletes or adopts in one turn; their own changes bring it back. */
export const BURST = 50;

export function keyOf(object: AnyKubeObject): string {
  return kubeKey(object.metadata.namespace, object.metadata.name);
}

export function controllerOf(object: AnyKubeObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((owner) => owner.controller === true);
}

export function controllerReference(owner: AnyKubeObject): OwnerReference {
  const { apiVersion, kind, metadata } = owner;
  return { apiVersion, kind, name: metadata.name, uid: metadata.uid, controller: true, blockOwnerDeletion: true };
}

export function selects(selector: LabelSelector, { metadata }: AnyKubeObject): boolean {
  return selectsLabels(selector, metadata.labels);
}

export function selectsLabels(selector: LabelSelector, labels: AnyKubeObject['metadata']['labels']): boolean {
  return matchesSelector(selector, labels);
}

/**
 * What the owner controls of a kind, in order of name; those that match its selector and have no controller are
 * adopted, those that no longer match are released. Undefined when as many as go in one turn were adopted: their own
 * changes bring the owner back for the rest.
 */
export function claim<K extends 'Pod' | 'ReplicaSet'>(
  context: WriteContext,
  kind: K,
  owner: AnyKubeObject,
  selector: LabelSelector,
): KubeObjectOf<K>[] | undefined {
  const { transaction } = context;
  const orphans: Stored<'kube/Pod' | 'kube/ReplicaSet'>[] = [];
  for (const orphan of adoptable(transaction, kind, owner, selector)) if (orphans.push(orphan) === BURST) break;
  for (const { key, value } of orphans) setController(context, kind, key, value, owner);
  if (orphans.length === BURST) return undefined;
  const mine: KubeObjectOf<K>[] = [];
  for (const { key, value } of [...transaction.lookup(byOwner(`kube/${kind}`), owner.metadata.uid)]) {
    if (controllerOf(value)?.uid !== owner.metadata.uid) continue;
    if (selects(selector, value)) mine.push(value as unknown as KubeObjectOf<K>);
    else setController(context, kind, key, value, undefined);
  }
  return mine.sort(by((one) => one.metadata.name));
}

/** Those of a kind that the owner would adopt. */
export function* adoptable(
  read: Read,
  kind: 'Pod' | 'ReplicaSet',
  owner: AnyKubeObject,
  selector: LabelSelector,
): Generator<Stored<'kube/Pod' | 'kube/ReplicaSet'>, void, undefined> {
  const [label] = Object.entries(selector.matchLabels ?? {});
  const places = [
    labelled(owner.metadata.namespace, label),
    ...(label === undefined ? [] : [manyLabelled(owner.metadata.namespace)]),
  ];
  for (const place of places)
    for (const found of read.lookup(uncontrolled(`kube/${kind}`), place))
      if (found.value.metadata.deletionTimestamp === undefined && selects(selector, found.value)) yield found;
}

function setController(
  context: WriteContext,
  kind: 'Pod' | 'ReplicaSet',
  key: string,
  object: AnyKubeObject,
  owner: AnyKubeObject | undefined,
) {
  const others = (object.metadata.ownerReferences ?? []).filter((reference) => !reference.controller);
  const ownerReferences = owner === undefined ? others : [...others, controllerReference(owner)];
  return patchKubeObject(
    context,
    kind,
    key,
    { metadata: { ownerReferences: ownerReferences.length === 0 ? null : ownerReferences } },
    { type: 'merge' },
  );
}

/**
 * Keys of the owners of `kind` that a change of one of their objects concerns: its controller, or who could adopt
 * it.
 */
export function* owners(
  read: Read,
  kind: 'ReplicaSet' | 'Deployment',
  ...versions: readonly (Stored | undefined)[]
): Iterable<string> {
  for (const version of versions) {
    if (version === undefined) continue;
    const object = version.value as AnyKubeObject;
    const controller = controllerOf(object);
    if (controller?.kind === kind) yield kubeKey(object.metadata.namespace, controller.name);
    if (controller !== undefined) continue;
    for (const label of [undefined, ...Object.entries(object.metadata.labels ?? {})]) {
      for (const { key, value } of read.lookup(
        bySelected(`kube/${kind}`),
        labelled(object.metadata.namespace, label),
      )) {
        if (value.spec !== undefined && selects(value.spec.selector, object)) yield key;
      }
    }
  }
}

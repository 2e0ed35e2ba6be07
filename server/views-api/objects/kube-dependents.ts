/** What deleting a Kubernetes object does: it deletes what the object owns, and what kube-manager created for it. */

import type { Dependent } from '../../contract/views/objects.ts';
import type { KubeStoreKind } from '../../model/kinds.ts';
import { kubeKindOf, NAMESPACED_KINDS } from '../../model/kube/resources.ts';
import { isKubeKind, type AnyKubeObject, type KubeKind, parseKubeKey } from '../../model/kube/types.ts';
import { by } from '../../model/order.ts';
import { byNamespace, byOwner } from '../../store/indexes.ts';
import type { Stored } from '../../store/store.ts';
import { node, type Deleting } from '../kinds/shown-kind.ts';
import { shownOf } from '../kinds/shown.ts';
import type { ViewContext } from '../shared/view-context.ts';
import { configDependents } from './config-dependents.ts';

const nameOf = (key: string): string => parseKubeKey(key).name;
const objectOf = ({ value }: Stored<KubeStoreKind>): AnyKubeObject => value as AnyKubeObject;

/** The content of a namespace as it is told: what is asked for most comes first. */
const CONTENT: readonly KubeKind[] = [...NAMESPACED_KINDS].sort(
  (one, other) => (kubeKindOf(one).searchRank ?? Infinity) - (kubeKindOf(other).searchRank ?? Infinity) || 0,
);

/** Whether an object is told below its owner. */
function isOwned(kind: KubeKind, { metadata }: AnyKubeObject): boolean {
  return (metadata.ownerReferences ?? []).some(
    (owner) => isKubeKind(owner.kind) && kubeKindOf(owner.kind).owns?.includes(kind) === true,
  );
}

function ownedBy(deleting: Deleting, kind: KubeKind, uid: string): readonly Dependent[] {
  return (kubeKindOf(kind).owns ?? [])
    .flatMap((owned) => [...deleting.context.read.lookup(byOwner(`kube/${owned}`), uid)])
    .map((record) => tree(deleting, record))
    .sort(by(({ name }) => name));
}

function tree(deleting: Deleting, record: Stored<KubeStoreKind>): Dependent {
  const { kind, key } = record;
  const shown = shownOf(kind);
  const name = kind.slice('kube/'.length) as KubeKind;
  return node(kind, key, nameOf(key), shown.noun ?? name, 'deleted', [
    ...ownedBy(deleting, name, objectOf(record).metadata.uid),
    ...(shown.consequences?.(deleting, key, record.value) ?? []),
  ]);
}

function content(deleting: Deleting, namespace: string): readonly Dependent[] {
  return CONTENT.flatMap((kind) =>
    [...deleting.context.read.lookup(byNamespace(`kube/${kind}`), namespace)]
      .filter((record) => !isOwned(kind, objectOf(record)))
      .map((record) => tree(deleting, record)),
  );
}

export function kubeDependents(context: ViewContext, kind: KubeStoreKind, key: string): Dependent {
  const configTree: Deleting['configTree'] = (type, uuid) => configDependents(context, type, uuid);
  return tree({ context, configTree, content, goes: () => false }, context.read.get(kind, key)!);
}

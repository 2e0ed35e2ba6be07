/** What an owner reference leads to, as Kubernetes' garbage collector judges it. */

import { kubeKindOf } from '../model/kube/resources.ts';
import { KUBE_KINDS, type AnyKubeObject, type OwnerReference } from '../model/kube/types.ts';
import { byUid } from '../store/indexes.ts';
import type { Read } from '../store/store.ts';

/**
 * - `absent`: there is no such object.
 * - `elsewhere`: in another namespace, which counts as absent; or the dependent is in none, and the owner's kind has
 *   namespaces: such a dependent is never collected.
 * - `unknown`: a kind that is not stored here, so nobody can say.
 */
type OwnerState = 'exists' | 'absent' | 'elsewhere' | 'unknown';

export function ownerState(read: Read, { metadata }: AnyKubeObject, owner: OwnerReference): OwnerState {
  const kind = KUBE_KINDS.find((known) => known === owner.kind && kubeKindOf(known).apart !== true);
  if (kind === undefined) return 'unknown';
  const { namespaced } = kubeKindOf(kind);
  if (namespaced && metadata.namespace === undefined) return 'elsewhere';
  let elsewhere = false;
  for (const { value } of read.lookup(byUid(`kube/${kind}`), owner.uid)) {
    if (!namespaced || (value as AnyKubeObject).metadata.namespace === metadata.namespace) return 'exists';
    elsewhere = true;
  }
  return elsewhere ? 'elsewhere' : 'absent';
}

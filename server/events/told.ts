/** What is told of an object, before it is an event. */

import type { ObjectReference } from '../model/kube/kinds/event.ts';
import { apiVersionOf } from '../model/kube/resources.ts';
import type { AnyKubeObject, KubeKind } from '../model/kube/types.ts';
import type { Change, Read, Stored } from '../store/store.ts';

export interface Told {
  readonly about: ObjectReference & { readonly kind: string; readonly name: string };
  readonly type: 'Normal' | 'Warning';
  /** A word that programs can read: `Scheduled`. */
  readonly reason: string;
  readonly message: string;
  /** Who tells it, as Kubernetes names its components. */
  readonly component: string;
  /** The node on which it happened. */
  readonly host?: string;
}

/** A committed change, and what was committed with it. */
export interface Happening<K extends KubeKind> {
  readonly old: Stored<`kube/${K}`> | undefined;
  readonly new: Stored<`kube/${K}`> | undefined;
  /** Who made it, as the journal says: `controller:replica-set`. */
  readonly source: string;
  /** The state some time after it. */
  readonly read: Read;
}

/** What a change of a kind's object tells. It follows from the change alone, so that it is told once. */
export type Story<K extends KubeKind> = (happening: Happening<K>) => readonly Told[];

export function happeningOf<K extends KubeKind>(change: Change, source: string, read: Read): Happening<K> {
  const { old, new: next } = change as Change<`kube/${K}`>;
  return { old, new: next, source, read };
}

/** A reference to an object, or to a part of it. */
export function referenceTo(kind: KubeKind, object: AnyKubeObject, fieldPath?: string): Told['about'] {
  const { namespace, name, uid } = object.metadata;
  return {
    kind,
    ...(namespace === undefined ? {} : { namespace }),
    name,
    uid,
    apiVersion: apiVersionOf(kind),
    ...(fieldPath === undefined ? {} : { fieldPath }),
  };
}

/** The object that controls this one, as what is told of it refers to it. */
export function ownerOf({ metadata }: AnyKubeObject): Told['about'] | undefined {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller === true);
  if (owner === undefined) return undefined;
  const { kind, name, uid, apiVersion } = owner;
  return {
    kind,
    ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
    name,
    uid,
    apiVersion,
  };
}

/**
 * The declaration of a Kubernetes kind, without logic: how it is served, how its objects are found, where they are
 * shown. One file per kind; all registries map over `KUBE_RESOURCES`.
 */

import type { AnyHeldAddresses, HeldAddresses } from '../../oper/address-space.ts';
import type { KubeKind } from '../names.ts';

/** How a kind is served: its group, version, names and subresources, as `kubectl api-resources` prints them. */
export interface KubeResource {
  readonly kind: KubeKind;
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  /** Defined by a CustomResourceDefinition: takes no strategic merge patch, and validates by schema with 422. */
  readonly custom: boolean;
  readonly subresources: readonly (
    | 'attach'
    | 'binding'
    | 'eviction'
    | 'exec'
    | 'finalize'
    | 'log'
    | 'portforward'
    | 'scale'
    | 'status'
  )[];
  /** It is served without `deletecollection`: its objects are deleted one by one. */
  readonly onlyOneByOne?: boolean;
  /** A DELETE returns the object; other kinds return a Status. */
  readonly returnsDeleted?: boolean;
  /** The kinds that its controller creates for its objects, as their owner. */
  readonly owns?: readonly KubeKind[];
  /**
   * The members that only the Kubernetes API shows, to those who ask for objects of this kind; so are the values of
   * its annotations, in which tools keep whole objects. Everywhere else they are redacted, and an export leaves them
   * out.
   */
  readonly secretParts?: readonly string[];
  /** Its position, among namespaced kinds, when a namespace is emptied; absent: last. */
  readonly emptied?: number;
  /** The members of an object that its own indexes read, besides its metadata. */
  readonly indexedParts?: readonly string[];
  /**
   * Its objects are short-lived and kept in a store of their own, without journal and history: they have revisions of
   * their own, and are no part of a transaction of others, of an export, or of a namespace's content.
   */
  readonly apart?: true;
  /** A second group in which the same objects are served, in another form. */
  readonly also?: SecondForm;
  /** Rank in the search by name, most frequently searched first; absent: not found by name. */
  readonly searchRank?: number;
  /** The search finds its objects by their labels. */
  readonly foundByLabel?: boolean;
  /** Its objects are part of the topology, which is drawn again when one changes. */
  readonly drawn?: boolean;
}

/** The form of objects in a second group. */
export interface SecondForm {
  readonly group: string;
  readonly version: string;
  /** What members of an object are called there, by their names in the first form; others are called the same. */
  readonly renamed: { readonly [member: string]: string };
  /** Its members' numbers in protobuf, by their names there; its package. */
  readonly numbers: { readonly [member: string]: number };
  readonly package: string;
}

/** With the functions that read its objects. */
interface KubeKindFacts<K extends KubeKind, Value> extends Omit<KubeResource, 'kind' | 'singular' | 'custom'> {
  readonly kind: K;
  readonly singular?: string;
  readonly custom?: true;
  /** Indexes of the store besides those of every kind: the values under which an object is found. */
  readonly indexes?: { readonly [index: string]: (object: Value) => readonly string[] };
  /** The object's address, by which the search finds it. */
  readonly address?: (object: Value) => string | undefined;
  /** The addresses that an object holds, which no other is given. */
  readonly heldAddresses?: HeldAddresses<Value>;
}

/** A declaration of any kind. */
export interface DeclaredKube<K extends KubeKind = KubeKind> extends KubeResource {
  readonly kind: K;
  readonly indexes?: { readonly [index: string]: (object: never) => readonly string[] };
  readonly address?: (object: never) => string | undefined;
  readonly heldAddresses?: AnyHeldAddresses;
}

declare const OBJECT: unique symbol;

/** Carries the type of its objects; there is no value under `OBJECT`. */
interface Carrying<Value> {
  readonly [OBJECT]: Value;
}
export type ObjectIn<D extends Carrying<unknown>> = D[typeof OBJECT];

/**
 * Declares a kind: `kubeKind<KubeObject<Spec, Status>>()({ kind: 'Pod', … })`. The singular is the kind in lower
 * case.
 */
export function kubeKind<Value>() {
  return <K extends KubeKind, const D extends KubeKindFacts<K, Value>>(facts: D & { readonly kind: K }) =>
    ({ singular: facts.kind.toLowerCase(), custom: false, ...facts }) as unknown as D &
      Omit<DeclaredKube<K>, 'indexes'> &
      Carrying<Value>;
}

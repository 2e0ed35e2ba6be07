/**
 * The indexes of the schema, as callers use them: `read.lookup(byParent('floating-ip'), pool.uuid)`. The kinds that
 * an index supports follow from the schema, so that an undeclared one does not compile.
 */

import type { ConfigType } from '../model/config/types.ts';
import type { Kind, KubeStoreKind } from '../model/kinds.ts';
import { fqNameKey, type FqName } from '../model/naming/fq-name.ts';
import { refIndex, type KindsWith, type OwnIndexName } from './schema.ts';

/** An index of the kind `K` that is queried with a `V`. */
export interface Index<K extends Kind, V> {
  readonly kind: K;
  readonly name: string;
  /** The value of the schema's index under which records are found. */
  textOf(asked: V): string;
}

const asIs = (text: string): string => text;

/** One index for each kind, made when it is first asked for. */
function perKind<B extends Kind, V>(name: string, textOf: (asked: V) => string): <K extends B>(kind: K) => Index<K, V> {
  const known = new Map<Kind, Index<Kind, V>>();
  return <K extends B>(kind: K) => {
    let index = known.get(kind);
    if (index === undefined) known.set(kind, (index = { kind, name, textOf }));
    return index as Index<K, V>;
  };
}

function own<N extends OwnIndexName, V = string>(name: N, textOf: (asked: V) => string) {
  return perKind<KindsWith<N>, V>(name, textOf);
}

export const byFqName = perKind<ConfigType, FqName>('fq-name', fqNameKey);
/** By the parent's uuid. */
export const byParent = perKind<ConfigType, string>('parent', asIs);

const references = new Map<ConfigType, <K extends ConfigType>(kind: K) => Index<K, string>>();

/** By the uuid of an object of type `to` to which they refer: its back references. */
export function byRef<K extends ConfigType>(from: K, to: ConfigType): Index<K, string> {
  let indexes = references.get(to);
  if (indexes === undefined) {
    indexes = perKind<ConfigType, string>(refIndex(to), asIs);
    references.set(to, indexes);
  }
  return indexes(from);
}

export const byNamespace = perKind<KubeStoreKind, string>('namespace', asIs);
export const byUid = perKind<KubeStoreKind, string>('uid', asIs);
/** By the uid of an owner. */
export const byOwner = perKind<KubeStoreKind, string>('owner', asIs);

export const byAddress = own('address', asIs);
/** By the uuid of a subnet of theirs. */
export const bySubnet = own('subnet', asIs);
/** By the node on which they are: a virtual router's uuid, or a Node's name. */
export const byNode = own('node', asIs);
/** By the uid of the Kubernetes object for which a controller made them. */
export const byRequester = own('requester', asIs);
export const byHostName = own('host-name', (name: string) => name.toLowerCase());
export const byVxlanId = own('vxlan-id', (id: number) => String(id));
export const bySubnetMethod = own('method', asIs);
/** By the uuid of a network that a controller shares with them. */
export const byShare = own('shares', asIs);
export const byNodePort = own('node-port', (port: number) => String(port));
/** Events, by the uid of the object that they are about. */
export const byInvolved = own('involved', asIs);
/** Pods that no node runs yet. */
export const unbound = own('unbound', (_yes: true) => 'yes');
/** Objects without a controller: by `labelled` or `manyLabelled` (`model/kube/labelled.ts`). */
export const uncontrolled = own('uncontrolled', asIs);
/** By a label that they have: `labelled`, or `manyLabelled` for those with too many. */
export const byLabel = own('labels', asIs);
/** By the uuid of a label's tag (`taggedIn`). */
export const byLabelTag = own('label-tag', asIs);
/** By the policy or set, its name joined by colons, in which a controller put them. */
export const byHolder = own('holder', asIs);
/** By the name of a port, with its protocol (`namedPortKey`), that their rules name. */
export const byNamedPort = own('named-port', asIs);
/** By a label that they select (`labelled`). */
export const bySelected = own('selects', asIs);

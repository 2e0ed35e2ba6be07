/**
 * Secondary indexes, as data. Each gives the values under which a record is found; add and remove use the same
 * function.
 *
 * Config types: `fq-name` (one value: `fqNameKey`), `parent` (the parent's uuid), `ref:<type>` (the uuid of each
 * reference to an object of that type: the back references of that object), and per type what is named below.
 * Kubernetes kinds: `namespace`, `uid`, `owner` (uid of each owner), and per kind what is named below. Every query
 * that would otherwise scan all records of a kind has an index.
 *
 * A malformed record (left by an older version) is not in indexes whose values cannot be read from it; it is in its
 * table, and can be read, corrected and deleted by its key.
 */

import { present } from '../model/config/kinds/config-kind.ts';
import {
  CONFIG_TYPES,
  isConfigType,
  kindOf,
  type CONFIG_KINDS,
  type ConfigRecord,
  type ConfigType,
} from '../model/config/types.ts';
import type { Kind, ValueOf } from '../model/kinds.ts';
import { kubeKindOf, type KUBE_RESOURCES } from '../model/kube/resources.ts';
import { KUBE_KINDS, type AnyKubeObject, type KubeKind } from '../model/kube/types.ts';
import { fqNameKey } from '../model/naming/fq-name.ts';
import { parseVrfIdKey } from '../model/oper/vrf-id.ts';

export type Indexes<V> = { readonly [index: string]: (value: V, key: string) => readonly string[] };

const NONE: readonly string[] = [];

const configIndexes: Indexes<ConfigRecord> = {
  'fq-name': (record) => [fqNameKey(record.fq_name)],
  parent: (record) => present(record.parent_uuid),
};

const kubeIndexes: Indexes<AnyKubeObject> = {
  namespace: (object) => present(object.metadata.namespace),
  uid: (object) => [object.metadata.uid],
  owner: (object) => (object.metadata.ownerReferences ?? []).map((owner) => owner.uid),
};

/** Indexes of internal kinds. Those of config types and Kubernetes kinds are declared with the types and kinds. */
const OWN = {
  'vrf-id': { node: (_value: unknown, key: string) => [parseVrfIdKey(key).node] },
} satisfies { readonly [K in Kind]?: Indexes<ValueOf<K>> };

/** Indexes that not every config type, or not every Kubernetes kind, has, and the kinds that have one of this name. */
type IndexNames = {
  [K in keyof typeof OWN]: keyof (typeof OWN)[K];
} & {
  [T in ConfigType]: (typeof CONFIG_KINDS)[T] extends { readonly indexes: infer I } ? keyof I : never;
} & {
  [K in KubeKind as `kube/${K}`]: (typeof KUBE_RESOURCES)[K] extends { readonly indexes: infer I } ? keyof I : never;
};
export type OwnIndexName = IndexNames[keyof IndexNames];
export type KindsWith<N extends OwnIndexName> = {
  [K in keyof IndexNames]: N extends IndexNames[K] ? K : never;
}[keyof IndexNames];

/** Wraps an index so that malformed records do not make it throw, and only strings are values. */
function bearing(
  valuesOf: (value: never, key: string) => readonly string[],
): (value: never, key: string) => readonly string[] {
  return (value, key) => {
    try {
      const values = valuesOf(value, key);
      for (const found of values)
        if (typeof found !== 'string') return values.filter((each) => typeof each === 'string');
      return values;
    } catch {
      return NONE;
    }
  };
}

const DECLARED: readonly (readonly [Kind, Indexes<never>])[] = [
  ...CONFIG_TYPES.map((type): [Kind, Indexes<never>] => [type, { ...configIndexes, ...kindOf(type).indexes }]),
  ...KUBE_KINDS.map((kind): [Kind, Indexes<never>] => [
    `kube/${kind}`,
    { ...kubeIndexes, ...kubeKindOf(kind).indexes },
  ]),
  ['number-pool', {}],
  ['vrf-id', OWN['vrf-id']],
  ['key-value', {}],
];

const REF_INDEXES: ReadonlyMap<string, string> = new Map(CONFIG_TYPES.map((type) => [type, `ref:${type}`]));

/** The name of the index of references to objects of a type. */
export function refIndex(type: string): string {
  return REF_INDEXES.get(type) ?? `ref:${type}`;
}

type RefLists = { readonly [type: string]: unknown };
const NO_REFS: RefLists = {};

/** Whether records of the kind refer to others. */
export function refers(kind: Kind): boolean {
  return isConfigType(kind);
}

/** The lists of references of a record, by type; none where they are malformed. */
export function refListsOf(value: unknown): RefLists {
  const refs = (value as { readonly refs?: unknown } | null | undefined)?.refs;
  return typeof refs === 'object' && refs !== null ? (refs as RefLists) : NO_REFS;
}

/** The uuids in a list of references; of a malformed list, those that can be read. */
export function uuidsOf(list: unknown): readonly string[] {
  if (!Array.isArray(list) || list.length === 0) return NONE;
  const [only] = list as { readonly uuid?: unknown }[];
  if (list.length === 1) return typeof only?.uuid === 'string' ? [only.uuid] : NONE;
  const uuids: string[] = [];
  for (const ref of list as ({ readonly uuid?: unknown } | null | undefined)[])
    if (typeof ref?.uuid === 'string') uuids.push(ref.uuid);
  return uuids;
}

/** The indexes of every kind, but for those of references: `ref:<type>` for every type that is referred to. */
export const SCHEMA: ReadonlyMap<Kind, Indexes<never>> = new Map(
  DECLARED.map(([kind, indexes]) => [
    kind,
    Object.fromEntries(Object.entries(indexes).map(([name, valuesOf]) => [name, bearing(valuesOf)])),
  ]),
);

/**
 * The members of a record on which its indexes depend: if all of them are the identical objects as before, its index
 * entries do not change.
 */
export const INDEXED_PARTS: ReadonlyMap<Kind, readonly string[]> = new Map(
  DECLARED.map(([kind]) => [
    kind,
    [
      ...(isConfigType(kind) ? ['fq_name', 'parent_uuid', 'refs', ...(kindOf(kind).indexedParts ?? [])] : []),
      ...(kind.startsWith('kube/')
        ? ['metadata', ...(kubeKindOf(kind.slice('kube/'.length) as KubeKind).indexedParts ?? [])]
        : []),
    ],
  ]),
);

/**
 * The declaration of a config type, without logic: its parents, its references, its indexes. One file per type; all
 * registries map over `CONFIG_KINDS`.
 */

import type { AnyHeldAddresses, HeldAddresses } from '../../oper/address-space.ts';
import type { HeldNumber } from '../../oper/number-pool.ts';
import type { ConfigType } from '../names.ts';
import type { ConfigRecordBase } from '../record.ts';

export type ParentType = ConfigType | 'config-root';

/** A property whose items can be changed one by one. */
export interface Collection {
  /** The member that contains the items. */
  readonly items: string;
  /** Maps only: the member of an item that is its key. */
  readonly key?: string;
}

/** What is declared of any type. */
export interface ConfigFacts {
  /** Allowed parent types; `config-root` for none. */
  readonly parents: readonly ParentType[];
  /** Allowed target types of its references. */
  readonly refs: readonly ConfigType[];
  /** Names may contain a colon (except names that are part of colon-joined references). */
  readonly colonInName?: boolean;
  /** Programs make its names, of those of pods, namespaces and interfaces: they may be longer than given ones. */
  readonly namedByPrograms?: boolean;
  /** Its properties that are lists, or maps, besides `annotations`. */
  readonly collections?: { readonly [property: string]: Collection };
  /** The members of a record that its own indexes read, besides `fq_name`, `parent_uuid` and `refs`. */
  readonly indexedParts?: readonly (keyof ConfigRecordBase<ConfigType, unknown>)[];
  /** Tags stand under it, for what is in it. */
  readonly hasTags?: boolean;
  /** It may refer to several tags of one type; other types to one, but for labels. */
  readonly manyTagsOfOneType?: boolean;
  /** The types of the tags to which it may refer, if not any. */
  readonly onlyTagTypes?: readonly string[];
  /** Its objects are derived and not stored, so that the store cannot tell whether one exists. */
  readonly derived?: boolean;
  /** Some of its objects are derived, until something refers to them. */
  readonly partlyDerived?: boolean;
  /** There are references to its objects that are derived and not stored. */
  readonly derivedRefs?: boolean;
  /** Rank in the search by name, most frequently searched first; absent: not found by name. */
  readonly searchRank?: number;
  /** Users refer to its objects by address, not by name: there are as many as addresses. */
  readonly calledByAddress?: boolean;
  /** Its records contain session keys, which are never shown. */
  readonly secret?: boolean;
  /** Its records are part of the topology, which is drawn again when one changes. */
  readonly drawn?: boolean;
}

/** With the functions that read its records. */
export interface ConfigKindFacts<T extends ConfigType, Props> extends ConfigFacts {
  /** Indexes of the store besides those of every config type: the values under which a record is found. */
  readonly indexes?: { readonly [index: string]: (record: ConfigRecordBase<T, Props>) => readonly string[] };
  /** The object's address, by which the search finds it. */
  readonly address?: (record: ConfigRecordBase<T, Props>) => string | undefined;
  /** The addresses that a record holds, which no other record is given. */
  readonly heldAddresses?: HeldAddresses<ConfigRecordBase<T, Props>>;
  /** The numbers that a record holds. */
  readonly heldNumbers?: (record: ConfigRecordBase<T, Props>) => readonly HeldNumber[];
}

/** A declaration of any type. */
export interface ConfigKind<T extends ConfigType = ConfigType> extends ConfigFacts {
  readonly type: T;
  readonly indexes?: { readonly [index: string]: (record: never) => readonly string[] };
  readonly address?: (record: never) => string | undefined;
  readonly heldAddresses?: AnyHeldAddresses;
  readonly heldNumbers?: (record: never) => readonly HeldNumber[];
}

declare const PROPERTIES: unique symbol;

/** A declaration that carries the type of its properties; there is no value under `PROPERTIES`. */
export interface Declared<T extends ConfigType, Props> {
  readonly type: T;
  readonly [PROPERTIES]: Props;
}
export type PropertiesOf<D extends Declared<ConfigType, unknown>> = D[typeof PROPERTIES];

/** Declares a type: `configKind<'tag', OpenProps>('tag')({ parents: …, refs: … })`. */
export function configKind<T extends ConfigType, Props>(type: T) {
  return <const D extends ConfigKindFacts<T, Props>>(facts: D): D & Declared<T, Props> =>
    ({ ...facts, type }) as unknown as D & Declared<T, Props>;
}

const NONE: readonly string[] = [];

/** The values of an index with at most one value per record. */
export function present(value: string | undefined): readonly string[] {
  return value === undefined ? NONE : [value];
}

export function presentText(value: number | string | undefined): readonly string[] {
  return typeof value === 'string' ? [value] : NONE;
}

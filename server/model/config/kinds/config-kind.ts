/**
 * What is known of a config type without any logic: where its objects stand, what they refer to, by what they are
 * found. One file per type declares it; every registry above maps over `CONFIG_KINDS`.
 */

import type { HeldAddress } from '../../oper/address-space.ts';
import type { HeldNumber } from '../../oper/number-pool.ts';
import type { ConfigType } from '../names.ts';
import type { ConfigRecordBase } from '../record.ts';

export type ParentType = ConfigType | 'config-root';

/** A property whose items can be changed one by one. */
export interface Collection {
  /** The member that holds the items. */
  readonly items: string;
  /** Maps only: the member of an item that is its key. */
  readonly key?: string;
}

/** What is declared of any type. */
export interface ConfigFacts {
  /** Types under which its objects stand; `config-root` for none. */
  readonly parents: readonly ParentType[];
  /** Types that its references may point to. */
  readonly refs: readonly ConfigType[];
  /** Names may contain a colon (names that stand in colon-joined references may not). */
  readonly colonInName?: boolean;
  /** Its properties that are lists, or maps, besides `annotations`. */
  readonly collections?: { readonly [property: string]: Collection };
  /** The members of a record that its own indexes read, beside `fq_name`, `parent_uuid` and `refs`. */
  readonly indexedParts?: readonly (keyof ConfigRecordBase<ConfigType, unknown>)[];
  /** Objects of it are consequences, and not in the store: whether there is one, the store cannot say. */
  readonly derived?: boolean;
  /** Its place among what the search finds by name, the most asked for first; absent: not found by name. */
  readonly searchRank?: number;
  /** People call its objects by their address, not by their name: there are as many as addresses. */
  readonly calledByAddress?: boolean;
  /** Its records hold session keys, which are shown to nobody. */
  readonly secret?: boolean;
  /** The topology shows its records, and is drawn again when one changes. */
  readonly drawn?: boolean;
}

/** With what reads its records. */
export interface ConfigKindFacts<T extends ConfigType, Props> extends ConfigFacts {
  /** Indexes of the store beside those of every config type: the values under which a record is found. */
  readonly indexes?: { readonly [index: string]: (record: ConfigRecordBase<T, Props>) => readonly string[] };
  /** The address that an object has: the search finds it by that. */
  readonly address?: (record: ConfigRecordBase<T, Props>) => string | undefined;
  /** The addresses that a record holds: nobody else is given one of them. */
  readonly heldAddresses?: (record: ConfigRecordBase<T, Props>) => readonly HeldAddress[];
  /** The numbers that a record holds. */
  readonly heldNumbers?: (record: ConfigRecordBase<T, Props>) => readonly HeldNumber[];
}

/** A declaration, whichever type's it is. */
export interface ConfigKind<T extends ConfigType = ConfigType> extends ConfigFacts {
  readonly type: T;
  readonly indexes?: { readonly [index: string]: (record: never) => readonly string[] };
  readonly address?: (record: never) => string | undefined;
  readonly heldAddresses?: (record: never) => readonly HeldAddress[];
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

/** The values of an index that has one at most. */
export function present(value: string | undefined): readonly string[] {
  return value === undefined ? NONE : [value];
}

export function presentText(value: number | string | undefined): readonly string[] {
  return typeof value === 'string' ? [value] : NONE;
}

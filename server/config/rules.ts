/**
 * What a resource type's file of rules says: what is filled in, refused, drawn and carried along when one is
 * written.
 */

import type { ConfigFacts } from '../model/config/kinds/config-kind.ts';
import type { ConfigRecordBase, IdPerms, KeyValuePairs, Perms2, Ref } from '../model/config/record.ts';
import type { ConfigType, PropsOf } from '../model/config/types.ts';
import type { FqName } from '../model/naming/fq-name.ts';
import type { Read } from '../store/store.ts';
import type { WriteContext } from './write-context.ts';

/** A record of type `T`; for a concrete `T` the same as `ConfigRecordOf<T>`. */
export type RecordOf<T extends ConfigType> = ConfigRecordBase<T, PropsOf<T>>;

export type RefLists = { readonly [R in ConfigType]?: readonly Ref[] };

/** The fields of an object that is to be created. */
export interface NewObject<T extends ConfigType> {
  /** Random unless given. */
  readonly uuid?: string;
  /** The uuid comes from the mint just now: nobody else can have it. */
  readonly minted?: true;
  readonly fq_name: FqName;
  /**
   * May be left out where the type has one kind of parent; the parent is found by uuid or by the name's first
   * parts.
   */
  readonly parent_type?: string;
  readonly parent_uuid?: string;
  readonly display_name?: string;
  readonly annotations?: KeyValuePairs;
  readonly perms2?: Partial<Perms2>;
  readonly id_perms?: Partial<IdPerms>;
  readonly props?: PropsOf<T>;
  readonly refs?: RefLists;
  readonly system?: boolean;
  readonly allocated?: { readonly [what: string]: number | string };
}

/** Changed fields only. A property of `null` is unset; a refs list given replaces the whole list of that type. */
export interface ObjectPatch<T extends ConfigType> {
  readonly display_name?: string;
  readonly annotations?: KeyValuePairs | null;
  readonly perms2?: Partial<Perms2>;
  readonly id_perms?: Partial<IdPerms>;
  readonly props?: { readonly [P in keyof PropsOf<T>]?: PropsOf<T>[P] | null };
  readonly refs?: RefLists;
  readonly allocated?: { readonly [what: string]: number | string };
  /** Where the items of a list property that the patch gives stand; without it they stand at their index. */
  readonly positions?: { readonly [property: string]: readonly string[] | undefined };
  /** The revision that the writer last saw; another one is refused with 412. */
  readonly expectedRevision?: number;
}

/** An object on its way into the store. */
export interface Writing<T extends ConfigType> {
  readonly context: WriteContext;
  /** As it will be, with everything given and nothing yet filled in. */
  readonly draft: RecordOf<T>;
  /** As it was; undefined when it is being made. */
  readonly before: RecordOf<T> | undefined;
  /** Whether the writer mentioned this property. */
  given(property: keyof PropsOf<T> & string): boolean;
}

/** The operations, handed to rules that carry other objects along. */
export interface Operations {
  readonly context: WriteContext;
  create<T extends ConfigType>(type: T, requested: NewObject<T>): RecordOf<T>;
  update<T extends ConfigType>(type: T, uuid: string, patch: ObjectPatch<T>): RecordOf<T>;
  remove(type: ConfigType, uuid: string): void;
}

/** What is declared of the type (`model/config/kinds`), and what is done when one of its objects is written. */
export interface ResourceRules<T extends ConfigType> extends ConfigFacts {
  readonly type: T;
  /** Completes a new object before its parent and name are checked. May create other objects that it needs. */
  beforeCreate?(operations: Operations, requested: NewObject<T>): NewObject<T>;
  /** Fills in defaults, checks, draws addresses and numbers; throws a `Problem` to refuse. */
  complete?(writing: Writing<T>): RecordOf<T>;
  /** Carries other objects along after a change: `after` undefined = deleted, `before` undefined = made. */
  follow?(operations: Operations, after: RecordOf<T> | undefined, before: RecordOf<T> | undefined): void;
  /** By which projects its objects are counted, and how many each has, where that is not the project above them. */
  quota?(read: Read, record: RecordOf<T>): readonly { readonly project: string; readonly count: () => number }[];
  /** Parts of an object that a quota of its project speaks of. */
  readonly quotaOfParts?: { readonly resource: string; count(record: RecordOf<T>): number };
  /** Before children and referrers are looked at: what goes with the object. */
  beforeDelete?(operations: Operations, record: RecordOf<T>): void;
}

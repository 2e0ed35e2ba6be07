/**
 * The interface of a type's rules: what they fill in, refuse, allocate and change in other objects when one of its
 * objects is written.
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

/** The fields of an object to be created. */
export interface NewObject<T extends ConfigType> {
  /** Random by default. */
  readonly uuid?: string;
  /** The uuid was generated just now: no other object can have it. */
  readonly minted?: true;
  readonly fq_name: FqName;
  /**
   * May be omitted if the type has one kind of parent; the parent is then found by uuid or by the first parts of the
   * name.
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

/** Changed fields only. A property of `null` is unset; a given refs list replaces the whole list of its type. */
export interface ObjectPatch<T extends ConfigType> {
  readonly display_name?: string;
  readonly annotations?: KeyValuePairs | null;
  readonly perms2?: Partial<Perms2>;
  readonly id_perms?: Partial<IdPerms>;
  readonly props?: { readonly [P in keyof PropsOf<T>]?: PropsOf<T>[P] | null };
  readonly refs?: RefLists;
  readonly allocated?: { readonly [what: string]: number | string };
  /** Positions of the items of a list property in this patch; by default their indexes. */
  readonly positions?: { readonly [property: string]: readonly string[] | undefined };
  /** The revision that the writer expects; another one is refused with 412. */
  readonly expectedRevision?: number;
}

/** An object before it is stored. */
export interface Writing<T extends ConfigType> {
  readonly context: WriteContext;
  /** The new version, with all requested values and before rules fill anything in. */
  readonly draft: RecordOf<T>;
  /** The stored version; undefined on create. */
  readonly before: RecordOf<T> | undefined;
  /** Whether the request contains this property. */
  given(property: keyof PropsOf<T> & string): boolean;
}

/** The operations, for rules that change other objects. */
export interface Operations {
  readonly context: WriteContext;
  create<T extends ConfigType>(type: T, requested: NewObject<T>): RecordOf<T>;
  update<T extends ConfigType>(type: T, uuid: string, patch: ObjectPatch<T>): RecordOf<T>;
  remove(type: ConfigType, uuid: string): void;
}

/** The declaration of the type (`model/config/kinds`), and the rules that run when one of its objects is written. */
export interface ResourceRules<T extends ConfigType> extends ConfigFacts {
  readonly type: T;
  /** Completes a new object before its parent and name are checked. May create other objects that it needs. */
  beforeCreate?(operations: Operations, requested: NewObject<T>): NewObject<T>;
  /** Before an update: may create other objects that the new version needs. */
  beforeUpdate?(operations: Operations, before: RecordOf<T>, patch: ObjectPatch<T>): void;
  /** Before another object refers to this uuid, under which nothing is stored: stores the object if it is known. */
  beforeReferred?(operations: Operations, uuid: string): void;
  /** After another object has stopped to refer to this one: may delete it. */
  afterUnreferred?(operations: Operations, uuid: string): void;
  /** Fills in defaults, checks, allocates addresses and numbers; throws a `Problem` to refuse. */
  complete?(writing: Writing<T>): RecordOf<T>;
  /** Changes other objects after a write: `after` undefined = deleted, `before` undefined = created. */
  follow?(operations: Operations, after: RecordOf<T> | undefined, before: RecordOf<T> | undefined): void;
  /**
   * The projects whose quota counts the type's objects, and how many each has, if that is not the enclosing project.
   */
  quota?(read: Read, record: RecordOf<T>): readonly { readonly project: string; readonly count: () => number }[];
  /** Parts of an object that are limited by a quota of its project. */
  readonly quotaOfParts?: { readonly resource: string; count(record: RecordOf<T>): number };
  /** Runs before children and referrers are checked: removes objects that are deleted together with this one. */
  beforeDelete?(operations: Operations, record: RecordOf<T>): void;
}

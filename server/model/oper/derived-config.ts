/**
 * The config objects that are consequences: routing instances of networks, route targets in use, access control lists.
 * The config API serves them like other objects; a write to one is refused, with the name of the object to edit.
 */

import type { Share } from '../config/record.ts';
import type { ConfigRecord, ConfigType } from '../config/types.ts';
import type { Json } from '../json.ts';
import type { FqName } from '../naming/fq-name.ts';

export interface DerivedConfigObject {
  /** Without lists that grow with other objects: identity, times, place. */
  readonly still: ConfigRecord;
  /** The whole record, composed when it is read. */
  readonly record: ConfigRecord;
  /** Content hash. */
  readonly etag: string;
  /** What to edit instead: the type and uuid of the object from which this one follows. */
  readonly follows: { readonly type: ConfigType; readonly uuid: string; readonly fqName: FqName } | undefined;
}

export interface DerivedRef {
  readonly type: ConfigType;
  readonly uuid: string;
  readonly attr: Json;
}

export interface DerivedBackRef {
  readonly fromType: ConfigType;
  readonly fromUuid: string;
  readonly attr: Json;
}

export interface DerivedConfigObjects {
  /**
   * Whether the tables are up to date with the store. If not, every query below updates them first.
   */
  readonly current: boolean;
  /** More is to be computed than fits into one turn of the event loop. */
  readonly behind: boolean;
  /**
   * Resolves when the tables are current, yielding meanwhile. Read at once after that: a later commit makes them
   * outdated.
   */
  settled(): Promise<void>;
  byUuid(uuid: string): DerivedConfigObject | undefined;
  byFqName(type: ConfigType, fqName: FqName): DerivedConfigObject | undefined;
  /** In no particular order. */
  list(type: ConfigType): Iterable<DerivedConfigObject>;
  count(type: ConfigType): number;
  children(parentUuid: string): readonly DerivedConfigObject[];
  /** References that point to the object: from derived objects, and derived references of stored ones. */
  refsTo(type: ConfigType, uuid: string): readonly DerivedBackRef[];
  /**
   * References that a stored object has besides its own: an interface's routing instance, a router's automatic
   * peers.
   */
  derivedRefs(type: ConfigType, uuid: string): readonly DerivedRef[];
  /** Projects that a stored object is shared with, besides those in its `perms2`. */
  derivedShares(type: ConfigType, uuid: string): readonly Share[];
}

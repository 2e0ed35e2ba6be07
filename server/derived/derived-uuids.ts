/**
 * uuids of derived config objects: UUIDv5(data directory id, `type:fqNameKey`), so that they survive restarts without
 * being stored. If the store has an object of that name (a system object, or one that somebody created), its uuid is
 * used instead.
 */

import type { ConfigType } from '../model/config/types.ts';
import { fqNameKey, type FqName } from '../model/naming/fq-name.ts';
import { uuidV5 } from '../model/naming/uid.ts';
import { byFqName } from '../store/indexes.ts';
import type { Tracked } from './calc-node.ts';

/** Entries of a cache; beyond this many it is emptied. */
const MAX_KNOWN = 20_000;

export class DerivedUuids {
  private readonly dataDirectoryId: string;
  /** Hashing is the most expensive step of a network's row; a name's uuid never changes. */
  private readonly known = new Map<string, string>();

  constructor(dataDirectoryId: string) {
    this.dataDirectoryId = dataDirectoryId;
  }

  /** The uuid of a derived object of that name. */
  derived(type: ConfigType, fqName: FqName): string {
    const name = `${type}:${fqNameKey(fqName)}`;
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const uuid = uuidV5(this.dataDirectoryId, name);
    if (this.known.size >= MAX_KNOWN) this.known.clear();
    this.known.set(name, uuid);
    return uuid;
  }

  /** uuid of the stored object of that name, if there is one. */
  stored(type: ConfigType, fqName: FqName, read: Pick<Tracked, 'lookup'>): string | undefined {
    const [found] = read.lookup(byFqName(type), fqName);
    return found?.key;
  }

  of(type: ConfigType, fqName: FqName, read: Pick<Tracked, 'lookup'>): string {
    return this.stored(type, fqName, read) ?? this.derived(type, fqName);
  }
}

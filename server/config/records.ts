/** Looks up config objects by uuid, by name, by parent, by references to them. */

import { CONFIG_TYPES, type ConfigRecord, type ConfigType } from '../model/config/types.ts';
import { formatFqName, type FqName } from '../model/naming/fq-name.ts';
import { byFqName, byParent, byRef } from '../store/indexes.ts';
import type { Read, Stored } from '../store/store.ts';
import { noObject } from './problems.ts';
import type { RecordOf } from './rules.ts';

export function findObject<T extends ConfigType>(read: Read, type: T, uuid: string): RecordOf<T> | undefined {
  return read.get(type, uuid)?.value as RecordOf<T> | undefined;
}

/** The object; 404 if it does not exist. */
export function objectOf<T extends ConfigType>(read: Read, type: T, uuid: string): RecordOf<T> {
  const found = findObject(read, type, uuid);
  if (found === undefined) throw noObject(type, uuid);
  return found;
}

/** The object of this type with this fully qualified name. */
export function findByFqName<T extends ConfigType>(read: Read, type: T, fqName: FqName): RecordOf<T> | undefined {
  for (const stored of read.lookup(byFqName(type), fqName)) return stored.value as RecordOf<T>;
  return undefined;
}

/** The object with this uuid, whatever its type. */
export function findByUuid(read: Read, uuid: string): Stored<ConfigType> | undefined {
  for (const type of CONFIG_TYPES) {
    const stored = read.get(type, uuid);
    if (stored !== undefined) return stored as Stored<ConfigType>;
  }
  return undefined;
}

/** Objects with parent `uuid`; if `type` is given, only of that type. */
export function childrenOf<T extends ConfigType = ConfigType>(read: Read, uuid: string, type?: T): RecordOf<T>[] {
  const found: RecordOf<T>[] = [];
  for (const each of type === undefined ? CONFIG_TYPES : [type]) {
    for (const stored of read.lookup(byParent(each), uuid)) found.push(stored.value as unknown as RecordOf<T>);
  }
  return found;
}

/** Objects that refer to the object of `type` with `uuid`; optionally only of one type. */
export function referrersOf<T extends ConfigType = ConfigType>(
  read: Read,
  type: ConfigType,
  uuid: string,
  by?: T,
): RecordOf<T>[] {
  const found: RecordOf<T>[] = [];
  for (const each of by === undefined ? CONFIG_TYPES : [by]) {
    for (const stored of read.lookup(byRef(each, type), uuid)) found.push(stored.value as unknown as RecordOf<T>);
  }
  return found;
}

/** Whether any object refers to the object of `type` with `uuid`. */
export function isReferred(read: Read, type: ConfigType, uuid: string): boolean {
  return CONFIG_TYPES.some((by) => read.countIn(byRef(by, type), uuid) > 0);
}

/** `virtual-network default-domain:k8s-default:blue`: how messages name an object. */
export function nameOf(record: ConfigRecord | RecordOf<ConfigType>): string {
  return `${record.type} ${wholeName(record)}`;
}

/** An object with a malformed name is named by its uuid. */
function wholeName({ fq_name: name, uuid }: ConfigRecord | RecordOf<ConfigType>): string {
  return Array.isArray(name) && name.length > 0 && name.every((part) => typeof part === 'string')
    ? formatFqName(name)
    : uuid;
}

/** As the `blocking` entries of a refusal. */
export function asBlocking(record: ConfigRecord | RecordOf<ConfigType>): {
  readonly kind: string;
  readonly key: string;
  readonly name: string;
} {
  return { kind: record.type, key: record.uuid, name: wholeName(record) };
}

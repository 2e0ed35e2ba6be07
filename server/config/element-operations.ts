/** Changes of single elements: one reference, items of a collection, the relaxing of a reference. */
import type { Json } from '../model/json.ts';
import type { Ref } from '../model/config/record.ts';
import type { ConfigType } from '../model/config/types.ts';
import type { ValueOf } from '../model/kinds.ts';
import { collectionOf } from './collections.ts';
import { updateObject } from './operations.ts';
import { invalid, notFound } from './problems.ts';
import { findByUuid, objectOf } from './records.ts';
import type { ObjectPatch, RecordOf } from './rules.ts';
import type { WriteContext } from './write-context.ts';

export interface RefUpdate {
  readonly type: ConfigType;
  readonly uuid: string;
  readonly refType: ConfigType;
  readonly refUuid: string;
  readonly operation: 'ADD' | 'DELETE';
  readonly attr?: Json;
}

/** Adds a reference (one that exists gets the new attribute) or removes it; removing one that is not there is no error. */
export function updateRef(context: WriteContext, update: RefUpdate): RecordOf<ConfigType> {
  const record = objectOf(context.transaction, update.type, update.uuid);
  const list = record.refs[update.refType] ?? [];
  const others = list.filter((ref) => ref.uuid !== update.refUuid);
  let wanted: readonly Ref[] = others;
  if (update.operation === 'ADD') {
    const ref: Ref = { uuid: update.refUuid, attr: update.attr ?? null };
    wanted = others.length === list.length ? [...list, ref] : list.map((each) => (each.uuid === ref.uuid ? ref : each));
  } else if (others.length === list.length) return record;
  return updateObject(context, update.type, update.uuid, { refs: { [update.refType]: wanted } } as ObjectPatch<ConfigType>);
}

/** From now on `refUuid` can be deleted although `uuid` refers to it; the reference then goes with it. */
export function relaxRef(context: WriteContext, uuid: string, refUuid: string): void {
  const stored = findByUuid(context.transaction, uuid);
  if (stored === undefined) throw notFound(`ID ${uuid} does not exist`);
  const record = stored.value as RecordOf<ConfigType>;
  if (record.relaxed?.includes(refUuid)) return;
  context.transaction.put(stored.kind, uuid, { ...record, relaxed: [...(record.relaxed ?? []), refUuid] } as unknown as ValueOf<ConfigType>);
}

export interface CollectionUpdate {
  readonly field: string;
  readonly operation: 'add' | 'modify' | 'delete' | 'set';
  readonly value?: Json;
  /** List: index. Map: key. */
  readonly position?: string | number | null;
}

/** Changes items of list and map properties; everything else of the property stays. */
export function updateCollection(context: WriteContext, uuid: string, updates: readonly CollectionUpdate[]): void {
  const stored = findByUuid(context.transaction, uuid);
  if (stored === undefined) throw notFound(`ID ${uuid} does not exist`);
  for (const update of updates) applyUpdate(context, stored.kind, uuid, update);
}

function applyUpdate(context: WriteContext, type: ConfigType, uuid: string, update: CollectionUpdate): void {
  const record = objectOf(context.transaction, type, uuid);
  const collection = collectionOf(type, update.field);
  if (collection === undefined) throw invalid(`${update.field} neither "ListProperty" nor "MapProperty"`);
  const property = update.field === 'annotations' ? record.annotations : (record.props as Record<string, unknown>)[update.field];
  const items = (property as { readonly [k: string]: readonly Json[] } | undefined)?.[collection.items] ?? [];
  const changed = collection.key === undefined ? changedList(items, update) : changedMap(items, collection.key, update);
  const value = { ...(property as object | undefined), [collection.items]: changed };
  const patch = update.field === 'annotations' ? { annotations: changed.length === 0 ? null : value } : { props: { [update.field]: value } };
  updateObject(context, type, uuid, patch as ObjectPatch<ConfigType>);
}

function changedList(items: readonly Json[], update: CollectionUpdate): Json[] {
  const { operation, value, position } = update;
  if (operation === 'add') {
    if (value === undefined) throw invalid(`Add of ${update.field} needs a value`);
    const at = indexOf(position, items.length);
    return at === undefined ? [...items.filter((item) => JSON.stringify(item) !== JSON.stringify(value)), value] : [...items.slice(0, at), value, ...items.slice(at)];
  }
  const at = indexOf(position, items.length - 1);
  if (operation === 'modify') {
    if (at === undefined || value === undefined) throw invalid(`Modify of ${update.field} needs a value and a position from 0 to ${items.length - 1}`);
    return items.map((item, index) => (index === at ? value : item));
  }
  if (operation === 'delete') {
    if (at !== undefined) return items.filter((_item, index) => index !== at);
    if (value === undefined) throw invalid(`Delete of ${update.field} needs a position from 0 to ${items.length - 1}, or the value`);
    return items.filter((item) => JSON.stringify(item) !== JSON.stringify(value));
  }
  throw invalid(`Unsupported operation ${operation} of list property ${update.field}: add, modify or delete`);
}

function changedMap(items: readonly Json[], key: string, update: CollectionUpdate): Json[] {
  const { operation, value, position } = update;
  const keyOf = (item: Json | undefined): unknown => (item as { readonly [k: string]: Json } | null | undefined)?.[key];
  if (operation === 'set') {
    const name = keyOf(value);
    if (typeof name !== 'string') throw invalid(`Set of ${update.field} needs a value with its "${key}"`);
    const exists = items.some((item) => keyOf(item) === name);
    return exists ? items.map((item) => (keyOf(item) === name ? value! : item)) : [...items, value!];
  }
  if (operation === 'delete') {
    const name = position ?? keyOf(value);
    if (typeof name !== 'string') throw invalid(`Delete of ${update.field} needs the "${key}" as position`);
    return items.filter((item) => keyOf(item) !== name);
  }
  throw invalid(`Unsupported operation ${operation} of map property ${update.field}: set or delete`);
}

function indexOf(position: string | number | null | undefined, max: number): number | undefined {
  if (position === undefined || position === null || position === '') return undefined;
  const index = Number(position);
  return Number.isInteger(index) && index >= 0 && index <= max ? index : undefined;
}

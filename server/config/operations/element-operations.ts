/** Changes of single elements: one reference, items of a collection, relaxing a reference. */

import { MOST_ITEMS } from '../../contract/config/read-wire.ts';
import type { Ref } from '../../model/config/record.ts';
import type { ConfigType } from '../../model/config/types.ts';
import type { Json } from '../../model/json.ts';
import type { ValueOf } from '../../model/kinds.ts';
import { collectionOf } from '../collections.ts';
import { invalid, notFound } from '../problems.ts';
import { findByUuid, objectOf } from '../records.ts';
import type { ObjectPatch, RecordOf } from '../rules.ts';
import type { WriteContext } from '../write-context.ts';
import { updateObject } from './operations.ts';
import { PlacedList } from './placed-list.ts';

export interface RefUpdate {
  readonly type: ConfigType;
  readonly uuid: string;
  readonly refType: ConfigType;
  readonly refUuid: string;
  readonly operation: 'ADD' | 'DELETE';
  readonly attr?: Json;
}

/**
 * Adds a reference (an existing one gets the new attribute) or removes it; removing one that does not exist is no
 * error.
 */
export function updateRef(context: WriteContext, update: RefUpdate): RecordOf<ConfigType> {
  const record = objectOf(context.transaction, update.type, update.uuid);
  const list = record.refs[update.refType] ?? [];
  const others = list.filter((ref) => ref.uuid !== update.refUuid);
  let wanted: readonly Ref[] = others;
  if (update.operation === 'ADD') {
    const ref: Ref = { uuid: update.refUuid, attr: update.attr ?? null };
    wanted = others.length === list.length ? [...list, ref] : list.map((each) => (each.uuid === ref.uuid ? ref : each));
  } else if (others.length === list.length) return record;
  return updateObject(context, update.type, update.uuid, {
    refs: { [update.refType]: wanted },
  } as ObjectPatch<ConfigType>);
}

/**
 * From now on `refUuids` can be deleted although `uuid` refers to them; the reference is then removed with its target.
 */
export function relaxRefs(context: WriteContext, uuid: string, refUuids: readonly string[]): void {
  const stored = findByUuid(context.transaction, uuid);
  if (stored === undefined) throw notFound(`ID ${uuid} does not exist`);
  const record = stored.value as RecordOf<ConfigType>;
  const fresh = refUuids.filter((refUuid) => record.relaxed?.includes(refUuid) !== true);
  if (fresh.length === 0) return;
  context.transaction.put(stored.kind, uuid, {
    ...record,
    relaxed: [...(record.relaxed ?? []), ...fresh],
  } as unknown as ValueOf<ConfigType>);
}

export interface CollectionUpdate {
  readonly field: string;
  readonly operation: 'add' | 'modify' | 'delete' | 'set';
  readonly value?: Json;
  /** List: an index, or any text by which items are sorted. Map: the key. */
  readonly position?: string;
}

/** Changes per request at most: each of them scans the whole list. */
export const MOST_UPDATES = 1_000;

/** Changes items of list and map properties; all other items are unchanged. */
export function updateCollection(context: WriteContext, uuid: string, updates: readonly CollectionUpdate[]): void {
  const stored = findByUuid(context.transaction, uuid);
  if (stored === undefined) throw notFound(`ID ${uuid} does not exist`);
  if (updates.length > MOST_UPDATES)
    throw invalid(
      `prop-collection-update takes ${MOST_UPDATES} updates at most, not ${updates.length}: send several, or ` +
        'write the whole property with a PUT',
    );
  for (const field of new Set(updates.map((update) => update.field))) {
    applyUpdates(
      context,
      stored.kind,
      uuid,
      field,
      updates.filter((update) => update.field === field),
    );
  }
}

function applyUpdates(
  context: WriteContext,
  type: ConfigType,
  uuid: string,
  field: string,
  updates: readonly CollectionUpdate[],
): void {
  const record = objectOf(context.transaction, type, uuid);
  const collection = collectionOf(type, field);
  if (collection === undefined) throw invalid(`${field.slice(0, 200)} neither "ListProperty" nor "MapProperty"`);
  const property = field === 'annotations' ? record.annotations : (record.props as Record<string, unknown>)[field];
  const items = (property as { readonly [k: string]: readonly Json[] } | undefined)?.[collection.items] ?? [];
  const list = new PlacedList(items, record.positions?.[field], field);
  for (const update of updates) {
    if (collection.key === undefined) changeList(list, update);
    else changeMap(list, collection.key, update);
  }
  const changed = list.values;
  if (changed.length > MOST_ITEMS && changed.length > items.length)
    throw invalid(`${field} would have ${changed.length} items; a list has ${MOST_ITEMS} at most`);
  const value = { ...(property as object | undefined), [collection.items]: changed };
  const patch =
    field === 'annotations'
      ? { annotations: changed.length === 0 ? null : value }
      : {
          props: { [field]: value },
          positions: { [field]: collection.key === undefined ? list.positions : undefined },
        };
  updateObject(context, type, uuid, patch as ObjectPatch<ConfigType>);
}

function changeList(list: PlacedList, update: CollectionUpdate): void {
  const { field, operation, value, position } = update;
  const at = position === undefined ? undefined : list.indexOf(position);
  if (operation === 'add') {
    if (value === undefined) throw invalid(`Add of ${field} needs a value`);
    list.add(value, position);
  } else if (operation === 'modify') {
    if (at === undefined || value === undefined)
      throw invalid(`Modify of ${field} needs a value and the position of an item: ${list.places}`);
    list.replace(at, value);
  } else if (operation === 'delete') {
    if (at !== undefined) list.remove((_text, index) => index === at);
    else if (value === undefined)
      throw invalid(`Delete of ${field} needs the position of an item (${list.places}), or the value`);
    else list.removeValue(value);
  } else throw invalid(`Unsupported operation ${operation} of list property ${field}: add, modify or delete`);
}

function changeMap(list: PlacedList, key: string, update: CollectionUpdate): void {
  const { field, operation, value, position } = update;
  const keyOf = (item: Json | undefined): unknown =>
    typeof item === 'object' && item !== null && Object.hasOwn(item, key)
      ? (item as { readonly [k: string]: Json })[key]
      : undefined;
  if (operation === 'set') {
    const name = keyOf(value);
    if (typeof name !== 'string') throw invalid(`Set of ${field} needs a value with its "${key}"`);
    const at = list.values.findIndex((item) => keyOf(item) === name);
    if (at >= 0) list.replace(at, value!);
    else list.append(value!);
  } else if (operation === 'delete') {
    const name = position ?? keyOf(value);
    if (typeof name !== 'string') throw invalid(`Delete of ${field} needs the "${key}" as position`);
    const values = list.values;
    list.remove((_text, index) => keyOf(values[index]) === name);
  } else throw invalid(`Unsupported operation ${operation} of map property ${field}: set or delete`);
}

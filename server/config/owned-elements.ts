/**
 * For controllers: the elements that they want on an object that others write too. Each call adds what is wanted and not
 * there, and removes only what stands under the controller's own name; what a person added stays.
 */
import type { Ref, Share } from '../model/config/record.ts';
import type { ConfigType } from '../model/config/types.ts';
import { deepEqual } from '../store/equal.ts';
import { updateObject } from './operations.ts';
import { annotationPath, ownerOf, refPath, routeTargetPath, sharePath } from './ownership.ts';
import { objectOf } from './records.ts';
import type { RouteTargetListName } from './route-target-rules.ts';
import type { ObjectPatch, RecordOf } from './rules.ts';
import type { WriteContext } from './write-context.ts';

type AnyRecord = RecordOf<ConfigType>;

/** References of one type. */
export function setOwnedRefs(context: WriteContext, type: ConfigType, uuid: string, refType: ConfigType, wanted: readonly Ref[]): void {
  const record = read(context, type, uuid);
  const list = mergedElements(record, owner(context), record.refs[refType] ?? [], wanted, (ref) => refPath(refType, ref.uuid));
  if (list !== undefined) write(context, type, uuid, { refs: { [refType]: list } });
}

/** Route targets in one of a network's three lists. */
export function setOwnedRouteTargets(context: WriteContext, uuid: string, list: RouteTargetListName, wanted: readonly string[]): void {
  const record = objectOf(context.transaction, 'virtual-network', uuid);
  const targets = mergedElements(record as AnyRecord, owner(context), record.props[list]?.route_target ?? [], wanted, (target) => routeTargetPath(list, target));
  if (targets !== undefined) updateObject(context, 'virtual-network', uuid, { props: { [list]: { route_target: targets } } });
}

/** Annotations. */
export function setOwnedAnnotations(context: WriteContext, type: ConfigType, uuid: string, wanted: { readonly [key: string]: string }): void {
  const record = read(context, type, uuid);
  const pairs = Object.entries(wanted).map(([key, value]) => ({ key, value }));
  const merged = mergedElements(record, owner(context), record.annotations?.key_value_pair ?? [], pairs, (pair) => annotationPath(pair.key));
  if (merged !== undefined) write(context, type, uuid, { annotations: merged.length === 0 ? null : { key_value_pair: merged } });
}

/** Shares with other projects. */
export function setOwnedShares(context: WriteContext, type: ConfigType, uuid: string, wanted: readonly Share[]): void {
  const record = read(context, type, uuid);
  const share = mergedElements(record, owner(context), record.perms2.share, wanted, (each) => sharePath(each.tenant));
  if (share !== undefined) write(context, type, uuid, { perms2: { share } });
}

/** The list after the controller's wish; undefined if it stays as it is. */
function mergedElements<E>(record: AnyRecord, controller: string, now: readonly E[], wanted: readonly E[], path: (element: E) => string): E[] | undefined {
  const wishes = new Map(wanted.map((element) => [path(element), element]));
  const merged: E[] = [];
  for (const element of now) {
    const at = path(element);
    const own = ownerOf(record, at) === controller;
    const wish = wishes.get(at);
    wishes.delete(at);
    if (!own) merged.push(element);
    else if (wish !== undefined) merged.push(sameButFilledIn(element, wish) ? element : wish);
  }
  merged.push(...wishes.values());
  return deepEqual(merged, now) ? undefined : merged;
}

/** Whether the wish says nothing but what the element already has: members that the rules filled in do not differ. */
function sameButFilledIn(element: unknown, wish: unknown): boolean {
  if (wish === null || wish === undefined) return true;
  if (Array.isArray(wish) && Array.isArray(element)) return wish.length === 0 || (wish.length === element.length && wish.every((item, index) => sameButFilledIn(element[index], item)));
  if (typeof wish === 'object' && typeof element === 'object' && element !== null) {
    return Object.entries(wish).every(([key, value]) => sameButFilledIn((element as Record<string, unknown>)[key], value));
  }
  return deepEqual(element, wish);
}

function owner(context: WriteContext): string {
  if (context.owner === undefined) throw new Error('BUG: only a controller has own elements; set context.owner');
  return context.owner;
}

function read(context: WriteContext, type: ConfigType, uuid: string): AnyRecord {
  return objectOf(context.transaction, type, uuid) as AnyRecord;
}

function write(context: WriteContext, type: ConfigType, uuid: string, patch: object): void {
  updateObject(context, type, uuid, patch as ObjectPatch<ConfigType>);
}

/**
 * Two states of an object, leaf by leaf. List elements that have an identity (uuid, key, its id, tenant, name, route
 * target, prefix) are compared by it, so that one added reference is one line.
 */

import type { LeafChange } from '../../contract/views/objects.ts';
import { pointerTo } from '../../model/json-pointer.ts';
import { isObject } from '../../model/json.ts';
import { own } from '../../model/own.ts';

type Value = unknown;

const step = (path: string, name: string): string => path + pointerTo([name]);

/** Fields by which an element of a list is known, the most exact first. */
const IDENTIFYING = ['uuid', 'rule_uuid', 'key', 'tenant', 'subnet_uuid', 'name', 'prefix', 'type', 'ip'];

function identityOf(element: Value): string | undefined {
  if (typeof element === 'string' || typeof element === 'number') return String(element);
  if (!isObject(element)) return undefined;
  if (typeof element['key_id'] === 'number') return String(element['key_id']);
  const field = IDENTIFYING.find((name) => typeof element[name] === 'string');
  return field === undefined ? undefined : (element[field] as string);
}

/** The elements of a list by their identities; undefined if they have none. */
function identified(list: readonly Value[]): ReadonlyMap<string, Value> | undefined {
  const elements = new Map<string, Value>();
  for (const element of list) {
    const id = identityOf(element);
    if (id === undefined || elements.has(id)) return undefined;
    elements.set(id, element);
  }
  return elements;
}

/** Appends to `changes` what differs. */
export function leafDiff(old: Value, next: Value, path = '', changes: LeafChange[] = []): readonly LeafChange[] {
  if (old === next) return changes;
  if (isObject(old) && isObject(next)) {
    for (const name of new Set([...Object.keys(old), ...Object.keys(next)]))
      leafDiff(own(old, name), own(next, name), step(path, name), changes);
    return changes;
  }
  if (Array.isArray(old) && Array.isArray(next)) {
    const [before, after] = [identified(old), identified(next)];
    if (before !== undefined && after !== undefined) {
      for (const id of new Set([...before.keys(), ...after.keys()]))
        leafDiff(before.get(id), after.get(id), step(path, id), changes);
      return changes;
    }
    for (let at = 0; at < Math.max(old.length, next.length); at++)
      leafDiff(old[at], next[at], step(path, String(at)), changes);
    return changes;
  }
  // An added or removed subtree is listed leaf by leaf, unless it is an element of a list with an identity.
  if (old === undefined && isObject(next) && Object.keys(next).length > 0 && !hasIdentity(next))
    return leafDiff({}, next, path, changes);
  if (next === undefined && isObject(old) && Object.keys(old).length > 0 && !hasIdentity(old))
    return leafDiff(old, {}, path, changes);
  if (old === undefined && Array.isArray(next) && next.length > 0) return leafDiff([], next, path, changes);
  if (next === undefined && Array.isArray(old) && old.length > 0) return leafDiff(old, [], path, changes);
  changes.push({ path, ...(old === undefined ? {} : { old }), ...(next === undefined ? {} : { new: next }) });
  return changes;
}

const hasIdentity = (value: Value): boolean => identityOf(value) !== undefined;

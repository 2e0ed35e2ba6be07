/** Kubernetes objects under construction: plain, mutable JSON. */

import { isObject } from '../model/json.ts';
import { own } from '../model/own.ts';

export type DraftValue = null | boolean | number | string | DraftValue[] | Draft;
export type Draft = { [field: string]: DraftValue };

/** A deep copy of JSON without `undefined` members. */
export function draftOf(value: unknown): Draft {
  const copy = copyOf(value);
  if (!isDraft(copy)) throw new Error('BUG: a Kubernetes object is a JSON object');
  return copy;
}

/** A deep copy of any JSON value. */
export function copyOf(value: unknown): DraftValue {
  if (Array.isArray(value)) return value.map(copyOf);
  if (typeof value === 'object' && value !== null) {
    const copy: Draft = {};
    for (const [field, item] of Object.entries(value)) if (item !== undefined) setField(copy, field, copyOf(item));
    return copy;
  }
  return value as DraftValue;
}

/** Sets a field with a name from outside: `__proto__` too is an ordinary name. */
export function setField(draft: Draft, field: string, value: DraftValue): void {
  if (field === '__proto__')
    Object.defineProperty(draft, field, { value, enumerable: true, writable: true, configurable: true });
  else draft[field] = value;
}

export function isDraft(value: unknown): value is Draft {
  return isObject(value);
}

/** The object under `field`; created if it is absent or null. */
export function child(draft: Draft, field: string): Draft {
  const found = own(draft, field);
  if (isDraft(found)) return found;
  const made: Draft = {};
  setField(draft, field, made);
  return made;
}

/** The object under `field`, if there is one. */
export function childIf(draft: Draft | undefined, field: string): Draft | undefined {
  const found = own(draft, field);
  return isDraft(found) ? found : undefined;
}

/** The objects in the list under `field`; none when it is absent. */
export function items(draft: Draft | undefined, field: string): Draft[] {
  const found = own(draft, field);
  return Array.isArray(found) ? found.filter(isDraft) : [];
}

export function text(draft: Draft | undefined, field: string): string | undefined {
  const found = own(draft, field);
  return typeof found === 'string' ? found : undefined;
}

export function number(draft: Draft | undefined, field: string): number | undefined {
  const found = own(draft, field);
  return typeof found === 'number' ? found : undefined;
}

/** Sets a field that is absent or null. */
export function fill(draft: Draft, defaults: Draft): void {
  for (const [field, value] of Object.entries(defaults)) {
    if ((own(draft, field) ?? null) === null) setField(draft, field, value);
  }
}

/** The value where a string is expected, shortened for a message; never calls the value's own `toString`. */
export function shown(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '').slice(0, 100);
}

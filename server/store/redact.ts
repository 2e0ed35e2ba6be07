/**
 * Secrets are stored in clear text, because sessions are opened with them, and never shown: history, live updates,
 * views and lists redact them with these functions. A secret is `auth_data.key_items[].key`, wherever `auth_data`
 * stands (a BGP router's parameters, the attributes of a peering).
 */

import { isObject } from '../model/json.ts';
import type { Change, ChangeSet, Stored } from './store.ts';

/** Shown in place of a secret. */
export const REDACTED = '(redacted)';
/** Shown by history in place of a secret that replaced another one. */
export const REPLACED = '(redacted: session key replaced)';

/** The value without its secrets: the same reference when it has none. */
export function redact<T>(value: T): T {
  return redactPart(value, undefined) as T;
}

/** The change set without secrets: the same reference when it has none. A changed secret is marked as changed. */
export function redactChangeSet<C extends ChangeSet>(changeSet: C): C {
  let touched = false;
  const changes = changeSet.changes.map((change): Change => {
    const old = change.old && redactStored(change.old, undefined);
    const next = change.new && redactStored(change.new, change.old);
    if (old === change.old && next === change.new) return change;
    touched = true;
    return { kind: change.kind, key: change.key, ...(old && { old }), ...(next && { new: next }) };
  });
  return touched ? { ...changeSet, changes } : changeSet;
}

function redactStored(record: Stored, before: Stored | undefined): Stored {
  const value = redactPart(record.value, before?.value);
  return value === record.value ? record : ({ ...record, value } as Stored);
}

/** `before`: the value that it replaced. */
function redactPart(value: unknown, before: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value))
    return redactList(value, (each, index) => redactPart(each, counterpart(each, index, before)));
  let copy: Record<string, unknown> | undefined;
  for (const [name, part] of Object.entries(value)) {
    const past = isObject(before) && Object.hasOwn(before, name) ? before[name] : undefined;
    const clean = name === 'auth_data' ? redactAuthData(part, past) : redactPart(part, past);
    if (clean === part) continue;
    copy ??= { ...value };
    copy[name] = clean;
  }
  return copy ?? value;
}

function redactAuthData(value: unknown, before: unknown): unknown {
  if (!isObject(value) || !Array.isArray(value['key_items'])) return value;
  const past: readonly unknown[] = isObject(before) && Array.isArray(before['key_items']) ? before['key_items'] : [];
  const items = redactList(value['key_items'], (item) => {
    if (!isObject(item) || item['key'] === undefined) return item;
    const known = past.find((each) => isObject(each) && each['key_id'] === item['key_id']);
    return { ...item, key: isObject(known) && known['key'] !== item['key'] ? REPLACED : REDACTED };
  });
  return items === value['key_items'] ? value : { ...value, key_items: items };
}

/** The corresponding element of `before`: by uuid, or else by position. */
function counterpart(element: unknown, index: number, before: unknown): unknown {
  if (!Array.isArray(before)) return undefined;
  if (!isObject(element) || typeof element['uuid'] !== 'string') return before[index];
  return before.find((each) => isObject(each) && each['uuid'] === element['uuid']);
}

function redactList(list: readonly unknown[], part: (value: unknown, index: number) => unknown): readonly unknown[] {
  const clean = list.map(part);
  return clean.every((item, index) => item === list[index]) ? list : clean;
}

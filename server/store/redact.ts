/**
 * Secrets are stored in clear, because sessions are opened with them, and shown to nobody: history, live updates, views
 * and lists pass what they show through here. A secret is `auth_data.key_items[].key`, wherever `auth_data` stands
 * (a BGP router's parameters, the attributes of a peering).
 */
import type { Change, ChangeSet, Stored } from './store.ts';

/** What is shown in the place of a secret. */
export const REDACTED = '(redacted)';

/** The value without its secrets: the same reference when it has none. */
export function redact<T>(value: T): T {
  return redactPart(value) as T;
}

/** The change set without secrets: the same reference when it has none. */
export function redactChangeSet(changeSet: ChangeSet): ChangeSet {
  let touched = false;
  const changes = changeSet.changes.map((change): Change => {
    const old = change.old && redactStored(change.old);
    const next = change.new && redactStored(change.new);
    if (old === change.old && next === change.new) return change;
    touched = true;
    return { kind: change.kind, key: change.key, ...(old && { old }), ...(next && { new: next }) };
  });
  return touched ? { ...changeSet, changes } : changeSet;
}

function redactStored(record: Stored): Stored {
  const value = redact(record.value);
  return value === record.value ? record : ({ ...record, value } as Stored);
}

function redactPart(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return redactList(value, redactPart);
  let copy: Record<string, unknown> | undefined;
  for (const [name, part] of Object.entries(value)) {
    const clean = name === 'auth_data' ? redactAuthData(part) : redactPart(part);
    if (clean === part) continue;
    copy ??= { ...value };
    copy[name] = clean;
  }
  return copy ?? value;
}

function redactAuthData(value: unknown): unknown {
  if (!isObject(value) || !Array.isArray(value['key_items'])) return value;
  const items = redactList(value['key_items'], (item) => (isObject(item) && item['key'] !== undefined ? { ...item, key: REDACTED } : item));
  return items === value['key_items'] ? value : { ...value, key_items: items };
}

function redactList(list: readonly unknown[], part: (value: unknown) => unknown): readonly unknown[] {
  const clean = list.map(part);
  return clean.every((item, index) => item === list[index]) ? list : clean;
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

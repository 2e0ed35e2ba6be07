/**
 * Secrets are stored in clear text and never shown: history, live updates, views and lists redact them with these
 * functions. A secret is `auth_data.key_items[].key`, wherever `auth_data` stands (a BGP router's parameters, the
 * attributes of a peering), and what a Kubernetes kind declares as such (`secretParts`).
 */

import { isObject } from '../model/json.ts';
import type { Kind } from '../model/kinds.ts';
import { kubeKindOf } from '../model/kube/resources.ts';
import { KUBE_KINDS } from '../model/kube/types.ts';
import type { Change, ChangeSet, Stored } from './store.ts';

/** Shown in place of a secret. */
export const REDACTED = '(redacted)';
/** Shown by history in place of a session key that replaced another one. */
export const REPLACED = '(redacted: session key replaced)';
/** Shown by history in place of a value of a Kubernetes object that replaced another one. */
const VALUE_REPLACED = '(redacted: replaced)';

const SECRET_PARTS: ReadonlyMap<Kind, readonly string[]> = new Map(
  KUBE_KINDS.flatMap((kind) => {
    const { secretParts } = kubeKindOf(kind);
    return secretParts === undefined ? [] : [[`kube/${kind}` as const, secretParts]];
  }),
);

/** Whether objects of the kind have parts that only the Kubernetes API shows. */
export function hasSecretParts(kind: Kind): boolean {
  return SECRET_PARTS.has(kind);
}

/** An object without the parts that only the Kubernetes API shows: the same reference when its kind has none. */
export function withoutSecretParts<V>(kind: Kind, value: V, before?: unknown): V {
  return replaceParts(kind, value, before, (now, past) =>
    past !== undefined && past !== now ? VALUE_REPLACED : REDACTED,
  );
}

/** The same for a copy that can be read in again: where there was a text, it is empty. */
export function withEmptySecretParts<V>(kind: Kind, value: V): V {
  return replaceParts(kind, value, undefined, () => '');
}

type TextFor = (now: unknown, past: unknown) => string;

function replaceParts<V>(kind: Kind, value: V, before: unknown, text: TextFor): V {
  const parts = SECRET_PARTS.get(kind);
  if (parts === undefined || !isObject(value)) return value;
  const past = isObject(before) ? before : {};
  const copy: { [part: string]: unknown } = { ...value };
  for (const part of parts) if (Object.hasOwn(value, part)) copy[part] = replaceLeaves(value[part], past[part], text);
  const { metadata } = value;
  if (isObject(metadata) && Object.hasOwn(metadata, 'annotations'))
    copy['metadata'] = {
      ...metadata,
      annotations: replaceLeaves(
        metadata['annotations'],
        isObject(past['metadata']) ? past['metadata']['annotations'] : undefined,
        text,
      ),
    };
  return copy as V;
}

function replaceLeaves(value: unknown, before: unknown, text: TextFor): unknown {
  if (typeof value !== 'object' || value === null) return text(value, before);
  if (Array.isArray(value))
    return value.map((item, index) => replaceLeaves(item, Array.isArray(before) ? before[index] : undefined, text));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      replaceLeaves(item, isObject(before) && Object.hasOwn(before, name) ? before[name] : undefined, text),
    ]),
  );
}

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
  const value = hasSecretParts(record.kind)
    ? withoutSecretParts(record.kind, record.value, before?.value)
    : redactPart(record.value, before?.value);
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

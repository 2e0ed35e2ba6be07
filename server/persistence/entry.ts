/**
 * A change set as a row of the journal:
 * `{revision, time, actor, source, requestId?, changes: [{kind, key, op, old?: {created, revision, value}, new?: {created, value}}]}`.
 * Fields stand in this order and values as they were put, without white space: the same change set gives the same bytes.
 */
import type { Kind } from '../model/kinds.ts';
import { deepFreeze } from '../store/freeze.ts';
import type { Change, ChangeSet, Stored } from '../store/store.ts';

interface EntryRecord {
  readonly created: number;
  readonly revision?: number;
  readonly value: unknown;
}

interface Entry {
  readonly revision: number;
  readonly time: string;
  readonly actor: string;
  readonly source: string;
  readonly requestId?: string;
  readonly changes: readonly { readonly kind: Kind; readonly key: string; readonly op: 'create' | 'update' | 'delete'; readonly old?: EntryRecord; readonly new?: EntryRecord }[];
}

export function formatEntry({ revision, time, origin, changes }: ChangeSet): string {
  const entry: Entry = {
    revision,
    time,
    actor: origin.actor,
    source: origin.source,
    ...(origin.requestId !== undefined && { requestId: origin.requestId }),
    changes: changes.map(({ kind, key, old, new: next }) => ({
      kind,
      key,
      op: old === undefined ? 'create' : next === undefined ? 'delete' : 'update',
      ...(old && { old: { created: old.created, revision: old.revision, value: old.value } }),
      ...(next && { new: { created: next.created, value: next.value } }),
    })),
  };
  return JSON.stringify(entry);
}

export function parseEntry(text: string): ChangeSet {
  const { revision, time, actor, source, requestId, changes } = JSON.parse(text) as Entry;
  return {
    revision,
    time,
    origin: { actor, source, ...(requestId !== undefined && { requestId }) },
    changes: changes.map(({ kind, key, old, new: next }): Change => ({
      kind,
      key,
      ...(old && { old: stored(kind, key, old, old.revision ?? revision) }),
      ...(next && { new: stored(kind, key, next, revision) }),
    })),
  };
}

/** A record as it comes from disk, frozen. */
export function stored(kind: Kind, key: string, { created, value }: EntryRecord, revision: number): Stored {
  return Object.freeze({ kind, key, value: deepFreeze(value, `${kind} ${key}`), created, revision }) as Stored;
}

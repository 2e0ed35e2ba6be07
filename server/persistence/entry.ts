/**
 * A change set as a row of the journal: `{revision, time, actor, source, requestId?, changes: [{kind, key, op, old?:
 * {created, revision, value}, new?: {created, value}}]}`. Fields stand in this order and values as they were put,
 * without white space: the same change set gives the same bytes.
 */

import type { Kind } from '../model/kinds.ts';
import { Problem } from '../model/problem.ts';
import { deepFreeze } from '../store/freeze.ts';
import type { FormattedEntry } from '../store/journal.ts';
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
  readonly changes: readonly {
    readonly kind: Kind;
    readonly key: string;
    readonly op: 'create' | 'update' | 'delete';
    readonly old?: EntryRecord;
    readonly new?: EntryRecord;
  }[];
}

/** Characters of an entry at most: an entry is one value of the database, and one turn of the event loop. */
export const LARGEST_ENTRY = 64 * 1024 * 1024;

/** The entry, to be written; throws a `Problem` when it is too large, or nested too deep, to be kept. */
export function formatEntry(changeSet: ChangeSet, largest = LARGEST_ENTRY): FormattedEntry {
  let entry: FormattedEntry;
  try {
    entry = entryOf(changeSet);
  } catch (error) {
    // The end of the stack, or of what a string can hold.
    if (!(error instanceof RangeError)) throw error;
    throw new Problem({
      status: 413,
      reason: 'RequestEntityTooLarge',
      detail:
        `What would be changed cannot be kept: ${nameOf(changeSet)} is nested too deep or is too large. Make it ` +
        'flatter, or change fewer objects at once.',
    });
  }
  const { length } = entry.text;
  if (length <= largest) return entry;
  throw new Problem({
    status: 413,
    reason: 'RequestEntityTooLarge',
    detail:
      `What would be changed cannot be kept: ${changeSet.changes.length} objects, ${nameOf(changeSet)} among them, ` +
      `take ${length} characters of ${largest} at most. Change fewer objects at once.`,
  });
}

/** The first of what would be changed. */
function nameOf({ changes }: ChangeSet): string {
  const [first] = changes;
  return first === undefined ? 'nothing' : `${first.kind} ${first.key}`;
}

/**
 * Composed from the texts of the values, so that the position of each is known. A replaced value was often written a
 * moment ago: its text is cached, so that the states of a pod on its way to Running are serialised once.
 */
function entryOf({ revision, time, origin, changes }: ChangeSet): FormattedEntry {
  const { actor, source, requestId } = origin;
  const head = JSON.stringify({ revision, time, actor, source, requestId });
  let text = `${head.slice(0, -1)},"changes":[`;
  const places: number[] = [];
  changes.forEach(({ kind, key, old, new: next }, index) => {
    const op = old === undefined ? 'create' : next === undefined ? 'delete' : 'update';
    text += `${index === 0 ? '' : ','}{"kind":${JSON.stringify(kind)},"key":${JSON.stringify(key)},"op":"${op}"`;
    if (old !== undefined)
      text += `,"old":{"created":${old.created},"revision":${old.revision},"value":${texts.take(old.value)}}`;
    if (next !== undefined) text += `,"new":{"created":${next.created},"value":`;
    places.push(text.length);
    if (next !== undefined) text += texts.make(next.value);
    places.push(text.length);
    text += next === undefined ? '}' : '}}';
  });
  return { text: `${text}]}`, places };
}

/** Characters of the younger half of the cache. */
const REMEMBERED = 4 * 1024 * 1024;

/** Texts of values that were written lately: the younger half, and the older one that goes next. */
class RecentTexts {
  #young = new Map<unknown, string>();
  #old = new Map<unknown, string>();
  #length = 0;

  /** The text of a value that is written for the first time. */
  make(value: unknown): string {
    return this.#remembered(value, this.#madeOfParts(value));
  }

  /** A Kubernetes object's metadata and spec mostly stay while its status changes, or the other way round. */
  #madeOfParts(value: unknown): string {
    if (
      typeof value !== 'object' ||
      value === null ||
      !Object.hasOwn(value, 'spec') ||
      !Object.hasOwn(value, 'metadata')
    )
      return JSON.stringify(value);
    let text = '{';
    for (const [name, part] of Object.entries(value) as [string, unknown][]) {
      if (part === undefined) continue;
      const known =
        name === 'spec' || name === 'metadata'
          ? (this.#young.get(part) ?? this.#old.get(part) ?? this.#remembered(part, JSON.stringify(part)))
          : JSON.stringify(part);
      text += `${text === '{' ? '' : ','}${JSON.stringify(name)}:${known}`;
    }
    return `${text}}`;
  }

  #remembered(value: unknown, text: string): string {
    this.#young.set(value, text);
    this.#length += text.length;
    if (this.#length > REMEMBERED) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#length = 0;
    }
    return text;
  }

  /** The text of a value that is being replaced; it is removed from the cache. */
  take(value: unknown): string {
    return this.#young.get(value) ?? this.#old.get(value) ?? JSON.stringify(value);
  }
}

const texts = new RecentTexts();

/** The part of an entry that the history of one record needs: its own change, and the number of others. */
export function entryOfRecord(
  text: string,
  kind: Kind,
  key: string,
): { readonly text: string; readonly alongside: number } {
  const { changes, ...rest } = JSON.parse(text) as Entry;
  const own = changes.filter((change) => change.kind === kind && change.key === key);
  return { text: JSON.stringify({ ...rest, changes: own }), alongside: changes.length - own.length };
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

/** An intact entry that is parsed on demand: of those that a start reads back, few are ever used. */
export function entryToParse(revision: number, text: string): ChangeSet {
  let unparsed: string | undefined = text;
  let changeSet: ChangeSet;
  const parsed = (): ChangeSet => {
    if (unparsed !== undefined) changeSet = parseEntry(unparsed);
    unparsed = undefined;
    return changeSet;
  };
  return {
    revision,
    get time() {
      return parsed().time;
    },
    get origin() {
      return parsed().origin;
    },
    get changes() {
      return parsed().changes;
    },
  };
}

/** A record as it comes from disk, frozen. */
function stored(kind: Kind, key: string, { created, value }: EntryRecord, revision: number): Stored {
  return Object.freeze({ kind, key, value: deepFreeze(value, `${kind} ${key}`), created, revision }) as Stored;
}

/** What the two threads of the journal say to each other, in order. */

import type { Kind } from '../model/kinds.ts';
import type { Link } from './checksums.ts';
import type { HistoryLimits } from './trim.ts';

/** What the thread that writes begins with. */
export interface WriterTask {
  readonly directory: string;
  /** The last entry that is on disk. */
  readonly head: Link;
  /** Revision of the oldest change set that is kept. */
  readonly historyStartsAt: number;
  readonly history: HistoryLimits;
  readonly foldAfter: number;
  readonly walPages: number;
  /** Largest number of 4 KiB pages; unlimited unless given. */
  readonly maxPages?: number;
}

/** A record that an entry changes. */
export interface EntryChange {
  readonly kind: Kind;
  readonly key: string;
  readonly created: number;
  /** The record was not there before. */
  readonly fresh: boolean;
  /** Where its new value stands in the entry's text; equal = deleted. */
  readonly begin: number;
  readonly end: number;
}

export interface EntryToWrite {
  readonly revision: number;
  readonly text: string;
  readonly changes: readonly EntryChange[];
}

/**
 * Entries as a message: few and plain parts are passed between threads several times as fast as objects with names.
 * `about`: JSON, `[revision, [kind, key, created, fresh, begin, end], …]` of each text.
 */
export function packed(entries: readonly EntryToWrite[]): {
  readonly texts: readonly string[];
  readonly about: string;
} {
  return {
    texts: entries.map(({ text }) => text),
    about: JSON.stringify(
      entries.map(({ revision, changes }) => [
        revision,
        ...changes.map(({ kind, key, created, fresh, begin, end }) => [kind, key, created, fresh, begin, end]),
      ]),
    ),
  };
}

type PackedChange = readonly [Kind, string, number, boolean, number, number];

/** The entries of a message. */
export function unpacked({
  texts,
  about,
}: {
  readonly texts: readonly string[];
  readonly about: string;
}): readonly EntryToWrite[] {
  return (JSON.parse(about) as readonly (readonly [number, ...PackedChange[]])[]).map(
    ([revision, ...changes], index) => ({
      revision,
      text: texts[index]!,
      changes: changes.map(([kind, key, created, fresh, begin, end]) => ({ kind, key, created, fresh, begin, end })),
    }),
  );
}

export interface HistoryQuestion {
  readonly kind: Kind;
  readonly key: string;
  readonly before: number;
  readonly limit: number;
}

/** `alongside`: changes that are left out of the text. */
export interface FoundEntry {
  readonly text: string;
  readonly alongside: number;
}

export type ToWriter =
  /** `now`: milliseconds since 1970 by a clock that can be relied on; undefined while there is none. */
  | {
      readonly do: 'write';
      readonly texts: readonly string[];
      readonly about: string;
      readonly now: number | undefined;
    }
  | { readonly do: 'history'; readonly question: number; readonly asked: HistoryQuestion }
  /** Entries after a revision, oldest first. */
  | { readonly do: 'read'; readonly question: number; readonly after: number; readonly limit: number }
  /** Write what came before, fold, and close. */
  | { readonly do: 'close' };

export type FromWriter =
  /** The database is open and locked. */
  | { readonly said: 'open' }
  | { readonly said: 'durable'; readonly revision: number }
  | { readonly said: 'history starts'; readonly revision: number }
  /** Entries, of a record as `entryOfRecord` gives them, or a sentence why there are none. */
  | {
      readonly said: 'entries';
      readonly question: number;
      readonly entries?: readonly FoundEntry[];
      readonly refusal?: string;
    }
  /** Why nothing more can be written, as the sentence's reason; the process has to end. */
  | { readonly said: 'failed'; readonly reason: string };

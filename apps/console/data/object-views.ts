/** What the views say about one object: its history, and what depends on it. */

import type { HistoryEntry } from '../../../server/contract/views/objects.ts';
import { picked } from './reading.ts';
import { view, viewPages } from './views.ts';

/** `kube/Pod` is said `Pod`. */
const placeOf = (kind: string, key: string) => ({ kind: kind.replace(/^kube\//, ''), key });

/** Who changed the object when, newest first, page by page. `kind` is a store kind, `key` its key in the store. */
export const historyQuery = (kind: string, key: string, limit = 50) =>
  viewPages('history', placeOf(kind, key), { limit: String(limit) }, key);

/** The newest change of the object, read for each `turn` again; nothing without one. */
export const lastChangeQuery = (kind: string, key: string, turn: number | undefined) =>
  picked(
    view(
      'history',
      turn === undefined ? undefined : placeOf(kind, key),
      { limit: '1' },
      { object: key, ...(turn === undefined ? {} : { turn }) },
    ),
    (page): HistoryEntry | undefined => page.entries[0],
  );

/** What a delete of the object would do. Always read again: it decides over a delete. */
export const dependentsQuery = (kind: string, key: string) => ({
  ...view('dependents', placeOf(kind, key)),
  staleTime: 0,
  gcTime: 0,
});

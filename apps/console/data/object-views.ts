/** Views about one object: its history, and its dependents. */

import type { HistoryEntry } from '../../../server/contract/views/objects.ts';
import { picked } from './reading.ts';
import { tableOf } from './tables.ts';
import { view, viewPages } from './views.ts';

/** `kube/Pod` is shown as `Pod`. */
const placeOf = (kind: string, key: string) => ({ kind: kind.replace(/^kube\//, ''), key });

/**
 * The object's changes with author and time, newest first, in pages. `kind` is a store kind, `key` its key in the
 * store.
 */
export const historyQuery = (kind: string, key: string, limit = 50) =>
  viewPages('history', placeOf(kind, key), { limit: String(limit) }, key);

/** What was told of a Kubernetes object, newest first; `kind` is a store kind. */
export const eventsQuery = (kind: string, key: string) =>
  picked(
    tableOf('events', { filter: `object:${kind.replace(/^kube\//, '')} ${key}`, limit: '100' }),
    ({ rows }) => rows,
  );

/** The newest change of the object, read again for each `turn`; undefined if there is none. */
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

/** The effects of deleting the object. Always read again, since the deletion is decided by it. */
export const dependentsQuery = (kind: string, key: string) => ({
  ...view('dependents', placeOf(kind, key)),
  staleTime: 0,
  gcTime: 0,
});

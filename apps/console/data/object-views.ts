/** What the views say about one object: its history, and what depends on it. */

import type { DependentsTree, HistoryEntry, HistoryPage } from '../../../server/contract/views/objects.ts';
import { segment } from './client.ts';
import { picked, reading, readingPages } from './reading.ts';

/** Kind and key are one path segment each: `kube/Pod` is said `Pod`, the key's slash is encoded. */
const objectPath = (kind: string, key: string): string =>
  `/views/objects/${encodeURIComponent(kind.replace(/^kube\//, ''))}/${segment(key)}`;

/** Who changed the object when, newest first, page by page. `kind` is a store kind, `key` its key in the store. */
export const historyQuery = (kind: string, key: string, limit = 50) =>
  readingPages<HistoryPage>(`${objectPath(kind, key)}/history?limit=${limit}`, [kind], key);

/** The newest change of the object, read for each `turn` anew; nothing without one. */
export const lastChangeQuery = (kind: string, key: string, turn: number | undefined) =>
  picked(
    reading<HistoryPage>(turn === undefined ? undefined : `${objectPath(kind, key)}/history?limit=1`, [kind], {
      object: key,
      ...(turn === undefined ? {} : { turn }),
    }),
    (page): HistoryEntry | undefined => page.entries[0],
  );

/** What a delete of the object would do. Always read anew: it decides over a delete. */
export const dependentsQuery = (kind: string, key: string) => ({
  ...reading<DependentsTree>(`${objectPath(kind, key)}/dependents`, []),
  staleTime: 0,
  gcTime: 0,
});

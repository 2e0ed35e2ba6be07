/** What the views say about one object: its history, and what depends on it. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { DependentsTree, HistoryPage } from '../../../server/contract/views/objects.ts';
import { get } from './client.ts';
import { detailKey } from './live-keys.ts';

/** Kind and key are one path segment each: `kube/Pod` is said `Pod`, the key's slash is encoded. */
const keyPath = (key: string): string => encodeURIComponent(key).replaceAll('%3A', ':');
const kindPath = (kind: string): string => encodeURIComponent(kind.replace(/^kube\//, ''));

/** Who changed the object when, newest first, page by page. `kind` is a store kind, `key` its key in the store. */
export const historyQuery = (kind: string, key: string, limit = 50) => infiniteQueryOptions({
  queryKey: detailKey([kind], key, 'history', limit),
  queryFn: ({ pageParam, signal }) => get<HistoryPage>(`/views/objects/${kindPath(kind)}/${keyPath(key)}/history?limit=${limit}${pageParam === undefined ? '' : `&before=${pageParam}`}`, signal),
  initialPageParam: undefined as number | undefined,
  getNextPageParam: (page) => page.next,
});

/** What a delete of the object would do. Always read anew: it decides over a delete. */
export const dependentsQuery = (kind: string, key: string) => queryOptions({
  queryKey: ['dependents', kind, key],
  queryFn: ({ signal }) => get<DependentsTree>(`/views/objects/${kindPath(kind)}/${keyPath(key)}/dependents`, signal),
  staleTime: 0,
  gcTime: 0,
});

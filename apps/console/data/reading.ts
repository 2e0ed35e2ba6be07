/**
 * All cached reads, and the only file that builds query keys: a key is the request and its form, so that two reads
 * share an entry only if they request the same. The cache has the response as received; what a page derives from it is
 * computed by `select`, which is not part of the key. Features give paths and never see keys.
 */

import {
  infiniteQueryOptions,
  type InfiniteData,
  type Query,
  type QueryClient,
  type QueryFunctionContext,
  type UseQueryOptions,
} from '@tanstack/react-query';
import type { ConfigType } from '../../../server/model/config/types.ts';
import { ask, get } from './client.ts';
import { readObject, readWithReferrers, type ReadObject, type ReadWithReferrers } from './config-objects.ts';
import { liveScope, type LiveScope } from './live-keys.ts';
import { Problem } from './problem.ts';

/** Scope, form of the read, and request. */
type ReadingKey = readonly [
  LiveScope,
  'answer' | 'answer, or none' | 'every row' | 'object' | 'pages' | 'together',
  ...(string | number)[],
];

/** A read for `useQuery` and `useQueries` with result `T`. */
export type Reading<T> = UseQueryOptions<unknown, Error, T, ReadingKey> & {
  readonly queryKey: ReadingKey;
  readonly queryFn: (context: QueryFunctionContext<ReadingKey>) => Promise<unknown>;
  readonly select: (kept: unknown) => T;
};

/** A response, its ETag, and when it arrived by this browser's clock (milliseconds since the epoch). */
type Arrival<T> = { readonly body: T; readonly etag: string | undefined; readonly at: number };

export type ReadingOptions = {
  /** The store key of the object that the response is about: its own changes refresh it at once. */
  readonly object?: string;
  /** While a read with other parameters of the same path runs, the previous response stays. */
  readonly keep?: boolean;
  /** A number that forces a separate read of the same path. */
  readonly turn?: number;
};

const pathOf = (address: string): string => address.replace(/\?.*$/, '');

/**
 * The response of a GET. `kinds` are the store kinds and views that it depends on (`live-keys.ts`): a change of one
 * refreshes it. Without a path nothing is read.
 */
export function reading<T>(
  path: string | undefined,
  kinds: readonly string[],
  { object, keep = false, turn }: ReadingOptions = {},
): Reading<T> {
  return {
    queryKey: [liveScope(kinds, object), 'answer', path ?? '', ...(turn === undefined ? [] : [turn])],
    queryFn: async ({ signal }): Promise<Arrival<T>> => {
      const { body, etag } = await ask<T>(path ?? '', { signal });
      return { body, etag, at: Date.now() };
    },
    select: (kept) => (kept as Arrival<T>).body,
    enabled: path !== undefined,
    ...(keep
      ? {
          placeholderData: (before: unknown, asked: Query<unknown, Error, unknown, ReadingKey> | undefined) =>
            path !== undefined && pathOf(String(asked?.queryKey[2])) === pathOf(path) ? before : undefined,
        }
      : {}),
  };
}

/** The same for an optional resource: null if the server responds 404. */
export function readingIfThere<T>(
  path: string,
  kinds: readonly string[],
  options: ReadingOptions = {},
): Reading<T | null> {
  const query = reading<T | null>(path, kinds, options);
  const [scope, , ...asked] = query.queryKey;
  return {
    ...query,
    queryKey: [scope, 'answer, or none', ...asked],
    queryFn: async (context) => {
      try {
        return await query.queryFn(context);
      } catch (error) {
        if (error instanceof Problem && error.status === 404) return { body: null, etag: undefined, at: Date.now() };
        throw error;
      }
    },
  };
}

/** Derives a page's data from a read. Pure; shares the cache entry of `query`. */
export const picked = <T, R>(query: Reading<T>, pick: (value: T) => R): Reading<R> => ({
  ...query,
  select: (kept) => pick(query.select(kept)),
});

/**
 * The time of a response: the server's clock, and this browser's clock at arrival. For durations that keep counting.
 */
export type Told<T> = T & { readonly clock: { readonly now: number; readonly at: number } };

/** The same read with the server's time. */
export const told = <T extends { readonly now: number }>(query: Reading<T>): Reading<Told<T>> => ({
  ...query,
  select: (kept) => {
    const { body, at } = kept as Arrival<T>;
    return { ...body, clock: { now: body.now, at } };
  },
});

/** All rows of a list, read in pages, at most `most`. `path` may have parameters except `limit` and `after`. */
export async function everyRow<Row>(path: string, signal?: AbortSignal, most = 20_000): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let after: string | undefined; ;) {
    const query = new URLSearchParams({ limit: '1000', ...(after === undefined ? {} : { after }) });
    const page = await get<{ rows: readonly Row[]; next?: string }>(
      `${path}${path.includes('?') ? '&' : '?'}${query}`,
      signal,
    );
    rows.push(...page.rows);
    if (page.next === undefined || rows.length >= most) return rows.slice(0, most);
    after = page.next;
  }
}

export const readingEveryRow = <Row>(path: string, kinds: readonly string[]): Reading<readonly Row[]> => ({
  queryKey: [liveScope(kinds), 'every row', path],
  queryFn: ({ signal }) => everyRow<Row>(path, signal),
  select: (kept) => kept as readonly Row[],
});

/** The object's page also shows its children, so a change of a child reads the object again. */
const SHOWN_CHILDREN: { readonly [T in ConfigType]?: readonly ConfigType[] } = {
  'virtual-network': ['floating-ip-pool'],
};

/** An object of the config API with its ETag; `nameOrUuid` is taken from the address. */
export const readingObject = <T extends ConfigType>(type: T, nameOrUuid: string): Reading<ReadObject<T>> => ({
  queryKey: [liveScope([type, ...(SHOWN_CHILDREN[type] ?? [])], nameOrUuid), 'object', type, nameOrUuid],
  queryFn: ({ signal }) => readObject(type, nameOrUuid, signal),
  select: (kept) => kept as ReadObject<T>,
});

/** The same with the objects of its type that refer to it; any of these changing reads it again. */
export const readingWithReferrers = <T extends ConfigType>(
  type: T,
  nameOrUuid: string,
): Reading<ReadWithReferrers<T>> => ({
  queryKey: [liveScope([type], nameOrUuid), 'object', type, nameOrUuid, 'referrers'],
  queryFn: ({ signal }) => readWithReferrers(type, nameOrUuid, signal),
  select: (kept) => kept as ReadWithReferrers<T>,
});

/** The same result for the same parts and paths. */
const sameParts = (a: ReadingKey, b: ReadingKey): boolean =>
  a.length === b.length && a.every((part, index) => index === 0 || pathOf(String(part)) === pathOf(String(b[index])));

/**
 * Several reads as one, by name: available once all of them are, so that a page shows consistent data. Its key is built
 * from theirs.
 */
export function together<Parts extends Readonly<Record<string, unknown>>>(
  parts: { readonly [Name in keyof Parts]: Reading<Parts[Name]> },
  { keep = false }: Pick<ReadingOptions, 'keep'> = {},
): Reading<Parts> {
  const all = Object.entries(parts) as [string, Reading<unknown>][];
  const queryKey: ReadingKey = [
    liveScope([...new Set(all.flatMap(([, part]) => part.queryKey[0].kinds))]),
    'together',
    ...all.flatMap(([name, part]) => [name, ...(part.queryKey.slice(1) as (string | number)[])]),
  ];
  return {
    queryKey,
    queryFn: async (context) =>
      Object.fromEntries(
        await Promise.all(all.map(async ([name, part]) => [name, await part.queryFn(context)] as const)),
      ),
    select: (kept) =>
      Object.fromEntries(
        all.map(([name, part]) => [name, part.select((kept as Record<string, unknown>)[name])]),
      ) as Parts,
    enabled: all.every(([, part]) => part.enabled !== false),
    ...(keep
      ? {
          placeholderData: (before: unknown, asked: Query<unknown, Error, unknown, ReadingKey> | undefined) =>
            asked !== undefined && sameParts(asked.queryKey, queryKey) ? before : undefined,
        }
      : {}),
  };
}

/** A list with pages linked by `next`, which is sent as `before`; for `useInfiniteQuery`. */
export const readingPages = <Page extends { readonly next?: number }>(
  path: string,
  kinds: readonly string[],
  object: string,
) =>
  infiniteQueryOptions<Page, Error, InfiniteData<Page>, ReadingKey, number | undefined>({
    queryKey: [liveScope(kinds, object), 'pages', path],
    queryFn: ({ pageParam, signal }) =>
      get<Page>(`${path}${pageParam === undefined ? '' : `&before=${pageParam}`}`, signal),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.next,
  });

/**
 * Reads what is not cached or has changed, before a page is shown: a form starts with current data. Failures are cached
 * too, for the page to show.
 */
export async function readAhead(client: QueryClient, queries: readonly Reading<unknown>[]): Promise<void> {
  await Promise.all(queries.map((query) => client.fetchQuery(query).catch(() => undefined)));
}

/**
 * Reads the current state at once and updates pages that show it. A read in progress may be older, and is cancelled.
 */
export async function readNow<T>(client: QueryClient, { queryKey, queryFn, select }: Reading<T>): Promise<T> {
  await client.cancelQueries({ queryKey, exact: true });
  return select(await client.fetchQuery({ queryKey, queryFn, staleTime: 0 }));
}

/** Reads again now: after a write, before the next page is shown. */
export const readAgain = (client: QueryClient, query: Pick<Reading<unknown>, 'queryKey'>): Promise<void> =>
  client.invalidateQueries({ queryKey: query.queryKey, exact: true });

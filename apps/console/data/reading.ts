/**
 * Every read that is kept, and the only file that spells a query's key: the key is what is asked for, in which form, so
 * that two reads share an entry only when they ask for the same. What is kept is the answer as it came; what a page
 * makes of it is computed by `select`, which the key need not know. A feature names a path, and can neither choose
 * nor know a key.
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
import { readObject, type ReadObject } from './config-objects.ts';
import { liveScope, type LiveScope } from './live-keys.ts';
import { Problem } from './problem.ts';

/** Scope, form of the read, and what is asked for. */
type ReadingKey = readonly [
  LiveScope,
  'answer' | 'answer, or none' | 'every row' | 'object' | 'pages' | 'together',
  ...(string | number)[],
];

/** A read for `useQuery` and `useQueries`, which gives a `T`. */
export type Reading<T> = UseQueryOptions<unknown, Error, T, ReadingKey> & {
  readonly queryKey: ReadingKey;
  readonly queryFn: (context: QueryFunctionContext<ReadingKey>) => Promise<unknown>;
  readonly select: (kept: unknown) => T;
};

/** An answer, its ETag, and when it came by this browser's clock (milliseconds since the epoch). */
type Arrival<T> = { readonly body: T; readonly etag: string | undefined; readonly at: number };

export type ReadingOptions = {
  /** The one object that the answer is about, by its key in the store: its own changes are read at once. */
  readonly object?: string;
  /** While other parameters of the same path are read, what it answered before stays. */
  readonly keep?: boolean;
  /** A number that asks for the same once more, apart from the answers before. */
  readonly turn?: number;
};

const pathOf = (address: string): string => address.replace(/\?.*$/, '');

/**
 * The answer to a GET. `kinds` are the store kinds and views that it is made from (`live-keys.ts`): a change of one
 * reads it again. Without a path nothing is asked yet.
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

/** The same for something that need not be there: null where the server answers 404. */
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

/** What a page makes of what is read. Pure; the entry is the same as that of `query`. */
export const picked = <T, R>(query: Reading<T>, pick: (value: T) => R): Reading<R> => ({
  ...query,
  select: (kept) => pick(query.select(kept)),
});

/**
 * When an answer was true: the server's clock, and this browser's when it came. For durations that go on by
 * themselves.
 */
export type Told<T> = T & { readonly clock: { readonly now: number; readonly at: number } };

/** The same read with the clock of its answer. */
export const told = <T extends { readonly now: number }>(query: Reading<T>): Reading<Told<T>> => ({
  ...query,
  select: (kept) => {
    const { body, at } = kept as Arrival<T>;
    return { ...body, clock: { now: body.now, at } };
  },
});

/** Every row of a list, page by page, at most `most`. `path` may have parameters, not `limit` and `after`. */
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

/** An object is told with its children; these are shown on its page, so a change of one reads the object again. */
const SHOWN_CHILDREN: { readonly [T in ConfigType]?: readonly ConfigType[] } = {
  'virtual-network': ['floating-ip-pool'],
};

/** An object of the config API with its ETag; `nameOrUuid` as it stands in the address. */
export const readingObject = <T extends ConfigType>(type: T, nameOrUuid: string): Reading<ReadObject<T>> => ({
  queryKey: [liveScope([type, ...(SHOWN_CHILDREN[type] ?? [])], nameOrUuid), 'object', type, nameOrUuid],
  queryFn: ({ signal }) => readObject(type, nameOrUuid, signal),
  select: (kept) => kept as ReadObject<T>,
});

/** The same parts, of the same paths. */
const sameParts = (a: ReadingKey, b: ReadingKey): boolean =>
  a.length === b.length && a.every((part, index) => index === 0 || pathOf(String(part)) === pathOf(String(b[index])));

/**
 * Several reads as one, by name: there when all are there, so that a page shows them all of one moment. Its key is made
 * of theirs.
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

/** A list that goes on page by page behind `next`, which is asked for as `before`; for `useInfiniteQuery`. */
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
 * Reads what is not kept, or changed since, for a page that is shown next: a form begins with what is there now. A
 * failure is kept too, for the page to say.
 */
export async function readAhead(client: QueryClient, queries: readonly Reading<unknown>[]): Promise<void> {
  await Promise.all(queries.map((query) => client.fetchQuery(query).catch(() => undefined)));
}

/** What is there now, read at once; pages that show it follow. A read under way may be of before, and is given up. */
export async function readNow<T>(client: QueryClient, { queryKey, queryFn, select }: Reading<T>): Promise<T> {
  await client.cancelQueries({ queryKey, exact: true });
  return select(await client.fetchQuery({ queryKey, queryFn, staleTime: 0 }));
}

/** Reads it again now: after a write, for what is shown next. */
export const readAgain = (client: QueryClient, query: Pick<Reading<unknown>, 'queryKey'>): Promise<void> =>
  client.invalidateQueries({ queryKey: query.queryKey, exact: true });

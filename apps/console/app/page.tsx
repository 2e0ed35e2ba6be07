/**
 * The declaration of a page: what it needs, which of the needs is the object that it shows, and what to call a missing
 * object. From this follow what the router reads before it shows the page (already while the pointer is over a link),
 * and what is shown while it waits, after a failed read, and for a missing object. The page itself is drawn only with
 * complete answers. After that the answers are kept up to date: a change is drawn, a failed read is repeated when the
 * server is back, and an object that is created meanwhile is shown.
 */

import { useQueries, type DefinedUseQueryResult, type QueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { readAhead, type Reading } from '../data/reading.ts';
import { useFate } from '../data/use-fate.ts';
import { NotRead } from '../domain-ui/objects/not-read.tsx';
import { ErrorBanner, Note } from '../ui/note.tsx';
import { useSearchText, type Search } from '../ui/search.ts';
import { PageSkeleton } from '../ui/skeleton.tsx';
import type { PageId, ParamsOf } from './paths.ts';

type Draws<Props> = (props: Props) => ReactNode;
type Named = Readonly<Record<string, unknown>>;
type Nothing = Readonly<Record<never, never>>;
type Readings<T extends Named> = { readonly [Name in keyof T]: Reading<T[Name]> };
/** An answer that has arrived. With an `error` a later read has failed, and the data is old. */
export type Arrived<T> = DefinedUseQueryResult<T>;
type Place<P extends PageId> = { readonly params: ParamsOf<P>; readonly search: Search };

/** The object that a page shows. */
type PageObject<P extends PageId, Is> = {
  /** The need that is the object; the object does not exist if its answer is null or 404. */
  readonly is: Is;
  /** Its store kind, and its key in history if that is not `name`: to say who deleted it. */
  readonly kind: string;
  readonly key?: (params: ParamsOf<P>) => string;
  /** The kind in words: "virtual network". */
  readonly noun: string;
  /** Its name, from the address. */
  readonly name: (params: ParamsOf<P>) => string;
  /** The list of all such objects. */
  readonly all: { readonly to: string; readonly label: string };
  /** A form keeps what was typed when the object is deleted meanwhile. */
  readonly stays?: boolean;
};

type Declaration<P extends PageId, Needs extends Named, Wants extends Named, Is extends keyof Needs> = {
  /** The page is drawn only with these. */
  readonly needs: (params: ParamsOf<P>, search: Search) => Readings<Needs>;
  /** These are waited for as well, but if one cannot be read the page is drawn without it. */
  readonly wants?: (params: ParamsOf<P>, search: Search) => Readings<Wants>;
  /** A name for all needs, for messages: "the cluster's settings". */
  readonly what?: string | ((params: ParamsOf<P>) => string);
  readonly object?: PageObject<P, Is>;
  /**
   * Drawn around the page, also while it waits, and kept from one object to the next. Such a page is shown at once, and
   * waits inside it.
   */
  readonly Around?: Draws<Place<P> & { readonly children: ReactNode }>;
  readonly Page: Draws<
    Place<P> & {
      readonly [Name in keyof Needs]: Arrived<Name extends Is ? NonNullable<Needs[Name]> : Needs[Name]>;
    } & { readonly [Name in keyof Wants]: UseQueryResult<Wants[Name]> }
  >;
};

/** A page as its route shows it. */
export type PageComponent = (() => ReactNode) & {
  /** Reads what the page needs into the cache. The page itself reports failed reads. */
  readonly load?: (client: QueryClient, params: Readonly<Record<string, string>>, search: Search) => Promise<void>;
  /** Drawn in its place meanwhile. */
  readonly Waiting?: () => ReactNode;
  /** The page whose parameters it takes. */
  readonly page?: PageId;
};

/** A failed read is not repeated because the page is shown: the router has just tried, and the page would flicker. */
function useReads<T extends Named>(readings: Readings<T>): { readonly [Name in keyof T]: UseQueryResult<T[Name]> } {
  const named = Object.entries<Reading<unknown>>(readings);
  const results = useQueries({ queries: named.map(([, reading]) => ({ ...reading, retryOnMount: false })) });
  return Object.fromEntries(named.map(([name], at) => [name, results[at]])) as {
    readonly [Name in keyof T]: UseQueryResult<T[Name]>;
  };
}

/** The page of this id; its line stands in `pages.ts`. */
export function page<
  P extends PageId,
  Needs extends Named,
  Wants extends Named = Nothing,
  Is extends keyof Needs = never,
>(id: P, declared: Declaration<P, Needs, Wants, Is>) {
  const { object, Around, Page } = declared;
  const wanted = (params: ParamsOf<P>, search: Search) => declared.wants?.(params, search) ?? ({} as Readings<Wants>);
  const others = (params: ParamsOf<P>): string =>
    typeof declared.what === 'function' ? declared.what(params) : (declared.what ?? 'this page');
  const awaited = (params: ParamsOf<P>): string =>
    object === undefined ? others(params) : `${object.noun} ${object.name(params)}`;
  // The router knows this page by the pattern that `ParamsOf` is made of.
  const usePlace = (): Place<P> => ({
    params: useParams({ strict: false }) as ParamsOf<P>,
    search: useSearchText(),
  });

  function Shown({ place }: { place: Place<P> }) {
    const needs = useReads(declared.needs(place.params, place.search));
    const wants = useReads(wanted(place.params, place.search));
    const reads: readonly UseQueryResult[] = Object.values(needs);
    const draw = (): ReactNode => {
      const failed = reads.filter((read) => read.error !== null && read.data === undefined);
      if (failed.length > 0)
        return (
          <ErrorBanner
            className="m-6"
            title={`Could not read ${others(place.params)}.`}
            onRetry={() => {
              for (const read of failed) void read.refetch();
            }}
          >
            {failed[0]!.error!.message}
          </ErrorBanner>
        );
      const waits =
        reads.some((read) => read.data === undefined) ||
        Object.values<UseQueryResult>(wants).some((read) => read.isPending);
      if (waits) return <PageSkeleton waitingFor={awaited(place.params)} />;
      // The page of another object is mounted anew. The checks above ensure that every need is there.
      const drawn = { ...place, ...needs, ...wants } as Parameters<typeof Page>[0];
      return <Page key={JSON.stringify(place.params)} {...drawn} />;
    };
    return object === undefined ? (
      draw()
    ) : (
      <OfObject object={object} params={place.params} read={needs[object.is]} draw={draw} />
    );
  }

  function Declared() {
    const place = usePlace();
    return Around === undefined ? (
      <Shown place={place} />
    ) : (
      <Around {...place}>
        <Shown place={place} />
      </Around>
    );
  }

  return Object.assign(Declared, {
    page: id,
    Waiting: () => <PageSkeleton waitingFor={awaited(usePlace().params)} late />,
    load: async (client: QueryClient, at: Readonly<Record<string, string>>, search: Search) => {
      const params = at as ParamsOf<P>;
      const readings = { ...declared.needs(params, search), ...wanted(params, search) };
      const read = readAhead(client, Object.values<Reading<unknown>>(readings));
      if (Around === undefined) await read;
    },
  });
}

/** The page of an existing object; for a missing one, what is known about it. */
function OfObject<P extends PageId>({
  object,
  params,
  read,
  draw,
}: {
  object: PageObject<P, unknown>;
  params: ParamsOf<P>;
  read: UseQueryResult;
  draw: () => ReactNode;
}) {
  const name = object.name(params);
  const fate = useFate(object.kind, object.key?.(params) ?? name, read);
  if (read.data === undefined || read.data === null || (fate.missing && object.stays !== true))
    return <NotRead what={object.noun} name={name} query={read} fate={fate} all={object.all} />;
  return (
    <>
      {fate.missing && (
        <Note tone="warn" className="mx-6 mt-3">
          <b>This {object.noun} was deleted meanwhile.</b> What you typed stays here, but it cannot be saved.
        </Note>
      )}
      {draw()}
    </>
  );
}

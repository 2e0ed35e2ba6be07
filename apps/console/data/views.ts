/**
 * The server's views, generated from `server/contract/endpoints/views.ts`: address, response type and invalidation
 * follow from the declaration. Pages read them by name; if a view is removed from the catalog, this does not compile.
 */

import { addressOf, type Endpoint, type PathOf, type Place } from '../../../server/contract/endpoint.ts';
import type { AnswerOf } from '../../../server/contract/endpoints/answers.ts';
import type { ParametersOf } from '../../../server/contract/endpoints/queries.ts';
import { VIEWS, type ViewName, type Views } from '../../../server/contract/endpoints/views.ts';
import { reading, readingIfThere, readingPages, type Reading, type ReadingOptions } from './reading.ts';

/** Query parameters of a view; undefined ones are not sent. */
export type Asked<N extends ViewName> = URLSearchParams | ParametersOf<N>;
export type PlaceIn<N extends ViewName> = Place<PathOf<Views[N]>>;

/** The address of a view, with its query. */
export function viewAddress<N extends ViewName>(name: N, place: PlaceIn<N>, asked: Asked<N> = {}): string {
  const query =
    asked instanceof URLSearchParams
      ? asked
      : new URLSearchParams(Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== undefined));
  const text = query.toString();
  return `${addressOf(VIEWS[name] as Endpoint, place)}${text === '' ? '' : `?${text}`}`;
}

/** The store kinds and views that it depends on. */
export const madeFrom = <N extends ViewName>(name: N, place: PlaceIn<N>): readonly string[] =>
  (VIEWS[name] as Endpoint).madeFrom(place);

/** The response of a view. Without parameters nothing is read. */
export function view<N extends ViewName>(
  name: N,
  place: PlaceIn<N> | undefined,
  asked?: Asked<N>,
  options?: ReadingOptions,
): Reading<AnswerOf<N>> {
  return place === undefined
    ? reading(undefined, [], options)
    : reading(viewAddress(name, place, asked), madeFrom(name, place), options);
}

/** The same for an optional resource: null if the server responds 404. */
export const viewIfThere = <N extends ViewName>(
  name: N,
  place: PlaceIn<N>,
  options?: ReadingOptions,
): Reading<AnswerOf<N> | null> => readingIfThere(viewAddress(name, place), madeFrom(name, place), options);

/** A view with pages. */
export const viewPages = <N extends ViewName>(name: N, place: PlaceIn<N>, asked: Asked<N>, object: string) =>
  readingPages<AnswerOf<N> & { readonly next?: number }>(
    viewAddress(name, place, asked),
    madeFrom(name, place),
    object,
  );

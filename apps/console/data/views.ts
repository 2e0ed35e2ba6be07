/**
 * The server's views, as `server/contract/endpoints/views.ts` declares them: address, answer and what reads them again
 * follow from the declaration. Pages ask by name; a view taken out of the catalog does not compile here.
 */

import { addressOf, type Endpoint, type PathOf, type Place } from '../../../server/contract/endpoint.ts';
import type { AnswerOf } from '../../../server/contract/endpoints/answers.ts';
import type { ParametersOf } from '../../../server/contract/endpoints/queries.ts';
import { VIEWS, type ViewName, type Views } from '../../../server/contract/endpoints/views.ts';
import { reading, readingIfThere, readingPages, type Reading, type ReadingOptions } from './reading.ts';

/** Parameters of a view's query; one that is undefined is not sent. */
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

/** The store kinds and views that it is made from. */
export const madeFrom = <N extends ViewName>(name: N, place: PlaceIn<N>): readonly string[] =>
  (VIEWS[name] as Endpoint).madeFrom(place);

/** A view's answer. Without a place nothing is asked yet. */
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

/** The same for something that need not be there: null where the server answers 404. */
export const viewIfThere = <N extends ViewName>(
  name: N,
  place: PlaceIn<N>,
  options?: ReadingOptions,
): Reading<AnswerOf<N> | null> => readingIfThere(viewAddress(name, place), madeFrom(name, place), options);

/** A view that goes on page by page. */
export const viewPages = <N extends ViewName>(name: N, place: PlaceIn<N>, asked: Asked<N>, object: string) =>
  readingPages<AnswerOf<N> & { readonly next?: number }>(
    viewAddress(name, place, asked),
    madeFrom(name, place),
    object,
  );

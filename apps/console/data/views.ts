/**
 * A function for each declared endpoint of the views: what it is asked with, what it gives, and which changes read it
 * again all follow from its declaration (`server/contract/endpoints`).
 */

import type { AnswerOf, Endpoint, ParameterOf } from '../../../server/contract/endpoint.ts';
import { VIEWS } from '../../../server/contract/endpoints/views.ts';
import { segment } from './client.ts';
import { only } from './live-keys.ts';
import { reading, type Reading, type ReadingOptions } from './reading.ts';

type PathOf<E> = E extends Endpoint<infer Path, string, unknown> ? Path : never;
type QueryOf<E> = E extends Endpoint<string, infer Query, unknown> ? Query : never;

/** Parameters of the path by name; while one is not known, nothing is asked. */
type Params<E> = { readonly [Name in ParameterOf<PathOf<E>>]: string | undefined };

interface Asked<E> extends Pick<ReadingOptions, 'keep' | 'turn' | 'object'> {
  /** Parameters of the query, by name or as they are written. */
  readonly query?: { readonly [Name in QueryOf<E>]?: string } | URLSearchParams;
  /** Of the kinds that it depends on, these only with one key: a VRF's page need not hear of other VRFs. */
  readonly onlyOf?: { readonly [kind: string]: string };
}

type Ask<E> = [ParameterOf<PathOf<E>>] extends [never]
  ? (asked?: Asked<E>) => Reading<AnswerOf<E>>
  : (params: Params<E>, asked?: Asked<E>) => Reading<AnswerOf<E>>;

/** The path as it is asked for; undefined while a parameter of it is not known. */
export function pathOf(
  path: string,
  params: { readonly [name: string]: string | undefined },
  query: Asked<Endpoint>['query'] = {},
): string | undefined {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
  if (names.some((name) => params[name] === undefined)) return undefined;
  const text = new URLSearchParams(query as Record<string, string>).toString();
  const filled = path.replaceAll(/:(\w+)/g, (_all, name: string) => segment(params[name]!));
  return text === '' ? filled : `${filled}?${text}`;
}

function readingOf(endpoint: Endpoint) {
  const read = (
    params: { readonly [name: string]: string | undefined },
    { query, onlyOf = {}, ...options }: Asked<Endpoint> = {},
  ) =>
    reading<unknown>(
      pathOf(endpoint.path, params, query),
      endpoint.dependsOn.map((kind) => (onlyOf[kind] === undefined ? kind : only(kind, onlyOf[kind]))),
      options,
    );
  return endpoint.path.includes(':') ? read : (asked?: Asked<Endpoint>) => read({}, asked);
}

/** Reads by the name of their endpoint: `views.gateway({ id })`. */
export const views = Object.fromEntries(
  Object.entries<Endpoint>(VIEWS).map(([name, endpoint]) => [name, readingOf(endpoint)]),
) as unknown as { readonly [Name in keyof typeof VIEWS]: Ask<(typeof VIEWS)[Name]> };

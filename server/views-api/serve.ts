/** One handler to each declared endpoint: the compiler holds that none is missing, left over, or answers otherwise. */

import type { Request, RequestHandler, Router } from 'express';
import type { AnswerOf, Endpoint, ParameterOf } from '../contract/endpoint.ts';
import type { World } from './shared/world.ts';

/** What one request asks for. */
interface Asked<Parameter extends string = string> {
  /** Parameters of the path, decoded. */
  readonly params: { readonly [Name in Parameter]: string };
  readonly query: Request['query'];
  readonly request: Request;
}

type Handler<E> =
  E extends Endpoint<infer Path, string, unknown>
    ? (asked: Asked<ParameterOf<Path>>, world: World) => AnswerOf<E> | Promise<AnswerOf<E>>
    : never;

export type Handlers<Catalog> = { readonly [Name in keyof Catalog]: Handler<Catalog[Name]> };

/** Serves every endpoint of the catalog by the handler of its name, in the catalog's order. */
export function serve<Catalog extends { readonly [name: string]: Endpoint }>(
  router: Router,
  catalog: Catalog,
  handlers: Handlers<Catalog>,
  answering: (read: (request: Request) => object | Promise<object>) => RequestHandler,
  world: () => World,
): void {
  for (const [name, { path }] of Object.entries(catalog)) {
    const handle = handlers[name] as (asked: Asked, world: World) => object | Promise<object>;
    router.get(
      path,
      answering((request) =>
        // Express gives one text for a named part of a path.
        handle({ params: request.params as Asked['params'], query: request.query, request }, world()),
      ),
    );
  }
}

/**
 * How an endpoint of the views is declared: where it is, what may be asked, what it answers, and which changes make the
 * answer old. The server has one handler to each declaration (`views-api/serve.ts`).
 */

/** Names of the path's parameters: `id` and `vrf` of `/views/gateways/:id/vrfs/:vrf/routes`. */
export type ParameterOf<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParameterOf<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/**
 * What a change of makes the answer old: a store kind (`virtual-network`, `kube/Pod`), all of a prefix (`kube/`) or a
 * live view (`view/bgp`).
 */
type Dependency = string;

export interface Endpoint<Path extends string = string, Query extends string = string, Answer = unknown> {
  readonly path: Path;
  /** A sentence: what is answered. */
  readonly summary: string;
  /** Parameters of the query, each with its meaning; `minRevision` goes without saying. */
  readonly query?: { readonly [Name in Query]: string };
  readonly dependsOn: readonly Dependency[];
  /** Only its type is there. */
  readonly answer?: Answer;
}

export type AnswerOf<E> = E extends Endpoint<string, string, infer Answer> ? Answer : never;

/** Declares a `GET` that answers an `Answer`. */
export const answers =
  <Answer extends object>() =>
  <const Path extends `/views/${string}`, const Query extends string = never>(
    declaration: Omit<Endpoint<Path, Query, Answer>, 'answer'>,
  ): Endpoint<Path, Query, Answer> =>
    declaration;

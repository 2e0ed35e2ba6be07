/**
 * A read endpoint, declared once: path, parameters, and what its answer depends on. The handler, the console's client,
 * query keys, invalidation and `openapi.json` are generated from it. The schemas of its query and of its answer are in
 * `endpoints/queries.ts` and `endpoints/answers.ts`, under its name.
 */

/** `id` and `vrf` of `/gateways/:id/vrfs/:vrf/routes`. */
type PathParameters<Path extends string> = Path extends `${string}:${infer Rest}`
  ? Rest extends `${infer Name}/${infer More}`
    ? Name | PathParameters<More>
    : Rest
  : never;

/** The path's parameters, before they are encoded. */
export type Place<Path extends string> = { readonly [Name in PathParameters<Path>]: string };

export interface Endpoint<Path extends string = string> {
  /** Relative to `/views`, with parameters as `:name`. */
  readonly path: Path;
  /** A description: a sentence without a full stop. */
  readonly summary: string;
  readonly parameters: { readonly [Name in PathParameters<Path>]: string };
  /**
   * The store kinds and views (`contract/live`) that the answer depends on: it is read again when one changes. `only`
   * limits a kind to one key.
   */
  readonly madeFrom: (place: Place<Path>) => readonly string[];
}

export type PathOf<E> = E extends Endpoint<infer Path> ? Path : never;

/** Declares an endpoint: `endpoint({ path: '/vrfs/:id', … })`. */
export const endpoint = <const Path extends string>(declared: Endpoint<Path>): Endpoint<Path> => declared;

/** A single key of a kind: changes of other keys have no effect. */
export const only = (kind: string, key: string): string => `${kind} ${key}`;

/** A path segment: URL-encoded, except that colons stay readable. */
const segment = (text: string): string => encodeURIComponent(text).replaceAll('%3A', ':');

/** The address of an endpoint with these parameters, `/views/vrfs/default-domain:p:n`. */
export function addressOf<Path extends string>({ path }: Pick<Endpoint<Path>, 'path'>, place: Place<Path>): string {
  return `/views${path.replaceAll(/:(\w+)/g, (_, name: string) => segment((place as Record<string, string>)[name]!))}`;
}

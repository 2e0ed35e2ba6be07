/**
 * A read of the server, declared once: its address, its parameters and what it is made from. The handler, the console's
 * client, the keys of its queries, what reads them again and `openapi.json` follow from it. The schemas of what it may
 * be asked with and of what it answers stand by its name in `endpoints/queries.ts` and `endpoints/answers.ts`.
 */

/** `id` and `vrf` of `/gateways/:id/vrfs/:vrf/routes`. */
type PathParameters<Path extends string> = Path extends `${string}:${infer Rest}`
  ? Rest extends `${infer Name}/${infer More}`
    ? Name | PathParameters<More>
    : Rest
  : never;

/** What the path's parameters are, as they stand in it before they are encoded. */
export type Place<Path extends string> = { readonly [Name in PathParameters<Path>]: string };

export interface Endpoint<Path extends string = string> {
  /** Below `/views`, with parameters as `:name`. */
  readonly path: Path;
  /** What it tells, as a sentence without its end. */
  readonly tells: string;
  readonly parameters: { readonly [Name in PathParameters<Path>]: string };
  /**
   * Store kinds and views (`contract/live`) that the answer is made from: a change of one reads it again. `only`
   * narrows one to a key.
   */
  readonly madeFrom: (place: Place<Path>) => readonly string[];
}

export type PathOf<E> = E extends Endpoint<infer Path> ? Path : never;

/** Declares one: `endpoint({ path: '/vrfs/:id', … })`. */
export const endpoint = <const Path extends string>(declared: Endpoint<Path>): Endpoint<Path> => declared;

/** One key of a kind: changes of its others touch nothing. */
export const only = (kind: string, key: string): string => `${kind} ${key}`;

/** A part of a path: encoded, with colons as people read them. */
const segment = (text: string): string => encodeURIComponent(text).replaceAll('%3A', ':');

/** The address of an endpoint at a place, `/views/vrfs/default-domain:p:n`. */
export function addressOf<Path extends string>({ path }: Pick<Endpoint<Path>, 'path'>, place: Place<Path>): string {
  return `/views${path.replaceAll(/:(\w+)/g, (_, name: string) => segment((place as Record<string, string>)[name]!))}`;
}

/**
 * Answers are declared as zod schemas: `openapi.json` is made from them, tests check every answer against them, and the
 * types in handlers and pages are inferred from them. Nothing is validated while serving, and the console imports only
 * the types.
 */

import { z } from 'zod';

type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;

/** The readonly type of what a schema describes. */
export type Shown<Schema extends z.ZodType> = Frozen<z.output<Schema>>;

declare const absent: unique symbol;
/** Makes optional fields visible to the type check, so that only types with the same fields match. */
type Exact<T> = T extends object
  ? {
      readonly [K in keyof T]-?: Exact<Exclude<T[K], undefined>> | (undefined extends T[K] ? typeof absent : never);
    }
  : T;
type Same<A, B> = [Exact<A>, Exact<B>] extends [Exact<B>, Exact<A>] ? true : false;

/**
 * The schema of a type of `model`: `schemaOf<Fix>()(z.object(…))` compiles only if both have the same fields. A field
 * that is undefined in memory is absent on the wire.
 */
export const schemaOf =
  <T>() =>
  <Schema extends z.ZodType>(
    schema: Schema & (Same<T, z.output<Schema>> extends true ? unknown : 'differs from the type'),
  ): z.ZodType<T> =>
    schema as unknown as z.ZodType<T>;

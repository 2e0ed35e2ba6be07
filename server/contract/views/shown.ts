/**
 * Answers are schemas (zod): `openapi.json` is made from them, tests hold every answer against them, and the types that
 * handlers and pages use are read off them. Nothing is parsed while it serves, and the console loads no schema: it
 * imports types alone.
 */

import { z } from 'zod';

type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;

/** What a schema describes, to be read and not to be changed. */
export type Shown<Schema extends z.ZodType> = Frozen<z.output<Schema>>;

declare const absent: unique symbol;
/** Every field required, and those that may be missing marked: only types of the same fields fit each other. */
type Exact<T> = T extends object
  ? {
      readonly [K in keyof T]-?: Exact<Exclude<T[K], undefined>> | (undefined extends T[K] ? typeof absent : never);
    }
  : T;
type Same<A, B> = [Exact<A>, Exact<B>] extends [Exact<B>, Exact<A>] ? true : false;

/**
 * The schema of what `model` names already, as `schemaOf<Fix>()(z.object(…))`: it compiles when both say the same. A
 * field that is undefined in memory is not there on the wire.
 */
export const schemaOf =
  <T>() =>
  <Schema extends z.ZodType>(
    schema: Schema & (Same<T, z.output<Schema>> extends true ? unknown : 'differs from the type'),
  ): z.ZodType<T> =>
    schema as unknown as z.ZodType<T>;

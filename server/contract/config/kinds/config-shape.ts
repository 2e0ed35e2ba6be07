/** What is declared of a config type's form on the wire; one file per type. */

import type { z } from 'zod';
import type { ConfigType, PropsOf } from '../../../model/config/types.ts';
import type { Members } from '../original-structures.ts';

/** The members that a type names, without those that it leaves open. */
type Named<P> = { [M in keyof P as string extends M ? never : number extends M ? never : M]: P[M] };

/**
 * A type without what a schema and the model need not agree on: readonly, defaults that rules fill in, open
 * members.
 */
type Plain<V> = V extends readonly (infer Item)[]
  ? Plain<Item>[]
  : V extends object
    ? { [M in keyof Named<V>]?: Plain<Named<V>[M]> | undefined }
    : V;

type Agrees<Read, Kept> = [Plain<Read>] extends [Plain<Kept>]
  ? z.ZodType
  : 'what the schema reads is not what the model says';

/** What an attribute of a reference is: a structure of the original, and what we hold it to beyond that. */
interface AttributeShape {
  readonly structure: string;
  readonly schema?: z.ZodType;
}

export interface ConfigShape<T extends ConfigType = ConfigType> {
  readonly type: T;
  /** What we hold its properties to. */
  readonly properties: z.ZodObject<{ readonly [property: string]: z.ZodType }>;
  /** Its properties as the original's schema has them: name → type. */
  readonly original: Members;
  /** Attributes of its references, by the type that is referred to; others are kept as they come. */
  readonly attributes?: { readonly [R in ConfigType]?: AttributeShape };
}

/** The schema reads what the model says of a property, and every property that the model names is in `original`. */
interface Bound<T extends ConfigType, S extends z.ZodRawShape> {
  readonly properties: z.ZodObject<S, z.core.$loose> & {
    readonly shape: {
      readonly [M in keyof S & keyof Named<PropsOf<T>>]: Agrees<z.output<S[M]>, Named<PropsOf<T>>[M]>;
    };
  };
  readonly original: Members & { readonly [M in keyof Named<PropsOf<T>>]-?: string };
  readonly attributes?: ConfigShape['attributes'];
}

export function configShape<T extends ConfigType, S extends z.ZodRawShape>(
  type: T,
  shape: Bound<T, S>,
): ConfigShape<T> {
  return { type, ...shape } as unknown as ConfigShape<T>;
}

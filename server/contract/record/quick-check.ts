/**
 * A schema compiled to a boolean function, for the common case of a valid value. It gives the same result as the
 * schema, which is then needed only for the messages of invalid values.
 */

import { z } from 'zod';
import { isObject } from '../../model/json.ts';

type Accepts = (value: unknown) => boolean;
/** The parts of a schema that are read here. */
interface Def {
  readonly type: string;
  readonly checks?: readonly {
    readonly _zod: {
      readonly def: { readonly check: string; readonly fn?: (value: unknown) => unknown; readonly when?: unknown };
    };
  }[];
  readonly shape?: { readonly [member: string]: z.ZodType };
  readonly catchall?: z.ZodType;
  readonly element?: z.ZodType;
  readonly innerType?: z.ZodType;
  readonly entries?: { readonly [name: string]: string | number };
  readonly coerce?: boolean;
}

const made = new WeakMap<z.ZodType, { readonly accepts: Accepts | undefined }>();

/** Whether a value is valid; undefined for a schema with parts that are not supported here. */
export function quickCheckOf(schema: z.ZodType): Accepts | undefined {
  let found = made.get(schema);
  if (found === undefined) made.set(schema, (found = { accepts: compile(schema) }));
  return found.accepts;
}

/**
 * The supported schemas. A schema that extends one of these (an integer, a uuid, optional but not undefined) has the
 * same type and another constructor.
 */
const KNOWN: ReadonlySet<unknown> = new Set<unknown>([
  z.ZodString,
  z.ZodBoolean,
  z.ZodNumber,
  z.ZodUnknown,
  z.ZodEnum,
  z.ZodOptional,
  z.ZodNonOptional,
  z.ZodNullable,
  z.ZodArray,
  z.ZodObject,
]);

function compile(schema: z.ZodType): Accepts | undefined {
  const def = schema._zod.def as unknown as Def;
  if (!KNOWN.has(schema.constructor) || def.coerce === true) return undefined;
  const plain = plainOf(def);
  if (plain === undefined) return undefined;
  const further: ((value: unknown) => unknown)[] = [];
  for (const {
    _zod: {
      def: { check, fn, when },
    },
  } of def.checks ?? []) {
    if (!keepsAll(def) || check !== 'custom' || fn === undefined || when !== undefined) return undefined;
    further.push(fn);
  }
  return further.length === 0 ? plain : (value) => plain(value) && further.every((accepts) => Boolean(accepts(value)));
}

/** Whether the schema keeps unknown members, so that its result is the value itself. */
function keepsAll({ type, shape, catchall, element, innerType }: Def): boolean {
  if (type === 'object' && catchall === undefined) return false;
  return [element, innerType, ...Object.values(shape ?? {})].every(
    (part) => part === undefined || keepsAll(part._zod.def as unknown as Def),
  );
}

function plainOf({ type, shape, catchall, element, innerType, entries }: Def): Accepts | undefined {
  const inner = innerType === undefined ? undefined : quickCheckOf(innerType);
  switch (type) {
    case 'string':
      return (value) => typeof value === 'string';
    case 'boolean':
      return (value) => typeof value === 'boolean';
    case 'number':
      return (value) => typeof value === 'number' && Number.isFinite(value);
    case 'unknown':
      return () => true;
    case 'enum':
      return among(new Set<unknown>(Object.values(entries ?? {})));
    case 'optional':
      return inner && ((value) => value === undefined || inner(value));
    case 'nonoptional':
      return inner && ((value) => value !== undefined && inner(value));
    case 'nullable':
      return inner && ((value) => value === null || inner(value));
    case 'array':
      return listOf(element);
    case 'object':
      return catchall === undefined || catchall._zod.def.type === 'unknown' ? structureOf(shape ?? {}) : undefined;
    default:
      return undefined;
  }
}

function among(words: ReadonlySet<unknown>): Accepts {
  return (value) => words.has(value);
}

function listOf(element: z.ZodType | undefined): Accepts | undefined {
  const accepts = element === undefined ? undefined : quickCheckOf(element);
  if (accepts === undefined) return undefined;
  return (value) => {
    if (!Array.isArray(value)) return false;
    // `every` skips holes of a sparse array, which must be checked.
    for (let at = 0; at < value.length; at += 1) if (!accepts(value[at])) return false;
    return true;
  };
}

function structureOf(shape: { readonly [member: string]: z.ZodType }): Accepts | undefined {
  const members: (readonly [string, Accepts])[] = [];
  /** Any value, even `undefined`, but the member must be present. */
  const present: string[] = [];
  for (const [member, schema] of Object.entries(shape)) {
    const accepts = quickCheckOf(schema);
    if (accepts === undefined) return undefined;
    members.push([member, accepts]);
    if (schema._zod.optin === undefined && accepts(undefined)) present.push(member);
  }
  return (value) => {
    if (!isObject(value)) return false;
    for (const [member, accepts] of members) if (!accepts(value[member])) return false;
    for (const member of present) if (!(member in value)) return false;
    return true;
  };
}

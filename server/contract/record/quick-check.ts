/**
 * A schema as one yes-or-no function: what nearly every value on its way into the store is asked. It answers as the schema
 * does, since it is made of it; the schema itself is only asked for the sentences of what is not right.
 */
import { z } from 'zod';

type Accepts = (value: unknown) => boolean;
/** What a schema is made of, as far as it is read here. */
interface Def {
  readonly type: string;
  readonly checks?: readonly { readonly _zod: { readonly def: { readonly check: string; readonly fn?: (value: unknown) => unknown; readonly when?: unknown } } }[];
  readonly shape?: { readonly [member: string]: z.ZodType };
  readonly catchall?: z.ZodType;
  readonly element?: z.ZodType;
  readonly innerType?: z.ZodType;
  readonly entries?: { readonly [name: string]: string | number };
}

const made = new WeakMap<z.ZodType, { readonly accepts: Accepts | undefined }>();

/** Whether a value is right; undefined for a schema that is made of more than is known here. */
export function quickCheckOf(schema: z.ZodType): Accepts | undefined {
  let found = made.get(schema);
  if (found === undefined) made.set(schema, (found = { accepts: compile(schema) }));
  return found.accepts;
}

function compile(schema: z.ZodType): Accepts | undefined {
  const def = schema._zod.def as unknown as Def;
  const plain = plainOf(def);
  if (plain === undefined) return undefined;
  const further: ((value: unknown) => unknown)[] = [];
  for (const { _zod: { def: { check, fn, when } } } of def.checks ?? []) {
    if (check !== 'custom' || fn === undefined || when !== undefined) return undefined;
    further.push(fn);
  }
  return further.length === 0 ? plain : (value) => plain(value) && further.every((accepts) => Boolean(accepts(value)));
}

function plainOf({ type, shape, catchall, element, innerType, entries }: Def): Accepts | undefined {
  const inner = innerType === undefined ? undefined : quickCheckOf(innerType);
  switch (type) {
    case 'string': return (value) => typeof value === 'string';
    case 'boolean': return (value) => typeof value === 'boolean';
    case 'number': return (value) => typeof value === 'number' && Number.isFinite(value);
    case 'unknown': return () => true;
    case 'enum': return among(new Set<unknown>(Object.values(entries ?? {})));
    case 'optional': return inner && ((value) => value === undefined || inner(value));
    case 'nonoptional': return inner && ((value) => value !== undefined && inner(value));
    case 'nullable': return inner && ((value) => value === null || inner(value));
    case 'array': return listOf(element);
    case 'object': return catchall === undefined || catchall._zod.def.type === 'unknown' ? structureOf(shape ?? {}) : undefined;
    default: return undefined;
  }
}

function among(words: ReadonlySet<unknown>): Accepts {
  return (value) => words.has(value);
}

function listOf(element: z.ZodType | undefined): Accepts | undefined {
  const accepts = element === undefined ? undefined : quickCheckOf(element);
  return accepts && ((value) => Array.isArray(value) && value.every(accepts));
}

function structureOf(shape: { readonly [member: string]: z.ZodType }): Accepts | undefined {
  const members: (readonly [string, Accepts])[] = [];
  for (const [member, schema] of Object.entries(shape)) {
    const accepts = quickCheckOf(schema);
    if (accepts === undefined) return undefined;
    members.push([member, accepts]);
  }
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    for (const [member, accepts] of members) if (!accepts((value as { readonly [member: string]: unknown })[member])) return false;
    return true;
  };
}

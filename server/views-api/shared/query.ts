/** Query parameters against their schema, with a sentence for what is wrong. */

import { z } from 'zod';
import { Problem } from '../../model/problem.ts';

export function badParameter(name: string, why: string): Problem {
  return new Problem({
    status: 400,
    reason: 'BadRequest',
    detail: `The parameter ${name}: ${why}`,
    fields: [{ pointer: `/${name}`, detail: why }],
  });
}

export function parse<T extends z.ZodType>(schema: T, query: unknown): z.infer<T> {
  const read = schema.safeParse(query);
  if (read.success) return read.data;
  const { issues } = read.error;
  // One that is mistyped is told before the one that is missing for it.
  const unknown = issues.find(({ code }) => code === 'unrecognized_keys');
  if (unknown?.code === 'unrecognized_keys')
    throw badParameter(unknown.keys[0]!, `is not known here.${takenBy(schema)}`);
  const [issue] = issues;
  const [name] = issue?.path ?? [];
  if (
    issue?.code === 'invalid_type' &&
    name !== undefined &&
    (query as Record<PropertyKey, unknown>)[name] === undefined &&
    !saysItself(schema, name)
  )
    throw badParameter(String(name), 'it is missing, and this view needs it.');
  throw badParameter(String(issue?.path[0] ?? 'query'), `${issue?.message ?? 'cannot be read'}.`);
}

/** Whether a parameter has a sentence of its own for when it is missing. */
const saysItself = (schema: z.ZodType, name: PropertyKey): boolean =>
  schema instanceof z.ZodObject && (schema.shape as z.ZodRawShape)[String(name)]?._zod.def.error !== undefined;

function takenBy(schema: z.ZodType): string {
  if (!('shape' in schema)) return '';
  return ` This view takes ${Object.keys(schema.shape as object).join(', ') || 'none'}.`;
}

export function notFound(what: string, name: string, wayOut: string): Problem {
  return new Problem({ status: 404, reason: 'NotFound', detail: `There is no ${what} ${name}. ${wayOut}` });
}

/** Answers of views held against their schemas: nothing that a schema does not name, nothing missing. */

import type { z } from 'zod';
import type { Endpoint } from '../contract/endpoint.ts';
import { ANSWERS } from '../contract/endpoints/answers.ts';
import { VIEWS, type ViewName } from '../contract/endpoints/views.ts';
import { ROWS } from '../contract/views/rows/rows.ts';
import { tablePage, tableRow } from '../contract/views/table-query.ts';
import { isTableNoun } from '../contract/views/tables.ts';

const PATTERNS = (Object.entries(VIEWS) as [ViewName, Endpoint][]).map(
  ([name, { path }]) => [name, new RegExp(`^/views${path.replaceAll(/:\w+/g, '([^/]+)')}$`)] as const,
);

/** What an answer has that its schema, which has read it, does not name. */
function unnamed(sent: unknown, read: unknown, at = ''): readonly string[] {
  if (typeof sent !== 'object' || sent === null || sent === read) return [];
  return Object.entries(sent).flatMap(([name, value]) =>
    Object.hasOwn(read as object, name)
      ? unnamed(value, (read as Record<string, unknown>)[name], `${at}/${name}`)
      : [`${at}/${name} is not named`],
  );
}

/** What differs between an answer and a schema, each with its place. */
function differences(schema: z.ZodType, answer: unknown): readonly string[] {
  const { success, data, error } = schema.safeParse(answer);
  return success ? unnamed(answer, data) : error.issues.map(({ path, message }) => `/${path.join('/')}: ${message}`);
}

/** Of a path, `/views/tables/pods?limit=1`: the view, what is listed if it is a table, and the answer's schema. */
function viewAt(path: string): { readonly name: string; readonly schema: z.ZodType } {
  for (const [name, pattern] of PATTERNS) {
    const place = pattern.exec(path.replace(/\?.*/s, ''));
    if (place === null) continue;
    const noun = place[1] ?? '';
    if ((name === 'table' || name === 'row') && isTableNoun(noun))
      return { name: `${name} ${noun}`, schema: (name === 'table' ? tablePage : tableRow)(ROWS[noun]) };
    return { name, schema: ANSWERS[name] };
  }
  throw new Error(`BUG: no view is declared at ${path}`);
}

/** Throws when the answer is not what its view is declared to answer. Gives the view's name, `table pods`. */
export function holdAnswer(path: string, answer: unknown): string {
  const { name, schema } = viewAt(path);
  const found = differences(schema, answer);
  if (found.length === 0) return name;
  throw new Error(`${path} is not answered as ${name} is declared:\n  ${found.slice(0, 10).join('\n  ')}`);
}

/** A table query, read: columns checked against the table, filters split, the cursor opened. */

import type { QueryOf } from '../../contract/endpoints/queries.ts';
import { DEFAULT_LIMIT } from '../../contract/views/table-query.ts';
import { Problem } from '../../model/problem.ts';
import { spellingsOf } from '../shared/forms.ts';
import { badParameter } from '../shared/query.ts';
import type { AnyTable } from './table.ts';

export interface ParsedTableQuery {
  /** Every word of the query, each in the spellings of which one must be found; lower case. */
  readonly words: readonly (readonly string[])[];
  readonly column: string;
  readonly descending: boolean;
  /** Column → alternatives, lower case. */
  readonly filters: ReadonlyMap<string, ReadonlySet<string>>;
  readonly project: string | undefined;
  readonly system: boolean;
  readonly after: { readonly value: string | number; readonly key: string } | undefined;
  readonly limit: number;
}

/** Throws a `Problem` that names the parameter. */
export function readTableQuery(definition: Omit<AnyTable, 'row'>, asked: QueryOf<'table'>): ParsedTableQuery {
  const sort = asked.sort ?? definition.orderColumn;
  const descending = sort.startsWith('-');
  const column = descending ? sort.slice(1) : sort;
  const columns = [definition.orderColumn, ...Object.keys(definition.sort)];
  if (!columns.includes(column))
    throw badParameter(
      'sort',
      `"${column}" is not a column to sort by; it is one of ${[...new Set(columns)].join(', ')}.`,
    );
  const filters = new Map<string, Set<string>>();
  const texts = [asked.filter ?? [], asked.namespace === undefined ? [] : `namespace:${asked.namespace}`]
    .flat()
    .flatMap((text) => text.split(','));
  for (const text of texts) {
    if (text === '') continue;
    const colon = text.indexOf(':');
    const name = text.slice(0, colon);
    if (colon < 1 || !Object.hasOwn(definition.filter, name)) {
      throw badParameter(
        asked.namespace !== undefined && name === 'namespace' ? 'namespace' : 'filter',
        `"${text}" is not column:value with a column of ${Object.keys(definition.filter).join(', ') || 'none'}.`,
      );
    }
    const values = filters.get(name) ?? new Set();
    for (const spelling of spellingsOf(
      text
        .slice(colon + 1)
        .replaceAll('%2C', ',')
        .replaceAll('%2c', ','),
    ))
      values.add(spelling);
    filters.set(name, values);
  }
  if (asked.project !== undefined && definition.project === undefined)
    throw badParameter('project', 'This table has no projects; leave the parameter out.');
  return {
    words: (asked.q ?? '')
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '')
      .map(spellingsOf),
    column,
    descending,
    filters,
    project: asked.project,
    system: asked.system === 'true',
    after: asked.after === undefined ? undefined : openCursor(asked.after),
    limit: asked.limit ?? DEFAULT_LIMIT,
  };
}

export function cursorOf(value: string | number, key: string): string {
  return Buffer.from(JSON.stringify([value, key])).toString('base64url');
}

function openCursor(text: string): { readonly value: string | number; readonly key: string } {
  try {
    const read: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (
      Array.isArray(read) &&
      (typeof read[0] === 'string' || typeof read[0] === 'number') &&
      typeof read[1] === 'string'
    )
      return { value: read[0], key: read[1] };
  } catch {
    // said below
  }
  throw new Problem({
    status: 400,
    reason: 'BadRequest',
    detail: 'The parameter after is not the "next" of an earlier page; leave it out to begin again.',
  });
}

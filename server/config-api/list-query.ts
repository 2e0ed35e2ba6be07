/** The parameters of a list, from a query string or from the body of list-bulk-collection. */

import { invalid } from '../config/problems.ts';
import { MOST_ITEMS } from '../contract/config/read-wire.ts';
import type { Json } from '../model/json.ts';
import { parseUid } from '../model/naming/uid.ts';
import { shown } from './body-values.ts';

export interface ListQuery {
  readonly parentIds: readonly string[] | undefined;
  readonly parentName: { readonly text: string; readonly type: string | undefined } | undefined;
  readonly backRefIds: readonly string[] | undefined;
  readonly uuids: readonly string[] | undefined;
  readonly names: readonly string[] | undefined;
  readonly fields: readonly string[];
  /** Field → accepted values, any of which matches. */
  readonly filters: ReadonlyMap<string, readonly Json[]>;
  readonly detail: boolean;
  readonly count: boolean;
  readonly excludeHrefs: boolean;
  readonly page: { readonly after: string | undefined; readonly limit: number } | undefined;
}

/** Default page size. */
const DEFAULT_PAGE = 1000;
/** Maximum page size; a larger `page_limit` is reduced to it. */
const MAX_PAGE = 10_000;

/** `get` returns a parameter's text, or undefined if it is absent. */
export function readListQuery(get: (parameter: string) => string | undefined): ListQuery {
  const parentName = get('parent_fq_name_str');
  return {
    parentIds: listOf('parent_id', get),
    parentName: parentName === undefined ? undefined : { text: parentName, type: get('parent_type') },
    backRefIds: listOf('back_ref_id', get),
    uuids: listOf('obj_uuids', get),
    names: listOf('fq_names', get),
    fields: listOf('fields', get) ?? [],
    filters: filtersOf(get('filters')),
    detail: isTrue(get('detail')),
    count: isTrue(get('count')),
    excludeHrefs: get('exclude_hrefs') !== undefined,
    page: pageOf(get('page_marker'), get('page_limit')),
  };
}

/** `get` for a JSON body: lists become comma-separated lists, booleans words. */
export function bodyParameters(body: { readonly [key: string]: unknown }): (parameter: string) => string | undefined {
  return (parameter) => {
    const value = Object.hasOwn(body, parameter) ? body[parameter] : undefined;
    if (value === undefined || value === null) return undefined;
    if (parameter === 'exclude_hrefs' && value === false) return undefined;
    const items = Array.isArray(value) ? value : [value];
    if (!items.every((item) => typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean'))
      throw invalid(`${parameter} is a text or a list of texts, not ${shown(value)}`);
    return items.join(',');
  };
}

const isTrue = (text: string | undefined): boolean => text?.toLowerCase().includes('true') === true;

/** The items of a comma-separated list; undefined if there are none. 400 if there are more than a page holds. */
function listOf(parameter: string, get: (parameter: string) => string | undefined): string[] | undefined {
  const text = get(parameter);
  return text === undefined || text === '' ? undefined : itemsOf(parameter, text).map((item) => item.trim());
}

function itemsOf(parameter: string, text: string): string[] {
  const items = text.split(',', MOST_ITEMS + 1);
  if (items.length > MOST_ITEMS)
    throw invalid(`${parameter} has more than ${MOST_ITEMS} items, the most that is taken; ask in parts`);
  return items;
}

function pageOf(marker: string | undefined, limitText: string | undefined): ListQuery['page'] {
  if (marker === undefined && limitText === undefined) return undefined;
  const limit = limitText === undefined || limitText === '' ? DEFAULT_PAGE : Number(limitText);
  if (!Number.isInteger(limit) || limit < 1)
    throw invalid(`Invalid page_limit ${shown(limitText)}: give a whole number of 1–${MAX_PAGE}`);
  return { after: markerOf(marker), limit: Math.min(limit, MAX_PAGE) };
}

/** The uuid after which a page starts; Python clients send `None` for the first page. */
function markerOf(text: string | undefined): string | undefined {
  if (text === undefined || text === '' || text === 'None') return undefined;
  const marker = parseUid(text);
  if (marker === undefined)
    throw invalid(`Invalid page_marker ${shown(text)}: give the marker of the page before, a uuid, or leave it out`);
  return marker;
}

/** `key==<json>,key2==<json>`; a comma inside a JSON value does not end it. */
function filtersOf(text: string | undefined): ReadonlyMap<string, readonly Json[]> {
  const filters = new Map<string, Json[]>();
  if (text === undefined || text === '') return filters;
  const parts: string[] = [];
  for (const piece of itemsOf('filters', text)) {
    if (piece.includes('==') || parts.length === 0) parts.push(piece);
    else parts[parts.length - 1] += `,${piece}`;
  }
  for (const part of parts) {
    const at = part.indexOf('==');
    if (at <= 0) throw invalid(`Invalid filter "${shown(part)}": write field==value`);
    const [key, valueText] = [part.slice(0, at).trim(), part.slice(at + 2).trim()];
    const values = filters.get(key);
    if (values === undefined) filters.set(key, [jsonOrText(valueText)]);
    else values.push(jsonOrText(valueText));
  }
  return filters;
}

function jsonOrText(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

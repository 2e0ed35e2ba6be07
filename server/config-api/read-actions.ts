/** Read-only actions: names and uuids, items of collections, lists requested by POST. */

import { collectionOf } from '../config/collections.ts';
import { invalid, notFound, pythonList } from '../config/problems.ts';
import type { LongTask } from '../http/turn-budget.ts';
import type { Json } from '../model/json.ts';
import { shown, textsOf } from './body-values.ts';
import type { ConfigObjects } from './config-objects.ts';
import { bodyParameters, readListQuery } from './list-query.ts';
import { list, type Listing } from './list.ts';
import type { Wire } from './render.ts';
import { typeNamed } from './write-actions.ts';
import { uuidOf } from './write-scope.ts';

type Body = { readonly [member: string]: unknown };

/** `{uuid}` of a type and fully qualified name. */
export function nameToId(objects: ConfigObjects, body: Body): Wire {
  const sentence = 'fqname-to-id needs type and fq_name, a list of texts';
  const parts = textsOf(body['fq_name'], sentence);
  if (body['type'] === undefined || parts.length === 0) throw invalid(sentence);
  const type = typeNamed(body['type']);
  // The client split the name at every colon, although its single part contains colons (route targets).
  const found = objects.findByName(type, parts) ?? objects.findByName(type, [parts.join(':')]);
  if (found === undefined) throw notFound(`Name ${shown(pythonList(parts))} not found`);
  return { uuid: found.still.uuid };
}

/** `{fq_name, type}` of a uuid. */
export function idToName(objects: ConfigObjects, body: Body): Wire {
  const uuid = uuidOf(body['uuid']);
  const found = objects.findAny(uuid);
  if (found === undefined) throw notFound(`UUID ${uuid} not found`);
  return { fq_name: found.still.fq_name, type: found.still.type };
}

/** `{field: [[value, position], …]}`; if a position is given, only that item. */
export function collectionItems(objects: ConfigObjects, query: URLSearchParams): Wire {
  const uuid = uuidOf(query.get('uuid') ?? '');
  const found = objects.findAny(uuid);
  if (found === undefined) throw notFound(`ID ${uuid} does not exist`);
  const fields = query.get('fields');
  if (fields === null || fields === '') throw invalid('prop-collection-get needs fields');
  const position = query.get('position');
  const answer: Record<string, unknown> = {};
  for (const field of fields.split(',')) {
    const collection = collectionOf(found.still.type, field);
    if (collection === undefined) throw invalid(`${field} neither "ListProperty" nor "MapProperty"`);
    const property =
      field === 'annotations' ? found.record.annotations : (found.record.props as Record<string, unknown>)[field];
    const items = (property as { readonly [k: string]: readonly Json[] } | undefined)?.[collection.items] ?? [];
    const positions = found.record.positions?.[field];
    const placed = items.map((item, index): [Json, string] => [
      item,
      collection.key === undefined
        ? (positions?.[index] ?? String(index))
        : String((item as { readonly [k: string]: Json })[collection.key]),
    ]);
    answer[field] = placed.filter(([, at]) => position === null || at === position);
  }
  return answer;
}

/** The list requested by a body. */
export async function bulkList(objects: ConfigObjects, body: Body, base: string, task: LongTask): Promise<Listing> {
  if (body['type'] === undefined) throw invalid("Missing 'type' in the body of list-bulk-collection");
  return list(typeNamed(body['type']), readListQuery(bodyParameters(body)), objects, base, task);
}

/** Lists of one type: selection, order, and the members of each object. */

import { invalid } from '../config/problems.ts';
import { RULES } from '../config/types/rule-table.ts';
import { collectionName } from '../contract/config/wire-names.ts';
import { filterInTurns, sortInTurns } from '../http/in-turns.ts';
import { joined } from '../http/pieces.ts';
import type { LongTask } from '../http/turn-budget.ts';
import { isConfigType, type ConfigType } from '../model/config/types.ts';
import { deepEqual } from '../model/json.ts';
import { parseFqName, type FqName } from '../model/naming/fq-name.ts';
import type { ConfigObjects, Found } from './config-objects.ts';
import type { ListQuery } from './list-query.ts';
import { identityOf, render, renderFields, type Rendering, type Wire } from './render.ts';

/**
 * The response of `GET /<type>s`, rendered while it is sent: the selection is fixed; everything else of an object is
 * read when it is rendered.
 */
export interface Listing {
  /** Number of objects in the response. */
  readonly length: number;
  readonly pieces: Iterable<string> | AsyncIterable<string>;
}

export async function list(
  type: ConfigType,
  query: ListQuery,
  objects: ConfigObjects,
  base: string,
  task: LongTask,
): Promise<Listing> {
  const fields = query.fields.length === 0 ? undefined : new Set(query.fields);
  const rendering: Rendering = {
    objects,
    base,
    hrefs: !query.excludeHrefs,
    children: false,
    backRefs: false,
    ...(fields === undefined ? {} : { fields }),
  };
  const all = { ...rendering, fields: undefined };
  const matches = (found: Found): boolean => {
    const wire = render(found.record, all);
    return [...query.filters].every(
      ([field, values]) => Object.hasOwn(wire, field) && values.some((value) => deepEqual(wire[field], value)),
    );
  };
  const meant = select(type, query, objects);
  let selected = query.filters.size === 0 ? meant : await filterInTurns(meant, matches, task);
  if (query.count)
    return { length: 0, pieces: [JSON.stringify({ [collectionName(type)]: { count: selected.length } })] };
  let marker: string | null | undefined;
  if (query.page !== undefined) {
    const { after, limit } = query.page;
    if (after !== undefined) selected = selected.filter((found) => found.still.uuid > after);
    const more = selected.length > limit;
    selected = (await sortInTurns(selected, (found) => found.still.uuid, task)).slice(0, limit);
    marker = more ? selected.at(-1)!.still.uuid : null;
  } else selected = await sortInTurns(selected, (found) => found.still.uuid, task);
  const textOf = (found: Found): string =>
    JSON.stringify(query.detail ? { [type]: detailOf(found, rendering) } : shortOf(found, rendering));
  const tail = marker === undefined ? ']}' : `],"marker":${JSON.stringify(marker)}}`;
  return {
    length: selected.length,
    pieces: joined(`{${JSON.stringify(collectionName(type))}:[`, selected, textOf, tail, task),
  };
}

/** All properties and references, and the requested children and back references. */
function detailOf(found: Found, rendering: Rendering): Wire {
  const whole = render(found.record, { ...rendering, fields: undefined });
  return rendering.fields === undefined ? whole : { ...whole, ...render(found.record, rendering) };
}

function shortOf(found: Found, rendering: Rendering): Wire {
  const {
    name: _name,
    parent_type: _type,
    parent_uuid: _uuid,
    parent_href: _href,
    ...short
  } = identityOf(found.still, rendering);
  if (rendering.fields === undefined) return short;
  const {
    name: _n,
    parent_href: _h,
    parent_type: parentType,
    parent_uuid: parentUuid,
    ...asked
  } = renderFields(found.record, rendering);
  return {
    ...short,
    ...asked,
    ...(rendering.fields.has('parent_type') ? { parent_type: parentType } : {}),
    ...(rendering.fields.has('parent_uuid') ? { parent_uuid: parentUuid } : {}),
  };
}

/** Each given condition narrows the list. */
function select(type: ConfigType, query: ListQuery, objects: ConfigObjects): Found[] {
  const sets: Map<string, Found>[] = [];
  const add = (found: Iterable<Found>): void =>
    void sets.push(new Map([...found].map((each) => [each.still.uuid, each])));
  if (query.uuids !== undefined) add(query.uuids.flatMap((uuid) => objects.find(type, uuid) ?? []));
  if (query.names !== undefined) add(query.names.flatMap((text) => byName(type, text, objects)));
  const parents = parentsOf(type, query, objects);
  if (parents !== undefined)
    add(
      parents.flatMap((uuid) =>
        objects.childrenOf(uuid, type).flatMap((record) => objects.find(type, record.uuid) ?? []),
      ),
    );
  if (query.backRefIds !== undefined) {
    add(
      query.backRefIds.flatMap((uuid) =>
        RULES[type].refs
          .flatMap((target) => objects.referrersOf(target, uuid, type))
          .flatMap((back) => objects.find(type, back.record.uuid) ?? []),
      ),
    );
  }
  const [first, ...others] = sets;
  if (first === undefined) return [...objects.all(type)];
  return [...first.values()].filter((found) => others.every((set) => set.has(found.still.uuid)));
}

function parentsOf(type: ConfigType, query: ListQuery, objects: ConfigObjects): string[] | undefined {
  if (query.parentIds === undefined && query.parentName === undefined) return undefined;
  const uuids = [...(query.parentIds ?? [])];
  if (query.parentName === undefined) return uuids;
  const { text, type: wanted } = query.parentName;
  if (wanted !== undefined && !isConfigType(wanted.replaceAll('_', '-')))
    throw invalid(`Invalid parent type: ${wanted}`);
  for (const parent of RULES[type].parents) {
    if (parent === 'config-root' || (wanted !== undefined && parent !== wanted.replaceAll('_', '-'))) continue;
    for (const found of byName(parent, text, objects)) uuids.push(found.still.uuid);
  }
  return uuids;
}

/** Colons in the last part make a joined name ambiguous: either all parts as they are, or the last ones joined. */
function byName(type: ConfigType, text: string, objects: ConfigObjects): Found[] {
  const candidates: (FqName | undefined)[] = [parseFqName(text)];
  if (RULES[type].colonInName === true)
    for (let depth = 1; depth < text.split(':').length; depth++) candidates.push(parseFqName(text, depth));
  for (const name of candidates) {
    const found = name === undefined ? undefined : objects.findByName(type, name);
    if (found !== undefined) return [found];
  }
  return [];
}

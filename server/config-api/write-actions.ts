/** Write actions: single references, single items of collections, key-value pairs. */

import { collectionOf } from '../config/collections.ts';
import {
  relaxRefs,
  updateCollection,
  updateRef,
  type CollectionUpdate,
} from '../config/operations/element-operations.ts';
import { checkRevision } from '../config/operations/operations.ts';
import { setTags, type TagChange } from '../config/operations/tag-operations.ts';
import { invalid, notFound, pythonList } from '../config/problems.ts';
import { readAttribute, readItem } from '../contract/config/parse-body.ts';
import type { WireFault } from '../contract/config/read-wire.ts';
import { isConfigType, type ConfigType } from '../model/config/types.ts';
import { isObject, type Json } from '../model/json.ts';
import { nameFault } from '../model/naming/name-text.ts';
import type { Problem } from '../model/problem.ts';
import { shown, textsOf } from './body-values.ts';
import { refuseDerivedOf } from './derived-refusal.ts';
import { uuidOf, type WriteAnswer, type WriteScope } from './write-scope.ts';

type Body = { readonly [member: string]: unknown };
/** `expected`: the revision that the changed object must still have. */
type Action = (scope: WriteScope, body: Body, expected: number | undefined) => WriteAnswer;

/** Characters of a position. */
const LONGEST_POSITION = 255;

const COLLECTION_OPERATIONS = ['add', 'modify', 'delete', 'set'];

export const WRITE_ACTIONS: { readonly [path: string]: Action } = {
  'ref-update': refUpdate,
  'ref-relax-for-delete': refRelax,
  'prop-collection-update': collectionUpdate,
  'useragent-kv': keyValue,
  'set-tag': setTag,
};

/** A type as sent by clients, with hyphens or underscores. */
export function typeNamed(name: unknown): ConfigType {
  const type = typeof name === 'string' ? name.replaceAll('_', '-') : '';
  if (!isConfigType(type)) throw notFound(`Resource type '${shown(name)}' not found`);
  return type;
}

function refUpdate(scope: WriteScope, body: Body, expected: number | undefined): WriteAnswer {
  const { type: typeName, uuid: uuidText, operation, attr } = body;
  const refTypeName = body['ref-type'];
  if (!typeName || !uuidText || !refTypeName || !operation) {
    throw invalid(
      'Bad Request. type/uuid/ref_type/operation is null: ' +
        `${[typeName, uuidText, refTypeName, operation].map(shown).join(', ')}.`,
    );
  }
  const verb = typeof operation === 'string' ? operation.toUpperCase() : '';
  if (verb !== 'ADD' && verb !== 'DELETE')
    throw invalid(`Bad Request. operation should be ADD or DELETE: ${shown(operation)}`);
  const [type, refType] = [typeNamed(typeName), typeNamed(refTypeName)];
  const uuid = uuidOf(uuidText);
  refuseDerivedOf(scope, type, uuid);
  const refUuid = refTarget(scope, refType, body['ref-uuid'], body['ref-fq-name']);
  const reading = readAttribute(type, refType, (attr ?? null) as Json);
  if (reading.faults.length > 0 && verb === 'ADD') throw refused(reading.faults, '/attr');
  checkRevision(scope.context, type, uuid, expected);
  updateRef(scope.context, { type, uuid, refType, refUuid, operation: verb, attr: reading.attr });
  return { status: 200, body: { uuid }, object: { type, uuid } };
}

function refTarget(scope: WriteScope, refType: ConfigType, uuid: unknown, name: unknown): string {
  if (typeof uuid === 'string' && uuid !== '') return uuidOf(uuid);
  const parts = textsOf(name ?? [], 'Bad Request. ref-fq-name is a list of the parts of the name');
  if (parts.length === 0) throw invalid('Bad Request. ref-uuid or ref-fq-name must be specified');
  const found = scope.objects.findByName(refType, parts);
  if (found === undefined) throw notFound(`Name ${shown(pythonList(parts))} not found`);
  return found.still.uuid;
}

function refRelax(scope: WriteScope, body: Body, expected: number | undefined): WriteAnswer {
  if (!body['uuid'] || !body['ref-uuid'])
    throw invalid(
      'Bad Request. Both uuid and ref-uuid should be specified: ' +
        `${[body['uuid'], body['ref-uuid']].map(shown).join(', ')}.`,
    );
  const uuid = uuidOf(body['uuid']);
  const found = scope.objects.findAny(uuid);
  if (found !== undefined) checkRevision(scope.context, found.still.type, uuid, expected);
  relaxRefs(scope.context, uuid, [uuidOf(body['ref-uuid'])]);
  return { status: 200, body: { uuid } };
}

function collectionUpdate(scope: WriteScope, body: Body, expected: number | undefined): WriteAnswer {
  if (!body['uuid']) throw invalid('Error: prop_collection_update needs obj_uuid');
  const uuid = uuidOf(body['uuid']);
  const updates = body['updates'];
  if (!Array.isArray(updates)) throw invalid('Error: prop_collection_update needs updates, a list');
  const found = scope.objects.findAny(uuid);
  if (found === undefined) throw notFound(`ID ${uuid} does not exist`);
  refuseDerivedOf(scope, found.still.type, uuid);
  checkRevision(scope.context, found.still.type, uuid, expected);
  const { type } = found.record;
  updateCollection(
    scope.context,
    uuid,
    updates.map((update: unknown, index) => readUpdate(type, update, `/updates/${index}`)),
  );
  return { status: 200, object: { type: found.still.type, uuid } };
}

/** Tag types in one request. */
const MOST_TAG_TYPES = 1_000;

function setTag(scope: WriteScope, body: Body, expected: number | undefined): WriteAnswer {
  const { obj_type: typeName, obj_uuid: uuidText, ...types } = body;
  if (typeName === undefined || typeName === null || uuidText === undefined || uuidText === null)
    throw invalid('Object type and UUID must be specified: give obj_type and obj_uuid');
  const name = typeof typeName === 'string' ? typeName.replaceAll('_', '-') : '';
  if (!isConfigType(name)) throw invalid(`Object type ${shown(typeName)} does not exist: obj_type is a resource type`);
  if (Object.keys(types).length > MOST_TAG_TYPES)
    throw invalid(`set-tag takes ${MOST_TAG_TYPES} tag types at most: send several requests`);
  const uuid = uuidOf(uuidText);
  refuseDerivedOf(scope, name, uuid);
  checkRevision(scope.context, name, uuid, expected);
  const changes = new Map(Object.entries(types).map(([type, asked]) => [type, tagChange(type, asked)]));
  setTags(scope.context, name, uuid, changes);
  return { status: 200, body: {}, object: { type: name, uuid } };
}

function tagChange(type: string, asked: unknown): TagChange | null {
  if (asked === null) return null;
  const wanted = 'an object with is_global and value, or add_values and delete_values, or null';
  if (!isObject(asked)) throw invalid(`No valid value provided for tag type ${shown(type)}: give ${wanted}`);
  const { is_global: isGlobal = false, value, add_values: add, delete_values: remove } = asked;
  if (value !== undefined && value !== null && typeof value !== 'string')
    throw invalid(`No valid value provided for tag type ${shown(type)}: value is a text`);
  if (typeof isGlobal !== 'boolean' && isGlobal !== null)
    throw invalid(`is_global of tag type ${shown(type)} is true or false`);
  return {
    isGlobal: isGlobal === true,
    value: value ?? undefined,
    add: textsOf(add ?? [], `add_values of tag type ${shown(type)} is a list of texts`),
    remove: textsOf(remove ?? [], `delete_values of tag type ${shown(type)} is a list of texts`),
  };
}

/** The faults of a value in an action's body, as one refusal. */
function refused(faults: readonly WireFault[], at: string): Problem {
  const first = faults[0]!;
  const place = first.pointer.split('/').slice(1).join('.');
  return invalid(
    first.exact || place === '' ? first.detail : `${place}: ${first.detail}`,
    faults.map(({ pointer, detail }) => ({ pointer: at + pointer, detail })),
  );
}

function readUpdate(type: ConfigType, update: unknown, at: string): CollectionUpdate {
  const {
    field: name,
    operation,
    value,
    position,
  } = isObject(update) ? update : ({} as { readonly [member: string]: unknown });
  if (typeof name !== 'string' || typeof operation !== 'string' || !COLLECTION_OPERATIONS.includes(operation)) {
    throw invalid(
      `Bad update of a collection: give field and operation (${COLLECTION_OPERATIONS.join(', ')}), not ` +
        `${shown(name)} and ${shown(operation)}`,
      [{ pointer: at, detail: 'Give field and operation.' }],
    );
  }
  const field = name.replaceAll('-', '_');
  const place = readPosition(position, at);
  const collection = collectionOf(type, field);
  if (value === undefined || value === null || collection === undefined || operation === 'delete') {
    // A value to delete is only compared with existing ones, so it need not be valid.
    return {
      field,
      operation: operation as CollectionUpdate['operation'],
      ...(value === undefined || value === null ? {} : { value: value as Json }),
      position: place,
    };
  }
  const reading = readItem(type, field, collection.items, value as Json);
  if (reading.faults.length > 0) throw refused(reading.faults, `${at}/value`);
  return { field, operation: operation as CollectionUpdate['operation'], value: reading.item, position: place };
}

/** A position is a string; numbers are converted. */
function readPosition(position: unknown, at: string): string | undefined {
  if (position === undefined || position === null || position === '') return undefined;
  const text = typeof position === 'number' ? String(position) : position;
  const fault = typeof text === 'string' ? nameFault(text, LONGEST_POSITION) : 'is no text';
  if (fault !== undefined)
    throw invalid(`The position ${shown(position)} ${fault}`, [
      { pointer: `${at}/position`, detail: 'A position is a text that orders, such as "0" or "pos2".' },
    ]);
  return text as string;
}

function keyValue(scope: WriteScope, body: Body): WriteAnswer {
  const { transaction } = scope.context;
  const { operation, key, value } = body;
  if (operation === 'RETRIEVE' && (key === undefined || key === null || key === '')) {
    return {
      status: 200,
      body: {
        value: [...transaction.scan('key-value')].map((stored) => ({ key: stored.key, value: stored.value.value })),
      },
    };
  }
  if (typeof key !== 'string' || key === '') throw invalid('useragent-kv needs a key');
  switch (operation) {
    case 'STORE':
      if (typeof value !== 'string') throw invalid(`useragent-kv STORE of ${shown(key)} needs a value, a text`);
      transaction.put('key-value', key, { value });
      return { status: 200 };
    case 'RETRIEVE': {
      const stored = transaction.get('key-value', key);
      if (stored === undefined) throw notFound(`Unknown User-Agent key ${shown(key)}`);
      return { status: 200, body: { value: stored.value.value } };
    }
    case 'DELETE':
      if (transaction.get('key-value', key) === undefined) throw notFound(`Unknown User-Agent key ${shown(key)}`);
      transaction.delete('key-value', key);
      return { status: 200 };
    default:
      throw notFound(`Invalid Operation ${shown(operation)}`);
  }
}

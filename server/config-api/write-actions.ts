/** Actions that write: single references, single items of collections, key-value pairs. */
import { relaxRef, updateCollection, updateRef, type CollectionUpdate } from '../config/element-operations.ts';
import { invalid, notFound } from '../config/problems.ts';
import { checkAttribute, withoutNulls } from '../contract/config/parse-body.ts';
import type { Json } from '../model/json.ts';
import { isConfigType, type ConfigType } from '../model/config/types.ts';
import { refuseDerivedOf } from './derived-refusal.ts';
import { uuidOf, type WriteAnswer, type WriteScope } from './write-scope.ts';

type Body = { readonly [member: string]: unknown };
type Action = (scope: WriteScope, body: Body) => WriteAnswer;

const COLLECTION_OPERATIONS = ['add', 'modify', 'delete', 'set'];

export const WRITE_ACTIONS: { readonly [path: string]: Action } = {
  'ref-update': refUpdate,
  'ref-relax-for-delete': refRelax,
  'prop-collection-update': collectionUpdate,
  'useragent-kv': keyValue,
};

/** A type as clients write it, with hyphens or underscores. */
export function typeNamed(name: unknown): ConfigType {
  const type = String(name).replaceAll('_', '-');
  if (!isConfigType(type)) throw notFound(`Resource type '${String(name)}' not found`);
  return type;
}

function refUpdate(scope: WriteScope, body: Body): WriteAnswer {
  const { type: typeName, uuid: uuidText, operation, attr } = body;
  const refTypeName = body['ref-type'];
  if (!typeName || !uuidText || !refTypeName || !operation) {
    throw invalid(`Bad Request. type/uuid/ref_type/operation is null: ${[typeName, uuidText, refTypeName, operation].map((each) => String(each ?? 'None')).join(', ')}.`);
  }
  const verb = String(operation).toUpperCase();
  if (verb !== 'ADD' && verb !== 'DELETE') throw invalid(`Bad Request. operation should be ADD or DELETE: ${String(operation)}`);
  const [type, refType] = [typeNamed(typeName), typeNamed(refTypeName)];
  const uuid = uuidOf(uuidText);
  refuseDerivedOf(scope, type, uuid);
  const refUuid = refTarget(scope, refType, body['ref-uuid'], body['ref-fq-name']);
  const value = attr === undefined || attr === null ? null : withoutNulls(attr as Json);
  const faults = checkAttribute(type, refType, value);
  if (faults.length > 0) throw invalid(faults[0]!.detail, faults);
  updateRef(scope.context, { type, uuid, refType, refUuid, operation: verb, attr: value });
  return { status: 200, body: { uuid }, object: { type, uuid } };
}

function refTarget(scope: WriteScope, refType: ConfigType, uuid: unknown, name: unknown): string {
  if (typeof uuid === 'string' && uuid !== '') return uuidOf(uuid);
  if (!Array.isArray(name) || name.length === 0) throw invalid('Bad Request. ref-uuid or ref-fq-name must be specified');
  const found = scope.objects.findByName(refType, name.map(String));
  if (found === undefined) throw notFound(`Name ${JSON.stringify(name)} not found`);
  return found.record.uuid;
}

function refRelax(scope: WriteScope, body: Body): WriteAnswer {
  if (!body['uuid'] || !body['ref-uuid']) throw invalid(`Bad Request. Both uuid and ref-uuid should be specified: ${[body['uuid'], body['ref-uuid']].map((each) => String(each ?? 'None')).join(', ')}.`);
  const uuid = uuidOf(body['uuid']);
  relaxRef(scope.context, uuid, uuidOf(body['ref-uuid']));
  return { status: 200, body: { uuid } };
}

function collectionUpdate(scope: WriteScope, body: Body): WriteAnswer {
  if (!body['uuid']) throw invalid('Error: prop_collection_update needs obj_uuid');
  const uuid = uuidOf(body['uuid']);
  const updates = body['updates'];
  if (!Array.isArray(updates)) throw invalid('Error: prop_collection_update needs updates, a list');
  const found = scope.objects.findAny(uuid);
  if (found === undefined) throw notFound(`ID ${uuid} does not exist`);
  refuseDerivedOf(scope, found.record.type, uuid);
  updateCollection(scope.context, uuid, updates.map(readUpdate));
  return { status: 200, object: { type: found.record.type, uuid } };
}

function readUpdate(update: unknown): CollectionUpdate {
  const { field, operation, value, position } = (update ?? {}) as { readonly [member: string]: unknown };
  if (typeof field !== 'string' || typeof operation !== 'string' || !COLLECTION_OPERATIONS.includes(operation)) {
    throw invalid(`Bad update of a collection: give field and operation (${COLLECTION_OPERATIONS.join(', ')}), not ${String(field)} and ${String(operation)}`);
  }
  return {
    field: field.replaceAll('-', '_'),
    operation: operation as CollectionUpdate['operation'],
    ...(value === undefined || value === null ? {} : { value: withoutNulls(value as Json) }),
    position: position as CollectionUpdate['position'],
  };
}

function keyValue(scope: WriteScope, body: Body): WriteAnswer {
  const { transaction } = scope.context;
  const { operation, key, value } = body;
  if (operation === 'RETRIEVE' && (key === undefined || key === null || key === '')) {
    return { status: 200, body: { value: [...transaction.scan('key-value')].map((stored) => ({ key: stored.key, value: stored.value.value })) } };
  }
  if (typeof key !== 'string' || key === '') throw invalid('useragent-kv needs a key');
  switch (operation) {
    case 'STORE':
      if (typeof value !== 'string') throw invalid(`useragent-kv STORE of ${key} needs a value, a text`);
      transaction.put('key-value', key, { value });
      return { status: 200 };
    case 'RETRIEVE': {
      const stored = transaction.get('key-value', key);
      if (stored === undefined) throw notFound(`Unknown User-Agent key ${key}`);
      return { status: 200, body: { value: stored.value.value } };
    }
    case 'DELETE':
      if (transaction.get('key-value', key) === undefined) throw notFound(`Unknown User-Agent key ${key}`);
      transaction.delete('key-value', key);
      return { status: 200 };
    default:
      throw notFound(`Invalid Operation ${String(operation)}`);
  }
}

/**
 * One write of the config API in a transaction, from a single request or a batch: resolves the path, runs the
 * operation, and returns the response.
 */

import { createObject, deleteObject, updateObject } from '../config/operations/operations.ts';
import { conflict, notFound, pythonList } from '../config/problems.ts';
import { typeOfCollection } from '../contract/config/wire-names.ts';
import { methodNotAllowed } from '../http/problem.ts';
import { isConfigType, type ConfigRecord, type ConfigType } from '../model/config/types.ts';
import { formatFqName } from '../model/naming/fq-name.ts';
import { Problem } from '../model/problem.ts';
import { allocateFor } from './address-actions.ts';
import { refuseDerivedOf } from './derived-refusal.ts';
import { identityOf, hrefOf } from './render.ts';
import { newObject, objectPatch, readBody } from './requested-objects.ts';
import { WRITE_ACTIONS } from './write-actions.ts';
import { objectBody, uuidOf, type WriteAnswer, type WriteItem, type WriteScope } from './write-scope.ts';

/** Runs one write. Throws a `Problem`. */
export function performWrite(scope: WriteScope, item: WriteItem): WriteAnswer {
  const parts = item.path.split('/').filter((part) => part !== '');
  const [first = '', second, third] = parts;
  if (parts.length === 1) {
    const action = Object.hasOwn(WRITE_ACTIONS, first) ? WRITE_ACTIONS[first] : undefined;
    if (action !== undefined)
      return only('POST', item) ?? action(scope, objectBody(item.body), revisionOf(item.ifMatch));
    const type = typeOfCollection(first);
    if (type !== undefined) return only('POST', item, ['GET', 'HEAD', 'POST']) ?? create(scope, type, item.body);
  }
  if (isConfigType(first) && second !== undefined) {
    const uuid = uuidOf(second);
    if (parts.length === 3 && first === 'virtual-network' && (third === 'ip-alloc' || third === 'ip-free')) {
      return only('POST', item) ?? allocateFor(scope, third, uuid, objectBody(item.body));
    }
    if (parts.length === 2 && item.method === 'PUT') return update(scope, first, uuid, item);
    if (parts.length === 2 && item.method === 'DELETE') return remove(scope, first, uuid, item);
    if (parts.length === 2) throw notPossible(item, ['GET', 'HEAD', 'PUT', 'DELETE']);
  }
  throw notFound(`Resource type '${first}' not found`);
}

function create(scope: WriteScope, type: ConfigType, document: unknown): WriteAnswer {
  const requested = newObject(type, readBody(type, document, 'create'), scope.objects);
  const taken = scope.objects.findByName(type, requested.fq_name);
  if (taken?.derived !== undefined) {
    throw conflict('AlreadyExists', `${pythonList(requested.fq_name)} already exists with uuid: ${taken.still.uuid}`, {
      blocking: [{ kind: type, key: taken.still.uuid, name: formatFqName(requested.fq_name) }],
    });
  }
  const record = createObject(scope.context, type, requested) as ConfigRecord;
  return {
    status: 200,
    body: { [type]: identityOf(record, { base: scope.base, hrefs: true }) },
    object: { type, uuid: record.uuid },
  };
}

function update(scope: WriteScope, type: ConfigType, uuid: string, item: WriteItem): WriteAnswer {
  refuseDerivedOf(scope, type, uuid);
  const stored = scope.context.transaction.get(type, uuid)!.value as ConfigRecord;
  const body = readBody(type, item.body, 'update');
  const patch = objectPatch(type, body, scope.objects, stored, revisionOf(item.ifMatch));
  const refs =
    patch.refs === undefined
      ? undefined
      : Object.fromEntries(
          Object.entries(patch.refs).map(([target, list]) => [
            target,
            scope.objects.withoutDerived(stored, target as ConfigType, list ?? []),
          ]),
        );
  updateObject(scope.context, type, uuid, refs === undefined ? patch : { ...patch, refs });
  return { status: 200, body: { [type]: { uuid, href: hrefOf(scope.base, type, uuid) } }, object: { type, uuid } };
}

function remove(scope: WriteScope, type: ConfigType, uuid: string, item: WriteItem): WriteAnswer {
  refuseDerivedOf(scope, type, uuid);
  const expected = revisionOf(item.ifMatch);
  deleteObject(scope.context, type, uuid, expected === undefined ? {} : { expectedRevision: expected });
  return { status: 200 };
}

/** The revision in an If-Match header: `"42"`; `*` and nothing match all. */
function revisionOf(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  const match = /^(?:W\/)?"?(\d{1,15})"?$/.exec(ifMatch.trim());
  if (match !== null) return Number(match[1]);
  // An unknown tag never matches; it contains no revision to compare.
  throw new Problem({
    status: 412,
    reason: 'PreconditionFailed',
    detail: `If-Match ${ifMatch} is not the ETag of any object here: send one ETag as it was read, as in "42"`,
  });
}

function only(method: string, item: WriteItem, allow: readonly string[] = [method]): undefined {
  if (item.method !== method) throw notPossible(item, allow);
  return undefined;
}

function notPossible({ method, path }: WriteItem, allow: readonly string[]): Problem {
  return methodNotAllowed(allow, `${method} is not possible on ${path}`);
}

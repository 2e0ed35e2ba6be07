/**
 * Creating, changing and deleting config objects: what every write of the config plane goes through.
 *
 * An operation finds the object's place, lays what was requested over what is there, lets the type's rules fill in,
 * check and draw, records whose elements were written, puts the record and lets the rules carry other objects along.
 * A `Problem` thrown anywhere refuses the whole transaction.
 */

import { faultsOf, refusalOf } from '../../contract/record/validate.ts';
import type { ConfigRecordBase, IdPerms, Perms2 } from '../../model/config/record.ts';
import type { ConfigType, PropsOf } from '../../model/config/types.ts';
import { deepEqual } from '../../model/json.ts';
import type { ValueOf } from '../../model/kinds.ts';
import { formatFqName, shortName } from '../../model/naming/fq-name.ts';
import { parseUid } from '../../model/naming/uid.ts';
import { Problem } from '../../model/problem.ts';
import { deepFreeze } from '../../store/freeze.ts';
import { changedSince, conflict, invalid, invalidField, pythonList } from '../problems.ts';
import { findByFqName, findByUuid, nameOf, objectOf } from '../records.ts';
import { mergeRefs } from '../references.ts';
import type { NewObject, ObjectPatch, Operations, RecordOf, Writing } from '../rules.ts';
import { sameGiven } from '../same-given.ts';
import { rulesOf } from '../types/rule-table.ts';
import type { WriteContext } from '../write-context.ts';
import { deleteRecord } from './deletion.ts';
import { ownersAfter } from './ownership.ts';
import { placeOf } from './placement.ts';
import { checkPartsQuota, checkQuota } from './quota.ts';
import { soundPart } from './sound-part.ts';

/** Makes an object. Throws a `Problem`: 400 not valid, 409 name or uuid taken, and what the type's rules say. */
export function createObject<T extends ConfigType>(context: WriteContext, type: T, asked: NewObject<T>): RecordOf<T> {
  const { transaction } = context;
  const rules = rulesOf(type);
  const requested = rules.beforeCreate === undefined ? asked : rules.beforeCreate(operationsOf(context), asked);
  const uuid =
    requested.minted === true && requested.uuid !== undefined ? requested.uuid : uuidFor(context, type, requested.uuid);
  const place = placeOf(transaction, rules, requested);
  const holder = findByFqName(transaction, type, requested.fq_name);
  if (holder !== undefined) {
    throw conflict('AlreadyExists', `${pythonList(requested.fq_name)} already exists with uuid: ${holder.uuid}`, {
      blocking: [{ kind: type, key: holder.uuid, name: formatFqName(holder.fq_name) }],
    });
  }
  const base: ConfigRecordBase<T, PropsOf<T>> = {
    type,
    uuid,
    fq_name: [...requested.fq_name],
    ...place,
    display_name: requested.display_name ?? shortName(requested.fq_name),
    id_perms: idPermsOf(transaction.time, requested.id_perms),
    perms2: perms2Of(PLAIN_PERMS2, requested.perms2),
    ...(requested.annotations === undefined ? {} : { annotations: requested.annotations }),
    refs: mergeRefs(transaction, rules, {}, requested.refs, 'create'),
    props: definedOf(requested.props ?? {}) as PropsOf<T>,
    ...(requested.allocated === undefined ? {} : { allocated: requested.allocated }),
    ...(requested.system === true ? { system: true } : {}),
  };
  const given = new Set(Object.keys(base.props));
  const record = completed(context, {
    context,
    draft: base,
    before: undefined,
    given: (property) => given.has(property),
  });
  checkQuota(transaction, record as RecordOf<ConfigType>);
  checkPartsQuota(transaction, record as RecordOf<ConfigType>, undefined);
  put(context, record, ownersAfter(undefined, record as RecordOf<ConfigType>, context.owner));
  rules.follow?.(operationsOf(context), record, undefined);
  return objectOf(transaction, type, uuid);
}

/** Changes an object: fields not in the patch stay. A patch that changes nothing writes nothing. */
export function updateObject<T extends ConfigType>(
  context: WriteContext,
  type: T,
  uuid: string,
  patch: ObjectPatch<T>,
): RecordOf<T> {
  const before = objectOf(context.transaction, type, uuid);
  checkRevision(context, type, uuid, patch.expectedRevision);
  try {
    return updated(context, type, before, before, patch);
  } catch (error) {
    // What an older version has left malformed can be put right: it is compared with what of it can be read.
    const sound = error instanceof TypeError || error instanceof RangeError ? soundPart(before) : before;
    if (sound === before) throw error;
    return updated(context, type, before, sound, patch);
  }
}

/** `stands` is the object as it is, `before` what it is compared with. */
function updated<T extends ConfigType>(
  context: WriteContext,
  type: T,
  stands: RecordOf<T>,
  before: RecordOf<T>,
  patch: ObjectPatch<T>,
): RecordOf<T> {
  const { transaction } = context;
  const { uuid } = before;
  const rules = rulesOf(type);
  const props: Record<string, unknown> = { ...stands.props };
  for (const [property, value] of Object.entries(patch.props ?? {})) {
    if (value === undefined) continue;
    if (value === null) delete props[property];
    else if (
      !Object.hasOwn(before.props, property) ||
      !sameGiven((before.props as Record<string, unknown>)[property], value)
    )
      props[property] = value;
  }
  const annotations = patch.annotations === undefined ? stands.annotations : (patch.annotations ?? undefined);
  const draft: RecordOf<T> = {
    ...stands,
    ...(patch.display_name === undefined ? {} : { display_name: patch.display_name }),
    id_perms: {
      ...before.id_perms,
      ...definedOf(patch.id_perms),
      created: before.id_perms.created,
      last_modified: before.id_perms.last_modified,
    },
    perms2: perms2Of(before.perms2, patch.perms2),
    annotations,
    refs: mergeRefs(transaction, rules, before.refs, patch.refs, 'update'),
    props: props as PropsOf<T>,
    positions: positionsAfter(before, patch),
    ...(patch.allocated === undefined ? {} : { allocated: patch.allocated }),
  };
  const given = (property: string): boolean =>
    (patch.props as Record<string, unknown> | undefined)?.[property] !== undefined;
  const after = completed(context, { context, draft, before, given });
  if (deepEqual(before, after)) return before;
  checkPartsQuota(transaction, after as RecordOf<ConfigType>, before as RecordOf<ConfigType>);
  const owners = ownersAfter(before as RecordOf<ConfigType>, after as RecordOf<ConfigType>, context.owner);
  put(context, { ...after, id_perms: { ...after.id_perms, last_modified: wireTime(transaction.time) } }, owners);
  followed(context, objectOf(transaction, type, uuid), before);
  return objectOf(transaction, type, uuid);
}

/** Deletes an object. 409 naming them while it has children or is referred to; 403 for system objects. */
export function deleteObject(
  context: WriteContext,
  type: ConfigType,
  uuid: string,
  options: { readonly expectedRevision?: number } = {},
): void {
  checkRevision(context, type, uuid, options.expectedRevision);
  deleteRecord(operationsOf(context), rulesOf(type), objectOf(context.transaction, type, uuid));
}

/** The operations as rules get them, within the same transaction. */
function operationsOf(context: WriteContext): Operations {
  return {
    context,
    create: (type, requested) => createObject(context, type, requested),
    update: (type, uuid, patch) => updateObject(context, type, uuid, patch),
    remove: (type, uuid) => deleteObject(context, type, uuid),
  };
}

/** 412 unless the object still has the revision that the writer last saw. */
function checkRevision(context: WriteContext, type: ConfigType, uuid: string, expected: number | undefined): void {
  const stored = context.transaction.get(type, uuid);
  if (expected === undefined || stored === undefined || stored.revision === expected) return;
  throw changedSince(
    `${nameOf(stored.value)} has changed since revision ${expected}: it now has revision ${stored.revision}. ` +
      'Read it again and repeat the change.',
  );
}

/**
 * The draft, completed by its type's rules. Rules may assume the shapes of their schema: where they stumble over one
 * that is not, the refusal names it, be it written now or held since an older version; what they pass is validated when
 * it is put.
 */
function completed<T extends ConfigType>(context: WriteContext, writing: Writing<T>): RecordOf<T> {
  const { draft } = writing;
  const { complete } = rulesOf(draft.type as T);
  try {
    return complete === undefined ? draft : complete({ ...writing, context });
  } catch (error) {
    if (error instanceof Problem) throw error;
    const faults = faultsOf(draft.type, draft.uuid, draft, undefined);
    throw faults.length === 0 ? error : refusalOf(draft.type, draft.uuid, draft, faults);
  }
}

/** Carries other objects along. What stood there before and cannot be read counts as if nothing had. */
function followed<T extends ConfigType>(context: WriteContext, after: RecordOf<T>, before: RecordOf<T>): void {
  const { follow } = rulesOf(after.type as T);
  try {
    follow?.(operationsOf(context), after, before);
  } catch (error) {
    if (error instanceof Problem || faultsOf(before.type, before.uuid, before, undefined).length === 0) throw error;
    follow?.(operationsOf(context), after, undefined);
  }
}

/** Positions of list items go with their property: one that is written without any has none. */
function positionsAfter<T extends ConfigType>(before: RecordOf<T>, patch: ObjectPatch<T>): RecordOf<T>['positions'] {
  if (before.positions === undefined && patch.positions === undefined) return undefined;
  const left = Object.entries({ ...before.positions, ...patch.positions })
    .filter((entry): entry is [string, readonly string[]] => entry[1] !== undefined)
    .filter(
      ([property]) =>
        patch.props === undefined || !Object.hasOwn(patch.props, property) || patch.positions?.[property] !== undefined,
    );
  return left.length === 0 ? undefined : Object.fromEntries(left);
}

function uuidFor(context: WriteContext, type: ConfigType, wanted: string | undefined): string {
  if (wanted === undefined) return context.mint.uuid();
  const uuid = parseUid(wanted);
  if (uuid === undefined) throw invalidField(`/${type}/uuid`, `Invalid UUID format: ${wanted}`);
  const holder = findByUuid(context.transaction, uuid);
  if (holder === undefined) return uuid;
  throw conflict('AlreadyExists', `${uuid} already exists with fq_name: ${pythonList(holder.value.fq_name)}`, {
    blocking: [{ kind: holder.kind, key: uuid, name: formatFqName(holder.value.fq_name) }],
  });
}

/** Puts the record with these owners, without what is undefined. */
function put<T extends ConfigType>(context: WriteContext, record: RecordOf<T>, owners: RecordOf<T>['owners']): void {
  const clean: { [member: string]: unknown } = {};
  for (const member in record)
    if (member !== 'owners' && record[member as keyof typeof record] !== undefined)
      clean[member] = record[member as keyof typeof record];
  if (owners !== undefined) clean['owners'] = owners;
  context.transaction.put(record.type as T, record.uuid, clean as unknown as ValueOf<T>);
}

/** Of nearly every object: one for all of them, frozen as records are. */
const PLAIN_PERMS2: Perms2 = deepFreeze(
  { owner: 'cloud-admin', owner_access: 7, global_access: 0, share: [] },
  'perms2',
);

let last: { readonly time: string; readonly plain: IdPerms } | undefined;

/**
 * Of an object that is made now: one for all that are made at a time and ask for nothing else, frozen as records are.
 */
function idPermsOf(time: string, requested: Partial<IdPerms> | undefined): IdPerms {
  if (last?.time !== time) {
    const now = wireTime(time);
    last = { time, plain: Object.freeze({ enable: true, user_visible: true, created: now, last_modified: now }) };
  }
  const { plain } = last;
  return requested === undefined
    ? plain
    : {
        enable: true,
        user_visible: true,
        ...definedOf(requested),
        created: plain.created,
        last_modified: plain.last_modified,
      };
}

function perms2Of(before: Perms2, wanted: Partial<Perms2> | undefined): Perms2 {
  if (wanted === undefined) return before;
  const perms2 = { ...before, ...definedOf(wanted) };
  if (perms2.owner === '') throw invalid('owner in perms2 must be present');
  for (const access of [
    perms2.owner_access,
    perms2.global_access,
    ...perms2.share.map((share) => share.tenant_access),
  ]) {
    if (!Number.isInteger(access) || access < 0 || access > 7)
      throw invalid(`perms2: access ${access} is not a sum of read 4, write 2 and refer 1`);
  }
  return perms2;
}

function definedOf<V extends object>(of: V | undefined): Partial<V> {
  const defined: Partial<V> = {};
  for (const member in of) if (of[member] !== undefined && of[member] !== null) defined[member] = of[member];
  return defined;
}

/** id_perms times are UTC with microseconds and no zone. */
function wireTime(time: string): IdPerms['created'] {
  return time.replace(/\.(\d{3})Z$/, '.$1000');
}

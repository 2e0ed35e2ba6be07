/**
 * Creates, updates and deletes config objects: every write of the config plane uses these operations.
 *
 * An operation determines the parent, merges the request into the existing object, runs the type's rules (which fill in
 * defaults, check, and allocate addresses and numbers), records the owners of changed elements, stores the record, and
 * runs the rules that change other objects. A `Problem` thrown anywhere refuses the whole transaction.
 */

import { faultsOf, refusalOf } from '../../contract/record/validate.ts';
import type { ConfigRecordBase, IdPerms, Perms2, Ref } from '../../model/config/record.ts';
import { isConfigType, type ConfigType, type PropsOf } from '../../model/config/types.ts';
import { deepEqual } from '../../model/json.ts';
import type { ValueOf } from '../../model/kinds.ts';
import { formatFqName, shortName } from '../../model/naming/fq-name.ts';
import { parseUid } from '../../model/naming/uid.ts';
import { Problem } from '../../model/problem.ts';
import { deepFreeze } from '../../store/freeze.ts';
import { changedSince, conflict, invalid, invalidField, pythonList } from '../problems.ts';
import { findByFqName, findByUuid, nameOf, objectOf } from '../records.ts';
import { mergeRefs } from '../references.ts';
import type { NewObject, ObjectPatch, Operations, RecordOf, RefLists, Writing } from '../rules.ts';
import { sameGiven } from '../same-given.ts';
import { rulesOf } from '../types/rule-table.ts';
import type { WriteContext } from '../write-context.ts';
import { afterRefs, deleteRecord } from './deletion.ts';
import { ownersAfter } from './ownership.ts';
import { placeOf } from './placement.ts';
import { checkPartsQuota, checkQuota } from './quota.ts';
import { soundPart } from './sound-part.ts';

/**
 * Creates an object. Throws a `Problem`: 400 invalid, 409 name or uuid in use, and the refusals of the type's rules.
 */
export function createObject<T extends ConfigType>(context: WriteContext, type: T, asked: NewObject<T>): RecordOf<T> {
  const { transaction } = context;
  const rules = rulesOf(type);
  const requested = rules.beforeCreate === undefined ? asked : rules.beforeCreate(operationsOf(context), asked);
  beforeRefs(context, requested.refs);
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
  const owners = ownersAfter(undefined, record as RecordOf<ConfigType>, context.owner);
  put(context, record, owners);
  // With its owners: rules write it again with the numbers that they draw.
  rules.follow?.(operationsOf(context), owners === undefined ? record : { ...record, owners }, undefined);
  return objectOf(transaction, type, uuid);
}

/** Updates an object: fields that the patch omits are unchanged. A patch without effect writes nothing. */
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
    // A malformed object left by an older version can be corrected: the update is compared with its readable part.
    const sound = error instanceof TypeError || error instanceof RangeError ? soundPart(before) : before;
    if (sound === before) throw error;
    return updated(context, type, before, sound, patch);
  }
}

/** `stands` is the stored object, `before` the version that the update is compared with. */
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
  rules.beforeUpdate?.(operationsOf(context), before, patch);
  beforeRefs(context, patch.refs);
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
  afterRefs(operationsOf(context), before.refs, after.refs);
  return objectOf(transaction, type, uuid);
}

/**
 * Deletes an object. 409 while it has children or is referred to, with their names; 403 for system objects. `letGo`:
 * see `deleteRecord`.
 */
export function deleteObject(
  context: WriteContext,
  type: ConfigType,
  uuid: string,
  options: {
    readonly expectedRevision?: number;
    readonly letGo?: (referrer: RecordOf<ConfigType>) => boolean;
  } = {},
): void {
  checkRevision(context, type, uuid, options.expectedRevision);
  deleteRecord(operationsOf(context), rulesOf(type), objectOf(context.transaction, type, uuid), options.letGo);
}

/** The operations in the form that rules get, bound to the same transaction. */
function operationsOf(context: WriteContext): Operations {
  return {
    context,
    create: (type, requested) => createObject(context, type, requested),
    update: (type, uuid, patch) => updateObject(context, type, uuid, patch),
    remove: (type, uuid) => deleteObject(context, type, uuid),
  };
}

/** Lets the types that are referred to store what is known of them and not stored yet. */
function beforeRefs(context: WriteContext, refs: RefLists | undefined): void {
  for (const [type, list] of Object.entries(refs ?? {})) {
    const prepare = isConfigType(type) ? rulesOf(type).beforeReferred : undefined;
    if (prepare === undefined || !Array.isArray(list)) continue;
    for (const { uuid } of list as readonly Ref[])
      if (typeof uuid === 'string' && context.transaction.get(type as ConfigType, uuid) === undefined)
        prepare(operationsOf(context), uuid);
  }
}

/** 412 unless the object still has the revision that the writer expects. */
export function checkRevision(
  context: WriteContext,
  type: ConfigType,
  uuid: string,
  expected: number | undefined,
): void {
  const stored = context.transaction.get(type, uuid);
  if (expected === undefined || stored === undefined || stored.revision === expected) return;
  throw changedSince(
    `${nameOf(stored.value)} has changed since revision ${expected}: it now has revision ${stored.revision}. ` +
      'Read it again and repeat the change.',
  );
}

/**
 * The draft, completed by its type's rules. Rules may assume that values match their schema: if one throws because a
 * value does not, whether written now or stored by an older version, the refusal names that value. The result is
 * validated when it is stored.
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

/** Runs the rules that change other objects. A previous version that cannot be read counts as absent. */
function followed<T extends ConfigType>(context: WriteContext, after: RecordOf<T>, before: RecordOf<T>): void {
  const { follow } = rulesOf(after.type as T);
  try {
    follow?.(operationsOf(context), after, before);
  } catch (error) {
    if (error instanceof Problem || faultsOf(before.type, before.uuid, before, undefined).length === 0) throw error;
    follow?.(operationsOf(context), after, undefined);
  }
}

/** Positions of list items are removed with their property: a property written without positions has none. */
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

/** Stores the record with these owners, without undefined members. */
function put<T extends ConfigType>(context: WriteContext, record: RecordOf<T>, owners: RecordOf<T>['owners']): void {
  const clean: { [member: string]: unknown } = {};
  for (const member in record)
    if (member !== 'owners' && record[member as keyof typeof record] !== undefined)
      clean[member] = record[member as keyof typeof record];
  if (owners !== undefined) clean['owners'] = owners;
  if (record.allocated !== undefined && Object.keys(record.allocated).length === 0) delete clean['allocated'];
  context.transaction.put(record.type as T, record.uuid, clean as unknown as ValueOf<T>);
}

/** Shared by nearly all objects; frozen, as records are. */
const PLAIN_PERMS2: Perms2 = deepFreeze(
  { owner: 'cloud-admin', owner_access: 7, global_access: 0, share: [] },
  'perms2',
);

let last: { readonly time: string; readonly plain: IdPerms } | undefined;

/** Shared by all objects that are created at the same time without values of their own; frozen, as records are. */
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

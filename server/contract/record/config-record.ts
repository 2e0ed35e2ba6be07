/**
 * The validity of a stored config object: the parts common to all types, and by their schemas the type's own properties
 * and the attributes of its references. Pointers refer to the object's document on the wire.
 */

import type { z } from 'zod';
import { isConfigType, type ConfigType } from '../../model/config/types.ts';
import { isObject } from '../../model/json.ts';
import { nameFault } from '../../model/naming/name-text.ts';
import { parseUid } from '../../model/naming/uid.ts';
import { perms2 } from '../config/common.ts';
import { keyValuePairs, sentenceOf } from '../config/fields.ts';
import { propertySchemas, REFERENCE_SCHEMAS } from '../config/schemas.ts';
import { refsField } from '../config/wire-names.ts';
import { type Faults } from './faults.ts';
import { quickCheckOf } from './quick-check.ts';

type Members = { readonly [member: string]: unknown };

const MEMBERS = new Set([
  'type',
  'uuid',
  'fq_name',
  'parent_type',
  'parent_uuid',
  'display_name',
  'id_perms',
  'perms2',
  'annotations',
  'refs',
  'props',
  'allocated',
  'owners',
  'relaxed',
  'positions',
  'system',
]);
const WHOLE_PERMS2 = perms2.required();
const NO_MEMBERS: Members = {};

/** Adds the faults of the object below its type's name. Parts that are the same in `old` are not checked. */
export function validateConfigObject(
  type: ConfigType,
  key: string,
  value: unknown,
  old: unknown,
  faults: Faults,
): void {
  faults.enter(type);
  if (!isObject(value)) faults.add('must be an object');
  else validateMembers(type, key, value, isObject(old) ? old : NO_MEMBERS, faults);
  faults.leave();
}

function validateMembers(type: ConfigType, key: string, value: Members, old: Members, faults: Faults): void {
  // Every member of a new object counts as changed, even one that it lacks.
  const changed = (member: string): boolean => old === NO_MEMBERS || value[member] !== old[member];
  for (const member in value) if (!MEMBERS.has(member)) faults.addAt(member, 'is not a member of a config object');
  if (value['type'] !== type) faults.addAt('type', `must be ${type}`);
  if (value['uuid'] !== key || (old['uuid'] !== key && parseUid(key) !== key))
    faults.addAt('uuid', `must be the uuid under which the object is kept, ${key}`);
  if (changed('fq_name')) validateName(value['fq_name'], faults);
  if (changed('display_name')) validateText('display_name', value['display_name'], faults);
  const parentType = value['parent_type'];
  if (
    (parentType === undefined) !== (value['parent_uuid'] === undefined) ||
    (parentType !== undefined && !(typeof parentType === 'string' && isConfigType(parentType))) ||
    !isUuidOrAbsent(value['parent_uuid'])
  ) {
    faults.addAt('parent_uuid', 'parent_type and parent_uuid name the parent together: a type and a uuid');
  }
  if (changed('id_perms')) validateIdPerms(value['id_perms'], faults);
  if (changed('perms2')) bySchema(WHOLE_PERMS2, 'perms2', value['perms2'], faults);
  if (value['annotations'] !== undefined && value['annotations'] !== old['annotations'])
    bySchema(keyValuePairs, 'annotations', value['annotations'], faults);
  validateProps(type, value['props'], isObject(old['props']) ? old['props'] : NO_MEMBERS, faults);
  if (changed('refs')) validateRefs(type, value['refs'], isObject(old['refs']) ? old['refs'] : NO_MEMBERS, faults);
  validateMap(
    'allocated',
    value['allocated'],
    old['allocated'],
    'a number or a text',
    (each) => typeof each === 'string' || Number.isSafeInteger(each),
    faults,
  );
  validateMap(
    'owners',
    value['owners'],
    old['owners'],
    'the name of a controller',
    (each) => typeof each === 'string',
    faults,
  );
  const relaxed = value['relaxed'];
  if (
    relaxed !== undefined &&
    relaxed !== old['relaxed'] &&
    !(Array.isArray(relaxed) && relaxed.every((each) => typeof each === 'string'))
  )
    faults.addAt('relaxed', 'must be a list of uuids');
  validateMap(
    'positions',
    value['positions'],
    old['positions'],
    'a list of texts',
    (each) => Array.isArray(each) && each.every((position) => typeof position === 'string'),
    faults,
  );
  if (value['system'] !== undefined && typeof value['system'] !== 'boolean')
    faults.addAt('system', 'must be true or false');
}

function validateName(name: unknown, faults: Faults): void {
  if (!Array.isArray(name) || name.length === 0)
    return faults.addAt('fq_name', 'must be a list of the parts of the name, at least one');
  faults.enter('fq_name');
  name.forEach((part: unknown, index) =>
    part === '' ? faults.addAt(index, 'a part of the name is empty') : validateText(index, part, faults),
  );
  faults.leave();
}

function validateText(at: string | number, text: unknown, faults: Faults): void {
  const fault = typeof text === 'string' ? nameFault(text) : 'must be a text';
  if (fault !== undefined)
    faults.addAt(at, typeof text === 'string' ? `The name ${JSON.stringify(text.slice(0, 60))} ${fault}` : fault);
}

function validateIdPerms(value: unknown, faults: Faults): void {
  if (!isObject(value)) return faults.addAt('id_perms', 'must be an object');
  faults.enter('id_perms');
  for (const flag of ['enable', 'user_visible'])
    if (typeof value[flag] !== 'boolean') faults.addAt(flag, 'must be true or false');
  for (const time of ['created', 'last_modified'])
    if (typeof value[time] !== 'string') faults.addAt(time, 'must be a time');
  for (const text of ['description', 'creator'])
    if (value[text] !== undefined && typeof value[text] !== 'string') faults.addAt(text, 'must be a text');
  faults.leave();
}

function validateProps(type: ConfigType, value: unknown, old: Members, faults: Faults): void {
  if (!isObject(value)) return faults.addAt('props', 'must be an object');
  if (value === old) return;
  const schemas = propertySchemas(type);
  for (const property of Object.keys(value)) {
    const is = value[property];
    if (is === undefined || is === (Object.hasOwn(old, property) ? old[property] : undefined)) continue;
    if (is === null) faults.addAt(property, 'must not be null: leave it out');
    const schema = schemas.get(property);
    if (schema !== undefined) bySchema(schema, property, is, faults);
  }
}

function validateRefs(type: ConfigType, value: unknown, old: Members, faults: Faults): void {
  if (!isObject(value)) return faults.addAt('refs', 'must be an object');
  for (const target of Object.keys(value)) {
    const list = value[target];
    if (list === undefined) continue;
    if (!isConfigType(target)) faults.addAt('refs', `there is no type ${target} to refer to`);
    else if (list !== (Object.hasOwn(old, target) ? old[target] : undefined)) validateList(type, target, list, faults);
  }
}

function validateList(type: ConfigType, target: ConfigType, list: unknown, faults: Faults): void {
  const field = refsField(target);
  if (!Array.isArray(list)) return faults.addAt(field, 'must be a list');
  const attribute = REFERENCE_SCHEMAS.get(`${type} ${target}`);
  faults.enter(field);
  for (let index = 0; index < list.length; index += 1) {
    const ref = list[index] as unknown;
    if (
      !isObject(ref) ||
      typeof ref['uuid'] !== 'string' ||
      parseUid(ref['uuid']) !== ref['uuid'] ||
      ref['attr'] === undefined
    ) {
      faults.addAt(index, 'must be a reference: the uuid of its target, and an attribute or null');
    } else if (attribute !== undefined && ref['attr'] !== null) {
      faults.enter(index);
      bySchema(attribute, 'attr', ref['attr'], faults);
      faults.leave();
    }
    if (faults.full) break;
  }
  faults.leave();
}

function validateMap(
  member: string,
  value: unknown,
  old: unknown,
  what: string,
  accepts: (value: unknown) => boolean,
  faults: Faults,
): void {
  if (value === undefined || value === old) return;
  if (!isObject(value)) return faults.addAt(member, 'must be an object');
  for (const [key, each] of Object.entries(value)) if (!accepts(each)) faults.add(`must be ${what}`, member, key);
}

function bySchema(schema: z.ZodType, at: string, value: unknown, faults: Faults): void {
  if (quickCheckOf(schema)?.(value) === true) return;
  const parsed = schema.safeParse(value);
  if (parsed.success) return;
  for (const issue of parsed.error.issues) faults.add(sentenceOf(issue), at, ...issue.path);
}

function isUuidOrAbsent(value: unknown): boolean {
  return value === undefined || (typeof value === 'string' && parseUid(value) !== undefined);
}

/** Sets the tags of an object type by type, as `set-tag` does. */

import type { Ref } from '../../model/config/record.ts';
import { kindOf, type ConfigType } from '../../model/config/types.ts';
import type { FqName } from '../../model/naming/fq-name.ts';
import { LABEL_TAG, labelTagUuid, tagParts } from '../../model/naming/label-tag.ts';
import { byLabelTag } from '../../store/indexes.ts';
import type { Read } from '../../store/store.ts';
import { invalid, invalidField, notFound, pythonList } from '../problems.ts';
import { findByFqName, findObject, objectOf } from '../records.ts';
import type { ObjectPatch, RecordOf } from '../rules.ts';
import { rulesOf } from '../types/rule-table.ts';
import type { WriteContext } from '../write-context.ts';
import { updateObject } from './operations.ts';

/** What is asked for one type of tags: null removes them all. */
export interface TagChange {
  readonly isGlobal: boolean;
  readonly value: string | undefined;
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/**
 * Changes the tags of the named types; others stay. Throws a `Problem`: 400 for values that a type cannot have, 404 for
 * a tag that does not exist.
 */
export function setTags(
  context: WriteContext,
  type: ConfigType,
  uuid: string,
  changes: ReadonlyMap<string, TagChange | null>,
): void {
  const { transaction } = context;
  const record = objectOf(transaction, type, uuid) as RecordOf<ConfigType>;
  let refs = [...(record.refs.tag ?? [])];
  const valueOf = (ref: Ref): { readonly type: string; readonly value: string } =>
    tagParts(findObject(transaction, 'tag', ref.uuid)?.fq_name.at(-1) ?? '');
  for (const [tagType, change] of changes) {
    const present = refs.filter((ref) => valueOf(ref).type === tagType);
    if (change === null) {
      refs = refs.filter((ref) => !present.includes(ref));
      continue;
    }
    checkChange(type, tagType, change);
    const add = tagType === LABEL_TAG ? new Set(change.add) : new Set<string>();
    if (change.value !== undefined) add.add(change.value);
    const drop = new Set(
      tagType === LABEL_TAG ? change.remove : present.map((ref) => valueOf(ref).value).filter((each) => !add.has(each)),
    );
    for (const ref of present) add.delete(valueOf(ref).value);
    refs = refs.filter((ref) => !(present.includes(ref) && drop.has(valueOf(ref).value)));
    for (const value of add)
      refs.push({ uuid: locate(transaction, record, `${tagType}=${value}`, change.isGlobal), attr: null });
  }
  updateObject(context, type, uuid, { refs: { tag: refs } } as ObjectPatch<ConfigType>);
}

function checkChange(type: ConfigType, tagType: string, { add, remove, value }: TagChange): void {
  if (tagType !== LABEL_TAG && (add.length > 0 || remove.length > 0))
    throw invalidField(`/${tagType}`, `Tag type ${tagType} cannot be set multiple times on a same object.`);
  const { onlyTagTypes } = rulesOf(type);
  if (onlyTagTypes !== undefined && !onlyTagTypes.includes(tagType))
    throw invalidField(`/${tagType}`, `Invalid tag type ${tagType} for object type ${type.replaceAll('-', '_')}`);
  if (tagType !== LABEL_TAG && value === undefined)
    throw invalid(`No valid value provided for tag type ${tagType}`, [
      { pointer: `/${tagType}/value`, detail: 'Give the value of the tag, or null for the type to remove it.' },
    ]);
}

/** The uuid of a tag: global, or of the project of the object. That of a label is stored when it is referred to. */
function locate(read: Read, record: RecordOf<ConfigType>, name: string, isGlobal: boolean): string {
  const fqName = isGlobal ? [name] : [...scopeOf(read, record, name), name];
  const found = findByFqName(read, 'tag', fqName);
  if (found !== undefined) return found.uuid;
  const ofLabel = labelTagUuid(name);
  if (isGlobal && (['kube/Pod', 'kube/Namespace'] as const).some((kind) => read.countIn(byLabelTag(kind), ofLabel) > 0))
    return ofLabel;
  throw notFound(`Tag with FQName ${pythonList(fqName)} not found`);
}

function scopeOf(read: Read, record: RecordOf<ConfigType>, name: string): FqName {
  if (kindOf(record.type).hasTags === true) return record.fq_name;
  if (record.parent_type !== undefined && kindOf(record.parent_type).hasTags === true)
    return record.fq_name.slice(0, -1);
  const owner = findObject(read, 'project', record.perms2.owner);
  if (owner !== undefined) return owner.fq_name;
  throw notFound(`Not able to determine the scope of the tag '${name}': set is_global, or put the object in a project`);
}

/**
 * Tags `type=value`, numbered `0xTTTTVVVV`; immutable once created. The tag of a Kubernetes label is stored when
 * something refers to it (`model/naming/label-tag.ts`).
 */

import { kindOf } from '../../model/config/types.ts';
import { labelTagUuid, tagParts } from '../../model/naming/label-tag.ts';
import { tagValuePool } from '../../model/oper/number-pool.ts';
import { byRef } from '../../store/indexes.ts';
import type { Read } from '../../store/store.ts';
import { usedLabel } from '../../store/used-label.ts';
import { drawNumber, numberIsUsed, TAG_VALUE } from '../numbers/number-use.ts';
import { exhausted, invalid, invalidField } from '../problems.ts';
import { findByFqName, findObject, isReferred } from '../records.ts';
import type { NewObject, Operations, RecordOf, ResourceRules, Writing } from '../rules.ts';
import { CHOSEN_FROM, hex, hexNumber, PREDEFINED_TAG_TYPES } from './tag-type.ts';

export const tag: ResourceRules<'tag'> = {
  ...kindOf('tag'),
  beforeCreate: named,
  beforeReferred(operations, uuid) {
    const name = usedLabel(operations.context.transaction, uuid);
    if (name !== undefined) storeLabelTag(operations, name);
  },
  afterUnreferred(operations, uuid) {
    const stored = findObject(operations.context.transaction, 'tag', uuid);
    if (stored === undefined || stored.fq_name.length !== 1 || labelTagUuid(stored.fq_name[0]!) !== uuid) return;
    if (!isReferred(operations.context.transaction, 'tag', uuid)) operations.remove('tag', uuid);
  },
  complete(writing) {
    return writing.before === undefined ? numbered(writing) : unchanged(writing);
  },
  follow(operations, after, before) {
    if (after === undefined && before !== undefined) return dropType(operations, before);
    if (after === undefined || before !== undefined) return;
    const type = typeOf(operations.context.transaction, after)!;
    const [given] = after.refs['tag-type'] ?? [];
    if (given !== undefined && given.uuid !== type.uuid)
      throw invalidField('/tag/tag_type_refs', 'Tag Type reference is not setable: it follows from tag_type_name');
    if (given === undefined)
      operations.update('tag', after.uuid, { refs: { 'tag-type': [{ uuid: type.uuid, attr: null }] } });
  },
};

/** Stores the tag of a label. */
function storeLabelTag(operations: Operations, name: string): RecordOf<'tag'> {
  const { type, value } = tagParts(name);
  return operations.create('tag', {
    uuid: labelTagUuid(name),
    fq_name: [name],
    parent_type: 'config-root',
    props: { tag_type_name: type, tag_value: value },
  });
}

/** The global tag of this name, stored now if it is that of a label that some pod or namespace has. */
export function locateTag(operations: Operations, name: string): RecordOf<'tag'> | undefined {
  const { transaction } = operations.context;
  const stored = findByFqName(transaction, 'tag', [name]);
  if (stored !== undefined) return stored;
  return usedLabel(transaction, labelTagUuid(name)) === name ? storeLabelTag(operations, name) : undefined;
}

function typeOf(read: Read, { props }: RecordOf<'tag'>): RecordOf<'tag-type'> | undefined {
  return findByFqName(read, 'tag-type', [String(props['tag_type_name'])]);
}

/** The type of the last of its tags goes with it, unless it is predefined. */
function dropType(operations: Operations, gone: RecordOf<'tag'>): void {
  const { transaction } = operations.context;
  const type = typeOf(transaction, gone);
  if (type === undefined || type.system === true || PREDEFINED_TAG_TYPES.has(type.fq_name[0]!)) return;
  if (transaction.countIn(byRef('tag', 'tag-type'), type.uuid) === 0) operations.remove('tag-type', type.uuid);
}

/** A tag is named after its type and value, whatever name was requested; a missing tag type is created with it. */
function named(operations: Operations, requested: NewObject<'tag'>): NewObject<'tag'> {
  const { tag_type_name: typeName, tag_value: value, tag_id: id } = requested.props ?? {};
  if (
    typeof typeName !== 'string' ||
    typeof value !== 'string' ||
    typeName === '' ||
    value === '' ||
    !Array.isArray(requested.fq_name) ||
    requested.fq_name.length === 0
  )
    return requested;
  if (findByFqName(operations.context.transaction, 'tag-type', [typeName]) === undefined) {
    const typeId = hexNumber(id);
    operations.create('tag-type', {
      fq_name: [typeName],
      ...(typeId === undefined ? {} : { props: { tag_type_id: `0x${hex(typeId >>> 16)}` } }),
    });
  }
  const name = `${typeName}=${value}`;
  const { display_name: shown } = requested;
  return {
    ...requested,
    fq_name: [...requested.fq_name.slice(0, -1), name],
    display_name: shown === undefined || shown === requested.fq_name.at(-1) ? name : shown,
  };
}

/** The tag with its id. */
function numbered({ context, draft }: Writing<'tag'>): RecordOf<'tag'> {
  const { tag_type_name: typeName, tag_value: value, tag_id: asked } = draft.props;
  if (typeof typeName !== 'string' || typeof value !== 'string' || typeName === '' || value === '') {
    throw invalid('Tag must be created with a type and a value', [
      { pointer: '/tag/tag_type_name', detail: 'Give tag_type_name and tag_value.' },
    ]);
  }
  const type = typeOf(context.transaction, draft);
  if (type === undefined) throw new Error(`BUG: tag type ${typeName} was not made`);
  const typeId = Number(type.allocated?.['id'] ?? 0);
  const pool = tagValuePool(type.uuid);
  const id =
    asked === undefined || asked === ''
      ? drawNumber(context.transaction, pool, TAG_VALUE)
      : chosen(context.transaction, pool, typeId, asked);
  if (id === undefined) throw exhausted(400, `Values of tag type ${typeName} have run out: there are 65535 at most`);
  return {
    ...draft,
    props: { ...draft.props, tag_id: `0x${hex(typeId)}${hex(id)}` },
    allocated: { ...draft.allocated, type: type.uuid, id },
  };
}

/** The second half of an id that a client chose. */
function chosen(read: Read, pool: string, typeId: number, asked: unknown): number {
  const id = hexNumber(asked);
  const refusal = (sentence: string) => invalidField('/tag/tag_id', sentence);
  if (id === undefined) throw refusal('Tag value must be in hexadecimal');
  const value = id & 0xffff;
  if (value < CHOSEN_FROM) throw refusal('Tag id can be set only for user defined tags in range 32768-65535');
  if (id >>> 16 !== typeId) throw refusal(`Tag id ${String(asked)} must begin with that of its type, 0x${hex(typeId)}`);
  if (numberIsUsed(read, pool, value)) throw refusal('Requested Tag id is already allocated');
  return value;
}

function unchanged({ draft, before }: Writing<'tag'>): RecordOf<'tag'> {
  for (const field of ['tag_type_name', 'tag_value', 'tag_id']) {
    if (draft.props[field] !== before!.props[field])
      throw invalidField(`/tag/${field}`, `Tag ${field} can not be changed: delete the tag and make another`);
  }
  if (draft.display_name !== before!.display_name)
    throw invalidField('/tag/display_name', 'Tag name, type, value or ID cannot be updated');
  const [typeBefore] = before!.refs['tag-type'] ?? [];
  if (typeBefore !== undefined && draft.refs['tag-type']?.[0]?.uuid !== typeBefore.uuid)
    throw invalidField('/tag/tag_type_refs', 'Tag-type reference cannot be updated');
  return draft;
}

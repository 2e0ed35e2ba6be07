/** Tags `type=value`, numbered `0xTTTTVVVV`; immutable once created. */

import { kindOf } from '../../model/config/types.ts';
import { tagValuePool } from '../../model/oper/number-pool.ts';
import { drawNumber, TAG_VALUE } from '../numbers/number-use.ts';
import { exhausted, invalid, invalidField } from '../problems.ts';
import { findByFqName } from '../records.ts';
import type { NewObject, Operations, RecordOf, ResourceRules, Writing } from '../rules.ts';
import { hex } from './tag-type.ts';

export const tag: ResourceRules<'tag'> = {
  ...kindOf('tag'),
  beforeCreate: named,
  complete(writing) {
    return writing.before === undefined ? numbered(writing) : unchanged(writing);
  },
  follow(operations, after, before) {
    if (after === undefined || before !== undefined) return;
    const type = findByFqName(operations.context.transaction, 'tag-type', [String(after.props['tag_type_name'])])!;
    if ((after.refs['tag-type'] ?? []).length === 0)
      operations.update('tag', after.uuid, { refs: { 'tag-type': [{ uuid: type.uuid, attr: null }] } });
  },
};

/** A tag is named after its type and value, whatever name was requested; a missing tag type is created with it. */
function named(operations: Operations, requested: NewObject<'tag'>): NewObject<'tag'> {
  const { tag_type_name: typeName, tag_value: value } = requested.props ?? {};
  if (
    typeof typeName !== 'string' ||
    typeof value !== 'string' ||
    typeName === '' ||
    value === '' ||
    !Array.isArray(requested.fq_name) ||
    requested.fq_name.length === 0
  )
    return requested;
  if (findByFqName(operations.context.transaction, 'tag-type', [typeName]) === undefined)
    operations.create('tag-type', { fq_name: [typeName] });
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
  const { tag_type_name: typeName, tag_value: value } = draft.props;
  if (typeof typeName !== 'string' || typeof value !== 'string' || typeName === '' || value === '') {
    throw invalid('Tag must be created with a type and a value', [
      { pointer: '/tag/tag_type_name', detail: 'Give tag_type_name and tag_value.' },
    ]);
  }
  const type = findByFqName(context.transaction, 'tag-type', [typeName]);
  if (type === undefined) throw new Error(`BUG: tag type ${typeName} was not made`);
  const id = drawNumber(context.transaction, tagValuePool(type.uuid), TAG_VALUE);
  if (id === undefined) throw exhausted(400, `Values of tag type ${typeName} have run out: there are 65535 at most`);
  return {
    ...draft,
    props: { ...draft.props, tag_id: `0x${hex(Number(type.allocated?.['id'] ?? 0))}${hex(id)}` },
    allocated: { type: type.uuid, id },
  };
}

function unchanged({ draft, before }: Writing<'tag'>): RecordOf<'tag'> {
  for (const field of ['tag_type_name', 'tag_value', 'tag_id']) {
    if (draft.props[field] !== before!.props[field])
      throw invalidField(`/tag/${field}`, `Tag ${field} can not be changed: delete the tag and make another`);
  }
  return draft;
}

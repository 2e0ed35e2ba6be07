/** Tag types, numbered `0xTTTT`; those of the original have its numbers. */

import { kindOf } from '../../model/config/types.ts';
import type { Json } from '../../model/json.ts';
import { LABEL_TAG } from '../../model/naming/label-tag.ts';
import type { Read } from '../../store/store.ts';
import { drawNumber, numberIsUsed } from '../numbers/number-use.ts';
import { exhausted, invalidField } from '../problems.ts';
import type { ResourceRules, Writing } from '../rules.ts';

/** The types that always exist, and their ids. */
export const PREDEFINED_TAG_TYPES: ReadonlyMap<string, number> = new Map([
  [LABEL_TAG, 0],
  ['application', 1],
  ['tier', 2],
  ['deployment', 3],
  ['site', 4],
]);
/** The ids that the system gives, and from here on those that clients may choose. */
const GIVEN = { first: 255, last: 0x7fff };
export const CHOSEN_FROM = 0x8000;

/** Four hexadecimal digits. */
export const hex = (number: number): string => number.toString(16).padStart(4, '0');

/** The number in `0x00ff`; undefined for anything else. */
export function hexNumber(text: unknown): number | undefined {
  return typeof text === 'string' && /^(0x)?[0-9a-f]{1,8}$/i.test(text) ? Number.parseInt(text, 16) : undefined;
}

export const tagType: ResourceRules<'tag-type'> = {
  ...kindOf('tag-type'),
  complete(writing) {
    const { draft, before } = writing;
    if (before === undefined) {
      const id = idOf(writing);
      return { ...draft, props: { ...draft.props, tag_type_id: `0x${hex(id)}` }, allocated: { id } };
    }
    // A malformed id of an older version may be corrected.
    const kept = hexNumber(before.props['tag_type_id']) !== undefined;
    for (const [field, changed] of [
      ['display_name', draft.display_name !== before.display_name],
      ['tag_type_id', kept && draft.props['tag_type_id'] !== before.props['tag_type_id']],
    ] as const)
      if (changed) throw invalidField(`/tag-type/${field}`, 'Tag Type value or ID cannot be updated');
    return draft;
  },
};

function idOf({ context, draft }: Writing<'tag-type'>): number {
  const predefined = PREDEFINED_TAG_TYPES.get(draft.fq_name[0]!);
  if (predefined !== undefined) return predefined;
  const asked = draft.props['tag_type_id'];
  if (asked !== undefined && asked !== '') return chosen(context.transaction, asked);
  const id = drawNumber(context.transaction, 'tag-type', GIVEN);
  if (id !== undefined) return id;
  throw exhausted(
    400,
    `Tag types have run out: there are ${GIVEN.last - GIVEN.first + 1} at most. Delete one that is not used.`,
  );
}

function chosen(read: Read, asked: Json): number {
  const id = hexNumber(asked);
  if (id === undefined || id < CHOSEN_FROM || id > 0xffff)
    throw invalidField(
      '/tag-type/tag_type_id',
      'Tag type can be set only with user defined id in range 32768-65535: write it as 0x8000',
    );
  if (numberIsUsed(read, 'tag-type', id))
    throw invalidField('/tag-type/tag_type_id', `Tag Type with same Id already exists: 0x${hex(id)}`);
  return id;
}

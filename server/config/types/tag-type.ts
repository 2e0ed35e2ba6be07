/** Tag types, numbered `0xTTTT`. */

import { kindOf } from '../../model/config/types.ts';
import { drawNumber, TAG_VALUE } from '../numbers/number-use.ts';
import { exhausted } from '../problems.ts';
import type { ResourceRules } from '../rules.ts';

/** Four hexadecimal digits. */
export const hex = (number: number): string => number.toString(16).padStart(4, '0');

export const tagType: ResourceRules<'tag-type'> = {
  ...kindOf('tag-type'),
  complete({ context, draft, before }) {
    if (before !== undefined) return draft;
    const id = drawNumber(context.transaction, 'tag-type', TAG_VALUE);
    if (id === undefined)
      throw exhausted(400, 'Tag types have run out: there are 65535 at most. Delete one that is not used.');
    return { ...draft, props: { ...draft.props, tag_type_id: `0x${hex(id)}` }, allocated: { id } };
  },
};

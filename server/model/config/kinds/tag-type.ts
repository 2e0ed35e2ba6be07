/** Types of tags. */

import type { OpenProps } from '../record.ts';
import { configKind } from './config-kind.ts';

export const tagTypeKind = configKind<'tag-type', OpenProps>('tag-type')({
  parents: ['config-root'],
  refs: [],
  heldNumbers: ({ allocated }) => [['tag-type', allocated?.['id']]],
});

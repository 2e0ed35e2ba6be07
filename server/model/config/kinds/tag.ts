/** Tags `type=value`. */

import { tagValuePool } from '../../oper/number-pool.ts';
import type { OpenProps } from '../record.ts';
import { configKind } from './config-kind.ts';

export const tagKind = configKind<'tag', OpenProps>('tag')({
  parents: ['project', 'config-root'],
  refs: ['tag-type'],
  colonInName: true,
  namedByPrograms: true,
  partlyDerived: true,
  derivedRefs: true,
  heldNumbers: ({ allocated }) => [[tagValuePool(String(allocated?.['type'])), allocated?.['id']]],
  searchRank: 150,
});

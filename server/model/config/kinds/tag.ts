/** Tags `type=value`. */

import type { OpenProps } from '../record.ts';
import { configKind } from './config-kind.ts';

export const tagKind = configKind<'tag', OpenProps>('tag')({
  parents: ['project', 'config-root'],
  refs: ['tag-type'],
  colonInName: true,
  searchRank: 150,
});

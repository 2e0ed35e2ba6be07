/** Projects: of a namespace, or created by an operator. */

import type { OpenProps } from '../record.ts';
import { configKind } from './config-kind.ts';

/** Prefix of a network's uuid in a project's `allocated`: a network that a controller shares with it. */
export const SHARED = 'shared/';

export const projectKind = configKind<'project', OpenProps>('project')({
  parents: ['domain'],
  hasTags: true,
  refs: ['floating-ip-pool', 'application-policy-set', 'tag'],
  indexes: {
    shares: ({ allocated }) =>
      Object.keys(allocated ?? {}).flatMap((what) => (what.startsWith(SHARED) ? [what.slice(SHARED.length)] : [])),
  },
  indexedParts: ['allocated'],
  searchRank: 30,
  drawn: true,
});

/** Projects: a namespace's, or made by an operator. */

import type { OpenProps } from '../record.ts';
import { configKind } from './config-kind.ts';

/** Before a network's uuid among what is allocated to a project: a network that a controller shares with it. */
export const SHARED = 'shared/';

export const projectKind = configKind<'project', OpenProps>('project')({
  parents: ['domain'],
  refs: ['floating-ip-pool', 'application-policy-set', 'tag'],
  indexes: {
    shares: ({ allocated }) =>
      Object.keys(allocated ?? {}).flatMap((what) => (what.startsWith(SHARED) ? [what.slice(SHARED.length)] : [])),
  },
  indexedParts: ['allocated'],
  searchRank: 30,
  drawn: true,
});

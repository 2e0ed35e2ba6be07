/**
 * Networks that a controller shares with a project (access bits: read 4, write 2, refer 1). The share is stored in the
 * project, which has few, and not in the network's `perms2`, which would grow with every project; the config API lists
 * both together.
 */

import { SHARED } from '../../model/config/kinds/project.ts';
import { objectOf } from '../records.ts';
import type { WriteContext } from '../write-context.ts';
import { updateObject } from './operations.ts';

/** Shares a network with a project, or (undefined) removes the share. */
export function giveShare(context: WriteContext, network: string, project: string, access: number | undefined): void {
  const { [SHARED + network]: before, ...others } = objectOf(context.transaction, 'project', project).allocated ?? {};
  if (before === access) return;
  updateObject(context, 'project', project, {
    allocated: access === undefined ? others : { ...others, [SHARED + network]: access },
  });
}

/**
 * `router_external` and `is_shared` stand for access of everyone: external allows read and refer (5), shared allows
 * read, write and refer (7). Setting either also sets the other form; contradictions are refused.
 */

import { SHARED } from '../../model/config/kinds/project.ts';
import type { Read } from '../../store/store.ts';
import { invalid } from '../problems.ts';
import { findObject } from '../records.ts';
import type { Writing } from '../rules.ts';

type Network = Writing<'virtual-network'>['draft'];

/** Access bits, as in Contrail: read 4, write 2, refer 1. */
const READ_AND_REFER = 5;
/** Read, write and refer. */
const ALL = 7;

export function completeSharing(writing: Writing<'virtual-network'>): Network {
  const { draft, before } = writing;
  const { is_shared: shared = false, router_external: external = false } = draft.props;
  const access = draft.perms2.global_access;
  const accessGiven = access !== (before?.perms2.global_access ?? 0);
  const sharedGiven = writing.given('is_shared');
  const externalGiven = writing.given('router_external');
  if (accessGiven) {
    if (sharedGiven && shared !== (access === ALL)) throw inconsistent('is_shared', shared, access);
    if (external && (access & READ_AND_REFER) !== READ_AND_REFER) throw inconsistent('router_external', true, access);
    if (externalGiven && !external && access === READ_AND_REFER) throw inconsistent('router_external', false, access);
    return { ...draft, props: { ...draft.props, is_shared: access === ALL } };
  }
  const changed =
    shared !== (before?.props.is_shared ?? false) || external !== (before?.props.router_external ?? false);
  if (!changed) return draft;
  return { ...draft, perms2: { ...draft.perms2, global_access: shared ? ALL : external ? READ_AND_REFER : 0 } };
}

/** Without the shares that a controller stored in projects: reading lists them too, so they may be sent back. */
export function withoutGivenShares(read: Read, network: Network): Network {
  const share = network.perms2.share.filter(
    ({ tenant, tenant_access: access }) =>
      access !== findObject(read, 'project', tenant)?.allocated?.[SHARED + network.uuid],
  );
  return share.length === network.perms2.share.length ? network : { ...network, perms2: { ...network.perms2, share } };
}

function inconsistent(field: 'is_shared' | 'router_external', value: boolean, access: number): Error {
  const detail = `Inconsistent ${field} (${value}) and global_access (${access})`;
  return invalid(detail, [{ pointer: `/virtual-network/${field}`, detail: `${detail}: leave one of the two out.` }]);
}

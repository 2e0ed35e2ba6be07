/**
 * `router_external` and `is_shared` stand for access of everybody: external lets all read and refer (5), shared lets
 * all read, write and refer (7). Whichever is given sets the other; contradictions are refused.
 */
import { invalid } from './problems.ts';
import type { Writing } from './rules.ts';

type Network = Writing<'virtual-network'>['draft'];

const READ_AND_REFER = 5;
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
  const changed = shared !== (before?.props.is_shared ?? false) || external !== (before?.props.router_external ?? false);
  if (!changed) return draft;
  return { ...draft, perms2: { ...draft.perms2, global_access: shared ? ALL : external ? READ_AND_REFER : 0 } };
}

function inconsistent(field: 'is_shared' | 'router_external', value: boolean, access: number): Error {
  const detail = `Inconsistent ${field} (${value}) and global_access (${access})`;
  return invalid(detail, [{ pointer: `/virtual-network/${field}`, detail: `${detail}: leave one of the two out.` }]);
}

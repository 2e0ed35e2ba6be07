/** Access control lists: derived from policies and security groups. */

import type { AccessControlListProps } from '../policy.ts';
import { configKind } from './config-kind.ts';

export const accessControlListKind = configKind<'access-control-list', AccessControlListProps>('access-control-list')({
  parents: ['virtual-network', 'security-group'],
  refs: ['tag'],
  derived: true,
  derivedRefs: true,
});

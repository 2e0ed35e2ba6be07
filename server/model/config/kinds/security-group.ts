/** Security groups. */

import type { SecurityGroupProps } from '../policy.ts';
import { configKind } from './config-kind.ts';

export const securityGroupKind = configKind<'security-group', SecurityGroupProps>('security-group')({
  parents: ['project'],
  refs: ['tag'],
  collections: { security_group_entries: { items: 'policy_rule' } },
  heldNumbers: ({ allocated }) => [['security-group', allocated?.['id']]],
  searchRank: 140,
});

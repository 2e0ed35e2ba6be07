/** Groups of prefixes, for endpoints of firewall rules. */

import type { AddressGroupProps } from '../firewall.ts';
import { configKind } from './config-kind.ts';

export const addressGroupKind = configKind<'address-group', AddressGroupProps>('address-group')({
  parents: ['policy-management', 'project'],
  refs: ['tag'],
  onlyTagTypes: ['label'],
  colonInName: true,
  collections: { address_group_prefix: { items: 'subnet' } },
});

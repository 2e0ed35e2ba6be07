/** Groups of protocols and ports, for firewall rules. */

import type { ServiceGroupProps } from '../firewall.ts';
import { configKind } from './config-kind.ts';

export const serviceGroupKind = configKind<'service-group', ServiceGroupProps>('service-group')({
  parents: ['policy-management', 'project'],
  refs: ['tag'],
  collections: { service_group_firewall_service_list: { items: 'firewall_service' } },
});

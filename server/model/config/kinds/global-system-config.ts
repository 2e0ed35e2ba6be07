/** System-wide settings. */

import type { GlobalSystemConfigProps } from '../global.ts';
import { configKind } from './config-kind.ts';

export const globalSystemConfigKind = configKind<'global-system-config', GlobalSystemConfigProps>(
  'global-system-config',
)({
  parents: ['config-root'],
  refs: ['bgp-router', 'tag'],
  collections: { ip_fabric_subnets: { items: 'subnet' } },
});

/** Settings of all compute nodes. */

import type { GlobalVrouterConfigProps } from '../global.ts';
import { configKind } from './config-kind.ts';

export const globalVrouterConfigKind = configKind<'global-vrouter-config', GlobalVrouterConfigProps>(
  'global-vrouter-config',
)({
  parents: ['global-system-config'],
  refs: ['tag'],
  collections: { encapsulation_priorities: { items: 'encapsulation' } },
});

/** Sets of application policies. */

import type { OpenProps } from '../record.ts';
import { configKind } from './config-kind.ts';

export const applicationPolicySetKind = configKind<'application-policy-set', OpenProps>('application-policy-set')({
  parents: ['policy-management', 'project'],
  refs: ['firewall-policy', 'global-vrouter-config', 'tag'],
});

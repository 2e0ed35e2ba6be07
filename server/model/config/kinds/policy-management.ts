/** Holders of application policy sets. */

import type { OpenProps } from '../record.ts';
import { configKind } from './config-kind.ts';

export const policyManagementKind = configKind<'policy-management', OpenProps>('policy-management')({
  parents: ['config-root', 'project'],
  refs: ['tag'],
});

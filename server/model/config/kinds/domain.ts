/** Domains: the top of the names. */

import type { OpenProps } from '../record.ts';
import { configKind } from './config-kind.ts';

export const domainKind = configKind<'domain', OpenProps>('domain')({
  parents: ['config-root'],
  refs: ['tag'],
});

/** ServiceAccounts. Nobody authenticates with one here. */

import type { KindRules } from './kind-rules.ts';

export const serviceAccountRules: KindRules = {
  nameForm: 'subdomain',
  generation: 'none',
  defaults() {},
  causes: () => [],
};

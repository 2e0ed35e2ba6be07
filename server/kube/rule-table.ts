/** Kind → its rules. Does not compile if `kinds.ts` omits a kind. */

import type { KubeKind } from '../model/kube/types.ts';
import * as kinds from './kinds.ts';
import type { KindRules } from './kinds/kind-rules.ts';

export const KIND_RULES: { readonly [K in KubeKind]: KindRules } = { ...kinds };

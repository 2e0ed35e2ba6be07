/** Kind → its schema. Does not compile if `kinds.ts` omits a kind. */

import type { KubeKind } from '../../model/kube/types.ts';
import * as kinds from './kinds.ts';
import type { KubeSchema } from './schema.ts';

export const KUBE_SCHEMAS: { readonly [K in KubeKind]: KubeSchema } = { ...kinds };

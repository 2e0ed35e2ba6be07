/** Kind → its schema. A kind that `kinds.ts` leaves out does not compile. */

import type { KubeKind } from '../../model/kube/types.ts';
import * as kinds from './kinds.ts';
import type { KubeSchema } from './schema.ts';

export const KUBE_SCHEMAS: { readonly [K in KubeKind]: KubeSchema } = { ...kinds };

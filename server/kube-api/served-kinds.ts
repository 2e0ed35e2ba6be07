/** Kind → how it is served. A kind that `kinds.ts` leaves out does not compile. */

import type { KubeKind } from '../model/kube/types.ts';
import * as kinds from './kinds.ts';
import type { ServedKind } from './kinds/served-kind.ts';

export const SERVED_KINDS: { readonly [K in KubeKind]: ServedKind<K> } = { ...kinds };

/** Kind → how it is served. Does not compile if `kinds.ts` omits a kind. */

import type { KubeKind } from '../model/kube/types.ts';
import * as kinds from './kinds.ts';
import type { ServedKind } from './kinds/served-kind.ts';

export const SERVED_KINDS: { readonly [K in KubeKind]: ServedKind<K> } = { ...kinds };

/** Names of objects that every system has. */

import type { FqName } from './fq-name.ts';

/** The provider network: the underlay. */
export const IP_FABRIC: FqName = Object.freeze(['default-domain', 'default-project', 'ip-fabric']);

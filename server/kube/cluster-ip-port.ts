/** Where Services draw their ClusterIP from, in their own transaction. */

import type { WriteContext } from '../config/write-context.ts';

/** Draws a free address of the service networks' IPAM, or checks `requested`; refuses with a Problem when it cannot. */
export type AllocateClusterIp = (context: WriteContext, requested?: string) => string;

/** What the operations of this room take. */
export interface KubeContext extends WriteContext {
  /** The IPAM of services unless given. */
  readonly allocateClusterIp?: AllocateClusterIp;
}

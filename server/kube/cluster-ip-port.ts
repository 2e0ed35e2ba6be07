/** Allocates the ClusterIP of a Service in the Service's own transaction. */

import type { WriteContext } from '../config/write-context.ts';

/**
 * Allocates a free address of the service network's IPAM, or checks `requested`; refuses with a Problem if it cannot.
 */
export type AllocateClusterIp = (context: WriteContext, requested?: string) => string;

/** The context of every Kubernetes operation. */
export interface KubeContext extends WriteContext {
  /** By default the IPAM of services. */
  readonly allocateClusterIp?: AllocateClusterIp;
}

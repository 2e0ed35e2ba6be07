/**
 * What addresses are drawn from. A record names it (`allocated.space`): the subnet's uuid, or `cluster-ip/4|6` for the
 * IPAM of services, whose addresses also stand in Kubernetes objects.
 */

import type { IpFamily } from '../net/address.ts';

/** An address that a record holds, as it stands there, and the space that it was drawn from. */
export type HeldAddress = readonly [space: number | string | undefined, address: string | undefined];

/** The space of the IPAM from which ClusterIPs come. */
export function clusterIpSpace(family: IpFamily): string {
  return `cluster-ip/${family}`;
}

/** Prefix of `allocated` keys on a virtual network for addresses drawn by ip-alloc: `address/10.1.1.5` → space. */
export const SET_ASIDE = 'address/';

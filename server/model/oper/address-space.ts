/**
 * Address spaces, from which addresses are allocated. A record names its space (`allocated.space`): the subnet's uuid,
 * or `cluster-ip/4|6` for the IPAM of services, whose addresses are also in Kubernetes objects.
 */

import type { IpFamily } from '../net/address.ts';

/** An address in a record, unparsed, and its address space. */
export type HeldAddress = readonly [space: number | string | undefined, address: string | undefined];

/** Which addresses a record holds. */
export interface HeldAddresses<Value> {
  /** The members of the record that `of` reads: while they are the same, so are the addresses. */
  readonly from: readonly (keyof Value & string)[];
  readonly of: (value: Value) => readonly HeldAddress[];
}

/** Those of any kind. */
export interface AnyHeldAddresses {
  readonly from: readonly string[];
  readonly of: (value: never) => readonly HeldAddress[];
}

/** The space of the IPAM for ClusterIPs. */
export function clusterIpSpace(family: IpFamily): string {
  return `cluster-ip/${family}`;
}

/** Prefix of `allocated` keys on a virtual network for addresses allocated by ip-alloc: `address/10.1.1.5` → space. */
export const SET_ASIDE = 'address/';

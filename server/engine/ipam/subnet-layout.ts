/**
 * How a subnet's addresses are laid out before anything is allocated from it.
 *
 * Addresses are drawn from the top unless `bottomUp`. Set aside are the network address, the
 * broadcast address, the gateway and the service (DNS) address. From the top, the gateway is the
 * last address but one and the service address the one below, so that the first automatic
 * address of a /24 is .252; from the bottom they are first + 1 and first + 2, and it is .3.
 */

import type { AddressRange } from '../../model/net/address-range.ts';
import { addAddress, sameAddress, type Address } from '../../model/net/address.ts';
import { broadcastAddress, networkAddress, prefixSize, type Prefix } from '../../model/net/prefix.ts';

export interface SubnetLayout {
  readonly prefix: Prefix;
  /** `addr_from_start`: lowest address first. */
  readonly bottomUp: boolean;
  /** Undefined: the subnet has no gateway. */
  readonly gateway: Address | undefined;
  /** `dns_server_address`. */
  readonly serviceAddress: Address | undefined;
  /** Automatic and requested addresses come from these; empty means from the whole prefix. */
  readonly allocationPools: readonly AddressRange[];
  /** Addresses per allocation, a power of two; each allocation is aligned to it. */
  readonly allocUnit: number;
}

/** The role for which an address is set aside. */
export type SetAside = 'network address' | 'broadcast address' | 'gateway' | 'service address';

/** Undefined in a prefix of fewer than four addresses. */
export function defaultGateway(prefix: Prefix, bottomUp: boolean): Address | undefined {
  return fromEnd(prefix, bottomUp, 1);
}

/** Undefined in a prefix of fewer than four addresses. */
export function defaultServiceAddress(prefix: Prefix, bottomUp: boolean): Address | undefined {
  return fromEnd(prefix, bottomUp, 2);
}

function fromEnd(prefix: Prefix, bottomUp: boolean, steps: number): Address | undefined {
  if (prefixSize(prefix) < 4n) return undefined;
  return bottomUp ? addAddress(networkAddress(prefix), steps) : addAddress(broadcastAddress(prefix), -steps);
}

/** A subnet with every default: top-down, gateway and service address at the top. */
export function defaultLayout(prefix: Prefix, bottomUp = false): SubnetLayout {
  return Object.freeze({
    prefix,
    bottomUp,
    gateway: defaultGateway(prefix, bottomUp),
    serviceAddress: defaultServiceAddress(prefix, bottomUp),
    allocationPools: [],
    allocUnit: 1,
  });
}

/** The addresses that are never allocated, with their roles. */
export function setAsideAddresses(layout: SubnetLayout): readonly (readonly [SetAside, Address])[] {
  const list: (readonly [SetAside, Address])[] = [
    ['network address', networkAddress(layout.prefix)],
    ['broadcast address', broadcastAddress(layout.prefix)],
  ];
  if (layout.gateway !== undefined) list.push(['gateway', layout.gateway]);
  if (layout.serviceAddress !== undefined) list.push(['service address', layout.serviceAddress]);
  return list;
}

/** Why this address is never allocated, if it is not. */
export function setAsideRole(layout: SubnetLayout, a: Address): SetAside | undefined {
  return setAsideAddresses(layout).find(([, reserved]) => sameAddress(reserved, a))?.[0];
}

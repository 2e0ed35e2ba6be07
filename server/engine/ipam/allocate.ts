/**
 * Chooses among the subnets of a virtual network. Subnets are tried in order; a request may restrict them by subnet
 * uuid, by family or by naming the address.
 */

import type { FqName } from '../../model/naming/fq-name.ts';
import type { Uid } from '../../model/naming/uid.ts';
import { formatAddressRange } from '../../model/net/address-range.ts';
import { address, formatAddress, type Address, type IpFamily } from '../../model/net/address.ts';
import { contains, formatPrefix, prefixFamily, prefixSize } from '../../model/net/prefix.ts';
import type { AddressPool } from './address-pool.ts';
import { setAsideAddresses, type SetAside } from './subnet-layout.ts';

export interface SubnetPool {
  readonly subnetUid: Uid;
  readonly pool: AddressPool;
}

export interface AddressRequest {
  readonly network: FqName;
  readonly subnetUid?: Uid;
  readonly family?: IpFamily;
  /** A specific address; otherwise the next free one. */
  readonly address?: Address;
}

export type AllocationOutcome =
  | { readonly kind: 'allocated'; readonly address: Address; readonly subnetUid: Uid }
  /** The requested address is in use. The config API's text is "IP address already in use". */
  | { readonly kind: 'in-use'; readonly message: string; readonly setAside?: SetAside; readonly hint: string }
  /** The requested address is in no subnet or allocation pool, or not at the start of an allocation unit. */
  | { readonly kind: 'outside'; readonly message: string; readonly hint: string }
  /** No subnet has a free address. */
  | { readonly kind: 'exhausted'; readonly message: string; readonly hint: string }
  | { readonly kind: 'no-subnets'; readonly message: string; readonly hint: string };

/** Allocates from the first subnet that can serve. Only that subnet's pool changes, and only on success. */
export function allocateAddress(subnets: readonly SubnetPool[], request: AddressRequest): AllocationOutcome {
  const eligible = subnets.filter(
    ({ subnetUid, pool }) =>
      (request.subnetUid === undefined || subnetUid === request.subnetUid) &&
      (request.family === undefined || prefixFamily(pool.layout.prefix) === request.family),
  );
  if (eligible.length === 0) return noSubnets(request);
  return request.address === undefined
    ? drawNext(eligible, request)
    : drawRequested(eligible, request, request.address);
}

function drawNext(eligible: readonly SubnetPool[], request: AddressRequest): AllocationOutcome {
  for (const { subnetUid, pool } of eligible) {
    const drawn = pool.allocate();
    if (drawn !== undefined) return { kind: 'allocated', address: drawn, subnetUid };
  }
  return exhausted(eligible, request, 'Release addresses that are not needed, or add a subnet to the network.');
}

function drawRequested(eligible: readonly SubnetPool[], request: AddressRequest, wanted: Address): AllocationOutcome {
  const text = formatAddress(wanted);
  let inside: AddressPool | undefined;
  for (const { subnetUid, pool } of eligible) {
    const { prefix, allocUnit } = pool.layout;
    if (contains(prefix, wanted) && wanted.value % BigInt(allocUnit) !== 0n) {
      const first = formatAddress(address(wanted.family, wanted.value - (wanted.value % BigInt(allocUnit))));
      return {
        kind: 'outside',
        message: `${text} is not the first address of an alloc_unit of ${allocUnit} in ${formatPrefix(prefix)}`,
        hint: `Ask for ${first}, or leave it empty for an automatic one.`,
      };
    }
    const reservation = pool.reserve(wanted);
    switch (reservation.kind) {
      case 'reserved':
        return { kind: 'allocated', address: wanted, subnetUid };
      case 'in-use':
        return { kind: 'in-use', message: 'IP address already in use', hint: freeHint(`${text} is in use.`, pool) };
      case 'set-aside': {
        // Contrail's text, except where the prefix has no usable address at all.
        const message = pool.total === 0n ? noAddress(pool) : 'IP address already in use';
        return {
          kind: 'in-use',
          message,
          setAside: reservation.role,
          hint: freeHint(`${text} is the ${reservation.role} of ${formatPrefix(prefix)}.`, pool),
        };
      }
      case 'outside-pools':
        inside = pool;
        break;
      case 'outside-subnet':
        break;
      default:
        throw new Error(`BUG: unknown reservation ${String(reservation satisfies never)}`);
    }
  }
  const hint = 'Choose an address inside, or leave it empty for an automatic one.';
  if (inside !== undefined) {
    return {
      kind: 'outside',
      message:
        `${text} is in none of the allocation pools of ${formatPrefix(inside.layout.prefix)}, which are ` +
        `${inside.layout.allocationPools.map(formatAddressRange).join(', ')}`,
      hint,
    };
  }
  return {
    kind: 'outside',
    message:
      `${text} is in none of the subnets of Virtual-Network(${pythonList(request.network)}), which are ` +
      `${eligible.map(({ pool }) => formatPrefix(pool.layout.prefix)).join(', ')}`,
    hint,
  };
}

/** The message for a prefix in which every address is set aside. */
function noAddress({ layout }: AddressPool): string {
  const roles = setAsideAddresses(layout).map(([role, a]) => `${formatAddress(a)} (${role})`);
  return (
    `${formatPrefix(layout.prefix)} leaves no address to give: it has ${prefixSize(layout.prefix)}, and set aside ` +
    `are ${[...new Set(roles)].join(', ')}`
  );
}

function freeHint(why: string, pool: AddressPool): string {
  const next = pool.next();
  return next === undefined ? `${why} The subnet has no free address.` : `${why} ${formatAddress(next)} is free.`;
}

function exhausted(eligible: readonly SubnetPool[], request: AddressRequest, hint: string): AllocationOutcome {
  if (eligible.every(({ pool }) => pool.total === 0n)) {
    return {
      kind: 'exhausted',
      message:
        `Virtual-Network(${pythonList(request.network)}): ` +
        `${eligible.map(({ pool }) => noAddress(pool)).join('; ')}`,
      hint: 'Add a larger subnet to the network: four addresses of each are set aside.',
    };
  }
  const subnets = eligible.map(({ pool }) => formatPrefix(pool.layout.prefix));
  const message = `Virtual-Network(${pythonList(request.network)}) has exhausted subnet(${pythonList(subnets)})`;
  return { kind: 'exhausted', message, hint };
}

function noSubnets(request: AddressRequest): AllocationOutcome {
  const narrowed =
    request.subnetUid !== undefined
      ? ` with uuid ${request.subnetUid}`
      : request.family !== undefined
        ? ` of IPv${request.family}`
        : '';
  return {
    kind: 'no-subnets',
    message: `Virtual-Network(${pythonList(request.network)}) has no defined subnets`,
    hint: `Add a subnet${narrowed} to the network first.`,
  };
}

/** As the reference system prints lists: `['a', 'b']`. */
function pythonList(items: readonly string[]): string {
  return `[${items.map((item) => `'${item}'`).join(', ')}]`;
}

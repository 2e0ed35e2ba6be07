/**
 * Allocates addresses for a virtual network: the order in which its subnets are tried, and the refusal when none has an
 * address left.
 *
 * The order follows address_allocation_mode: flat subnets of the IPAMs only, the network's own only, or both in either
 * order (default: own first). If the request names a subnet or an address, flat subnets come first.
 */

import { allocateAddress, type AllocationOutcome, type SubnetPool } from '../../engine/ipam/allocate.ts';
import type { IpamSubnet, VnSubnets } from '../../model/config/virtual-network.ts';
import { shortName } from '../../model/naming/fq-name.ts';
import { formatAddress, parseAddress, type Address, type IpFamily } from '../../model/net/address.ts';
import { prefixFamily } from '../../model/net/prefix.ts';
import { clusterIpSpace } from '../../model/oper/address-space.ts';
import { Problem, type ProblemFacts } from '../../model/problem.ts';
import { byAddress } from '../../store/indexes.ts';
import type { Read } from '../../store/store.ts';
import { invalidField } from '../problems.ts';
import { asBlocking, findObject } from '../records.ts';
import type { RecordOf } from '../rules.ts';
import { poolOf } from './address-use.ts';
import { layoutOf } from './subnets.ts';

/** Whether ClusterIPs are allocated from this IPAM: `<cluster>-service-ipam`. */
export function isServiceIpam(ipam: RecordOf<'network-ipam'>): boolean {
  return ipam.props.ipam_subnet_method === 'flat-subnet' && shortName(ipam.fq_name).endsWith('-service-ipam');
}

/** A subnet as an address source: its address space, and the uuids by which a request may name it. */
export interface AddressSource {
  readonly space: string;
  readonly subnet: IpamSubnet;
  /** The subnet's own uuid; for a flat subnet also the uuid by which the network knows its IPAM. */
  readonly uuids: readonly string[];
  readonly flat: boolean;
}

/** The address space of a flat IPAM's subnet. */
export function spaceOfFlatSubnet(ipam: RecordOf<'network-ipam'>, subnet: IpamSubnet): string {
  return isServiceIpam(ipam) ? clusterIpSpace(prefixFamily(layoutOf(subnet).prefix)) : subnet.subnet_uuid;
}

/** Every subnet of the network; flat ones through their IPAM. */
export function sourcesOf(read: Read, network: RecordOf<'virtual-network'>): AddressSource[] {
  const sources: AddressSource[] = [];
  for (const ref of network.refs['network-ipam'] ?? []) {
    const entries = (ref.attr as unknown as VnSubnets | null)?.ipam_subnets ?? [];
    for (const subnet of entries)
      if (subnet.subnet !== undefined)
        sources.push({ space: subnet.subnet_uuid, subnet, uuids: [subnet.subnet_uuid], flat: false });
    const ipam = findObject(read, 'network-ipam', ref.uuid);
    if (ipam?.props.ipam_subnet_method !== 'flat-subnet') continue;
    const known = entries.filter((entry) => entry.subnet === undefined).map((entry) => entry.subnet_uuid);
    for (const subnet of ipam.props.ipam_subnets?.subnets ?? []) {
      sources.push({
        space: spaceOfFlatSubnet(ipam, subnet),
        subnet,
        uuids: [subnet.subnet_uuid, ...known],
        flat: true,
      });
    }
  }
  return sources;
}

export interface AddressSelection {
  /** A specific address. */
  readonly address?: string;
  readonly family?: 'v4' | 'v6';
  readonly subnetUuid?: string;
  /** Only from these subnets, in this order. */
  readonly subnetUuids?: readonly string[];
  /** Status of the refusal when nothing is left: 400 instance IP, 500 floating IP, 409 ip-alloc. */
  readonly exhaustedStatus: number;
  /** JSON pointer to the address in the request. */
  readonly pointer: string;
  /** Replaces "in use" in the refusal when the requested address is the gateway. */
  readonly gatewayRefusal?: string;
}

export interface DrawnAddress {
  readonly address: string;
  readonly space: string;
  readonly subnetUuid: string;
  readonly family: 'v4' | 'v6';
}

/** The next free address of the network, or the requested one. It counts as used through the caller's record. */
export function drawAddress(
  read: Read,
  network: RecordOf<'virtual-network'>,
  requested: AddressSelection,
): DrawnAddress {
  return drawAddresses(read, network, requested, 1)[0]!;
}

/** Several at once: all or none. */
export function drawAddresses(
  read: Read,
  network: RecordOf<'virtual-network'>,
  requested: AddressSelection,
  count: number,
): DrawnAddress[] {
  const wanted = requestedAddress(requested);
  const sources = sourcesOf(read, network).filter(
    (source) => requested.subnetUuid === undefined || source.uuids.includes(requested.subnetUuid),
  );
  const named = wanted !== undefined || requested.subnetUuid !== undefined;
  const { subnetUuids } = requested;
  const ordered =
    subnetUuids === undefined
      ? inOrder(sources, network.props.address_allocation_mode, named)
      : subnetUuids.flatMap((uuid) =>
          inOrder(
            sources.filter((source) => source.uuids.includes(uuid)),
            network.props.address_allocation_mode,
            true,
          ),
        );
  const pools = ordered.map((source): SubnetPool & { readonly source: AddressSource } => ({
    source,
    subnetUid: source.subnet.subnet_uuid,
    pool: poolOf(read, source.space, layoutOf(source.subnet)).clone(),
  }));
  const family = wanted?.family ?? familyOf(requested.family) ?? preferredFamily(ordered);
  return Array.from({ length: count }, (): DrawnAddress => {
    const outcome = allocateAddress(pools, { network: network.fq_name, family, address: wanted });
    if (outcome.kind !== 'allocated') throw refusalOf(read, outcome, requested, wanted);
    const source = ordered.find(({ subnet }) => subnet.subnet_uuid === outcome.subnetUid)!;
    return {
      address: formatAddress(outcome.address),
      space: source.space,
      subnetUuid: source.uuids.at(-1)!,
      family: outcome.address.family === 4 ? 'v4' : 'v6',
    };
  });
}

function requestedAddress(requested: AddressSelection): Address | undefined {
  if (requested.address === undefined) return undefined;
  const parsed = parseAddress(requested.address);
  if (parsed === undefined) throw invalidField(requested.pointer, `"${requested.address}" is not an IP address`);
  if (requested.family !== undefined && familyOf(requested.family) !== parsed.family)
    throw invalidField(requested.pointer, `${requested.address} is not an IP${requested.family} address`);
  return parsed;
}

function inOrder(sources: readonly AddressSource[], mode: string | undefined, named: boolean): AddressSource[] {
  const flat = sources.filter((source) => source.flat);
  const own = sources.filter((source) => !source.flat);
  if (mode === 'flat-subnet-only') return flat;
  if (mode === 'user-defined-subnet-only') return own;
  return named || mode === 'flat-subnet-preferred' ? [...flat, ...own] : [...own, ...flat];
}

const familyOf = (family: 'v4' | 'v6' | undefined): IpFamily | undefined =>
  family === undefined ? undefined : family === 'v4' ? 4 : 6;

/** IPv4 if the network has an IPv4 subnet, else the family that it has. */
function preferredFamily(sources: readonly AddressSource[]): IpFamily | undefined {
  const families = sources.map((source) => prefixFamily(layoutOf(source.subnet).prefix));
  return families.includes(4) ? 4 : families[0];
}

function refusalOf(
  read: Read,
  outcome: Exclude<AllocationOutcome, { kind: 'allocated' }>,
  requested: AddressSelection,
  wanted: Address | undefined,
): Problem {
  const facts = (status: number, reason: string, detail: string, blocking?: ProblemFacts['blocking']): Problem =>
    new Problem({
      status,
      reason,
      detail,
      fields: [{ pointer: requested.pointer, detail: outcome.hint }],
      ...(blocking === undefined ? {} : { blocking }),
    });
  if (outcome.kind === 'outside') return facts(400, 'Invalid', outcome.message);
  if (outcome.kind !== 'in-use') return facts(requested.exhaustedStatus, 'Exhausted', outcome.message);
  if (outcome.setAside === 'gateway' && requested.gatewayRefusal !== undefined)
    return facts(400, 'Invalid', requested.gatewayRefusal);
  return facts(
    409,
    'AddressInUse',
    outcome.message,
    wanted === undefined ? undefined : holdersOf(read, formatAddress(wanted)),
  );
}

/** The objects that have this address. */
function holdersOf(read: Read, text: string): ProblemFacts['blocking'] {
  return [...read.lookup(byAddress('instance-ip'), text), ...read.lookup(byAddress('floating-ip'), text)]
    .slice(0, 20)
    .map((stored) => asBlocking(stored.value));
}

/**
 * The rules of a subnet, for the server on write and for forms while the user types: prefix, gateway, service address,
 * alloc_unit, allocation pools. A fault names the field by its wire name, says what is wrong and, if possible, suggests
 * a valid value. Rules marked "new" apply only to subnets that do not exist yet.
 */

import { addressRange, DisjointRanges, formatAddressRange, rangeContains } from '../../model/net/address-range.ts';
import { formatAddress, isUnspecified, parseAddress, sameAddress, type Address } from '../../model/net/address.ts';
import {
  broadcastAddress,
  contains,
  firstOverlap,
  formatPrefix,
  networkAddress,
  parsePrefix,
  prefixSize,
  type Prefix,
} from '../../model/net/prefix.ts';
import { faultsFrom, isFault, type FaultIn } from './fault.ts';
import { impossibleNetwork } from './impossible-network.ts';

const SENTENCES = {
  'subnet/malformed': ({ text }: { readonly text: string }) =>
    `Invalid subnet ${text}: write it as 10.1.0.0/16 or 2001:db8::/64`,
  'subnet/host-bits': ({ text }: { readonly text: string }) =>
    `Invalid subnet ${text}: bits beyond the prefix length are set`,
  'subnet/impossible': ({ why }: { readonly why: string }) => `Invalid subnet: ${why}`,
  'subnet/overlap': ({ one, other }: { readonly one: string; readonly other: string }) =>
    `Overlapping addresses: ${one} and ${other}`,
  'subnet/address-outside': ({ what, text, cidr }: InSubnet) => `${what} ${text} not in cidr ${cidr}`,
  'subnet/address-of-no-host': ({ what, text, cidr, end }: InSubnet & { readonly end: 'network' | 'broadcast' }) =>
    `${what} ${text} is the ${end} address of ${cidr}, which no host can have`,
  'subnet/service-is-gateway': ({ service, cidr }: { readonly service: string; readonly cidr: string }) =>
    `service address ${service} is also the gateway of ${cidr}: choose another, or leave it out`,
  'subnet/alloc-unit': ({ unit }: { readonly unit: number }) => `alloc_unit ${unit} must be a power of two`,
  'allocation-pool/malformed': ({ pool }: InPool) => `${pool}: both ends must be IP addresses`,
  'allocation-pool/outside': ({ pool, cidr }: InPool & { readonly cidr: string }) => `${pool} out of cidr:${cidr}`,
  'allocation-pool/backwards': ({ pool }: InPool) => `${pool}: the first address comes after the last`,
  'allocation-pool/start-unaligned': ({ pool, unit }: InPool & { readonly unit: number }) =>
    `${pool}: the start must be aligned to alloc_unit ${unit}`,
  'allocation-pool/end-unaligned': ({ pool, unit }: InPool & { readonly unit: number }) =>
    `${pool}: the end must be the last address of an alloc_unit of ${unit}`,
  'allocation-pool/overlap': ({ pool, other }: InPool & { readonly other: string }) =>
    `${pool} overlaps the allocation pool ${other}: join them, or move one`,
  'allocation-pool/gateway': ({ pool, gateway }: InPool & { readonly gateway: string }) =>
    `${pool} contains the gateway ${gateway}: end the pool before it, or choose another gateway`,
};
const fault = faultsFrom(SENTENCES);

/** A requested address of the subnet: `what` it is for, and its text. */
interface InSubnet {
  readonly what: string;
  readonly text: string;
  readonly cidr: string;
}
interface InPool {
  /** `allocation pool 10.1.0.2-10.1.0.9`. */
  readonly pool: string;
}

type Said = FaultIn<typeof SENTENCES>;

/** A fault, with the wire name of the subnet's field. */
export type SubnetFault = Said & {
  readonly field: 'subnet' | 'default_gateway' | 'dns_server_address' | 'alloc_unit' | 'allocation_pools';
  /** The index of the pool. */
  readonly pool?: number;
};

/** First and last address, as on the wire. */
export interface PoolText {
  readonly start: string;
  readonly end: string;
}

/** The prefix of `10.1.0.0/16`. */
export function readSubnet(text: string): Prefix | SubnetFault {
  const prefix = parsePrefix(text);
  if (prefix !== undefined) return prefix;
  const masked = parsePrefix(text, 'mask');
  if (masked === undefined) return { field: 'subnet', ...fault('subnet/malformed', { text }) };
  return { field: 'subnet', ...fault('subnet/host-bits', { text }, formatPrefix(masked)) };
}

/** New: a prefix that no network can have. */
export function impossibleSubnet(prefix: Prefix): SubnetFault | undefined {
  const why = impossibleNetwork(prefix);
  return why === undefined ? undefined : { field: 'subnet', ...fault('subnet/impossible', { why }) };
}

/** Subnets of one network must not overlap: the index of the later of two, and the fault. */
export function overlappingSubnets(
  prefixes: readonly Prefix[],
): { readonly index: number; readonly fault: SubnetFault } | undefined {
  const overlap = firstOverlap(prefixes);
  if (overlap === undefined) return undefined;
  const [one, other] = overlap;
  const facts = { one: formatPrefix(prefixes[one]!), other: formatPrefix(prefixes[other]!) };
  return { index: other, fault: { field: 'subnet', ...fault('subnet/overlap', facts) } };
}

/**
 * A requested gateway or service address; undefined: the default. 0.0.0.0 or :: as gateway means that there is none,
 * and is kept; as service address it is ignored.
 */
export function readInside(
  prefix: Prefix,
  field: 'default_gateway' | 'dns_server_address',
  text: string | undefined,
  isNew: boolean,
): Address | SubnetFault | undefined {
  if (text === undefined) return undefined;
  const parsed = parseAddress(text);
  if (parsed?.family === prefix.address.family && isUnspecified(parsed))
    return field === 'default_gateway' ? parsed : undefined;
  const what = field === 'default_gateway' ? 'gateway-ip' : 'service address';
  const facts = { what, text, cidr: formatPrefix(prefix) };
  if (parsed === undefined || !contains(prefix, parsed)) return { field, ...fault('subnet/address-outside', facts) };
  const end = sameAddress(parsed, networkAddress(prefix))
    ? 'network'
    : sameAddress(parsed, broadcastAddress(prefix))
      ? 'broadcast'
      : undefined;
  if (isNew && end !== undefined && prefixSize(prefix) >= 4n)
    return { field, ...fault('subnet/address-of-no-host', { ...facts, end }) };
  return parsed;
}

/** New: gateway and service address are the same. */
export function serviceIsGateway(
  prefix: Prefix,
  gateway: Address | undefined,
  service: Address | undefined,
): SubnetFault | undefined {
  if (gateway === undefined || service === undefined || !sameAddress(gateway, service)) return undefined;
  const facts = { service: formatAddress(service), cidr: formatPrefix(prefix) };
  return { field: 'dns_server_address', ...fault('subnet/service-is-gateway', facts) };
}

/** Why addresses cannot be allocated in units of this size; undefined if they can. */
export function unitFault(unit: number): SubnetFault | undefined {
  if (Number.isInteger(unit) && unit >= 1 && (unit & (unit - 1)) === 0) return undefined;
  return { field: 'alloc_unit', ...fault('subnet/alloc-unit', { unit }) };
}

/** The pools in canonical form. */
export function readPools(
  prefix: Prefix,
  pools: readonly PoolText[],
  { unit, gateway }: { readonly unit: number; readonly gateway: Address | undefined },
): readonly PoolText[] | SubnetFault {
  const ranges = new DisjointRanges();
  const canonical: PoolText[] = [];
  for (const [index, pool] of pools.entries()) {
    const read = readPool(prefix, pool, unit, gateway, ranges);
    if (isFault(read)) return { field: 'allocation_pools', pool: index, ...read };
    canonical.push({ ...pool, ...read });
  }
  return canonical;
}

function readPool(
  prefix: Prefix,
  pool: PoolText,
  unit: number,
  gateway: Address | undefined,
  ranges: DisjointRanges,
): PoolText | Said {
  const [first, last] = [parseAddress(pool.start), parseAddress(pool.end)];
  const text = `allocation pool ${pool.start}-${pool.end}`;
  const facts = { pool: text };
  if (first === undefined || last === undefined) return fault('allocation-pool/malformed', facts);
  if (!contains(prefix, first) || !contains(prefix, last))
    return fault('allocation-pool/outside', { ...facts, cidr: formatPrefix(prefix) });
  const range = addressRange(first, last);
  if (range === undefined) return fault('allocation-pool/backwards', facts, `${pool.end}-${pool.start}`);
  if (first.value % BigInt(unit) !== 0n) return fault('allocation-pool/start-unaligned', { ...facts, unit });
  if ((last.value + 1n) % BigInt(unit) !== 0n) return fault('allocation-pool/end-unaligned', { ...facts, unit });
  const other = ranges.add(range);
  if (other !== undefined) return fault('allocation-pool/overlap', { ...facts, other: formatAddressRange(other) });
  if (gateway !== undefined && rangeContains(range, gateway))
    return fault('allocation-pool/gateway', { ...facts, gateway: formatAddress(gateway) });
  return { start: formatAddress(first), end: formatAddress(last) };
}

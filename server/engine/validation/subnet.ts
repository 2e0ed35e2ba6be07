/**
 * The rules of a subnet, for the server when it decides and for a form while somebody types: prefix, gateway, service
 * address, alloc_unit, allocation pools. A fault names the field by its wire name and says what is wrong, and where
 * there is one, what would do. Rules marked "new" hold for a subnet that is not there yet; one that is keeps what it
 * has.
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
import { impossibleNetwork } from './impossible-network.ts';

export interface SubnetFault {
  readonly field: 'subnet' | 'default_gateway' | 'dns_server_address' | 'alloc_unit' | 'allocation_pools';
  /** Which of the pools. */
  readonly pool?: number;
  /** A sentence without its end. */
  readonly message: string;
  readonly suggestion?: string;
}

/** First and last address, as the wire has them. */
export interface PoolText {
  readonly start: string;
  readonly end: string;
}

/** Whether what was read is a fault. */
export function isFault(read: object | undefined): read is SubnetFault {
  return read !== undefined && 'message' in read;
}

/** The prefix of `10.1.0.0/16`. */
export function readSubnet(text: string): Prefix | SubnetFault {
  const prefix = parsePrefix(text);
  if (prefix !== undefined) return prefix;
  const masked = parsePrefix(text, 'mask');
  if (masked === undefined)
    return { field: 'subnet', message: `Invalid subnet ${text}: write it as 10.1.0.0/16 or 2001:db8::/64` };
  return {
    field: 'subnet',
    message: `Invalid subnet ${text}: bits beyond the prefix length are set`,
    suggestion: formatPrefix(masked),
  };
}

/** New: a prefix that no network can have. */
export function impossibleSubnet(prefix: Prefix): SubnetFault | undefined {
  const why = impossibleNetwork(prefix);
  return why === undefined ? undefined : { field: 'subnet', message: `Invalid subnet: ${why}` };
}

/** Subnets of one network may not share addresses: the place of the later of two, and the fault. */
export function overlappingSubnets(
  prefixes: readonly Prefix[],
): { readonly index: number; readonly fault: SubnetFault } | undefined {
  const overlap = firstOverlap(prefixes);
  if (overlap === undefined) return undefined;
  const [one, other] = overlap;
  return {
    index: other,
    fault: {
      field: 'subnet',
      message: `Overlapping addresses: ${formatPrefix(prefixes[one]!)} and ${formatPrefix(prefixes[other]!)}`,
    },
  };
}

/**
 * A gateway or service address that is asked for; undefined: none, by default. 0.0.0.0 or :: as gateway says that there
 * shall be none and stays as it is; as service address it says nothing.
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
  if (parsed === undefined || !contains(prefix, parsed))
    return { field, message: `${what} ${text} not in cidr ${formatPrefix(prefix)}` };
  const end = sameAddress(parsed, networkAddress(prefix))
    ? 'network'
    : sameAddress(parsed, broadcastAddress(prefix))
      ? 'broadcast'
      : undefined;
  if (isNew && end !== undefined && prefixSize(prefix) >= 4n)
    return {
      field,
      message: `${what} ${text} is the ${end} address of ${formatPrefix(prefix)}, which no host can have`,
    };
  return parsed;
}

/** New: one address for both. */
export function serviceIsGateway(
  prefix: Prefix,
  gateway: Address | undefined,
  service: Address | undefined,
): SubnetFault | undefined {
  if (gateway === undefined || service === undefined || !sameAddress(gateway, service)) return undefined;
  return {
    field: 'dns_server_address',
    message: `service address ${formatAddress(service)} is also the gateway of ${formatPrefix(prefix)}: choose another, or leave it out`,
  };
}

export function unitFault(unit: number): SubnetFault | undefined {
  if (Number.isInteger(unit) && unit >= 1 && (unit & (unit - 1)) === 0) return undefined;
  return { field: 'alloc_unit', message: `alloc_unit ${unit} must be a power of two` };
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
    if ('message' in read) return { field: 'allocation_pools', pool: index, ...read };
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
): PoolText | { readonly message: string; readonly suggestion?: string } {
  const [first, last] = [parseAddress(pool.start), parseAddress(pool.end)];
  const text = `allocation pool ${pool.start}-${pool.end}`;
  if (first === undefined || last === undefined) return { message: `${text}: both ends must be IP addresses` };
  if (!contains(prefix, first) || !contains(prefix, last))
    return { message: `${text} out of cidr:${formatPrefix(prefix)}` };
  const range = addressRange(first, last);
  if (range === undefined)
    return { message: `${text}: the first address comes after the last`, suggestion: `${pool.end}-${pool.start}` };
  if (first.value % BigInt(unit) !== 0n) return { message: `${text}: the start must be aligned to alloc_unit ${unit}` };
  if ((last.value + 1n) % BigInt(unit) !== 0n)
    return { message: `${text}: the end must be the last address of an alloc_unit of ${unit}` };
  const other = ranges.add(range);
  if (other !== undefined)
    return { message: `${text} overlaps the allocation pool ${formatAddressRange(other)}: join them, or move one` };
  if (gateway !== undefined && rangeContains(range, gateway))
    return {
      message: `${text} contains the gateway ${formatAddress(gateway)}: end the pool before it, or choose another gateway`,
    };
  return { start: formatAddress(first), end: formatAddress(last) };
}

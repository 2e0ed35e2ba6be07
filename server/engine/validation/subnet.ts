/**
 * Checks a subnet as a person enters it and fills in what was left empty.
 *
 * Defaults: gateway and service address by the direction of allocation (`subnet-layout.ts`), the
 * whole prefix for allocation. Every error names the field by its wire path and the way out.
 */
import { addressBits, formatAddress, parseAddress, type Address } from '../../model/net/address.ts';
import { addressRange, formatAddressRange, rangeContains, rangesOverlap, type AddressRange } from '../../model/net/address-range.ts';
import { broadcastAddress, contains, formatPrefix, hostCount, networkAddress, overlaps, parsePrefix, type Prefix } from '../../model/net/prefix.ts';
import { impossibleNetwork } from './impossible-network.ts';
import { defaultGateway, defaultServiceAddress, type SubnetLayout } from '../ipam/subnet-layout.ts';

/** A subnet before it is checked: texts and numbers as the wire has them. */
export interface SubnetInput {
  readonly prefix: string;
  readonly prefixLength: number;
  /** Empty or absent: by default. `0.0.0.0` or `::`: the subnet has no gateway. */
  readonly defaultGateway?: string;
  readonly dnsServerAddress?: string;
  readonly allocationPools?: readonly { readonly start: string; readonly end: string }[];
  readonly addrFromStart?: boolean;
  readonly allocUnit?: number;
}

/** `field` is the path below the subnet, as in `allocation_pools.0.start`. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

export type SubnetReading =
  | { readonly kind: 'subnet'; readonly layout: SubnetLayout }
  | { readonly kind: 'invalid'; readonly errors: readonly FieldError[] };

export function checkSubnet(input: SubnetInput): SubnetReading {
  const prefix = readPrefix(input);
  if ('message' in prefix) return { kind: 'invalid', errors: [prefix] };
  const errors: FieldError[] = [];
  const impossible = impossibleNetwork(prefix);
  if (impossible !== undefined) errors.push({ field: 'subnet.ip_prefix', message: `${impossible}.` });
  const bottomUp = input.addrFromStart === true;
  const gateway = readInside(prefix, 'default_gateway', 'Gateway', input.defaultGateway, defaultGateway(prefix, bottomUp), errors);
  const service = readInside(prefix, 'dns_server_address', 'Service address', input.dnsServerAddress, undefined, errors);
  const serviceAddress = input.dnsServerAddress ? service : freeDefault(prefix, bottomUp, gateway);
  if (gateway !== undefined && service?.value === gateway.value) {
    errors.push({ field: 'dns_server_address', message: `Service address ${formatAddress(service)} is also the gateway. Choose another address, or leave it empty for the default.` });
  }
  const allocUnit = input.allocUnit ?? 1;
  if (!Number.isInteger(allocUnit) || allocUnit < 1 || allocUnit > 2 ** 30 || (allocUnit & (allocUnit - 1)) !== 0) {
    errors.push({ field: 'alloc_unit', message: `alloc_unit ${allocUnit} is not a power of two. Use 1, 2, 4, 8 and so on.` });
  } else if (BigInt(allocUnit) > hostCount(prefix)) {
    errors.push({ field: 'alloc_unit', message: `alloc_unit ${allocUnit} is more than ${formatPrefix(prefix)} has. Use a smaller unit.` });
  }
  const allocationPools = readPools(prefix, input.allocationPools ?? [], gateway, allocUnit, errors);
  if (errors.length > 0) return { kind: 'invalid', errors };
  return { kind: 'subnet', layout: Object.freeze({ prefix, bottomUp, gateway, serviceAddress, allocationPools, allocUnit }) };
}

/** The first pair of subnets of one network that share addresses, as an error on the later one. */
export function checkOverlap(prefixes: readonly Prefix[]): (FieldError & { readonly index: number }) | undefined {
  for (const [index, later] of prefixes.entries()) {
    const earlier = prefixes.slice(0, index).find((other) => overlaps(other, later));
    if (earlier === undefined) continue;
    const message = `Subnet ${formatPrefix(later)} overlaps subnet ${formatPrefix(earlier)} of the same network. Choose a prefix that shares no address with it.`;
    return { index, field: 'subnet', message };
  }
  return undefined;
}

function readPrefix(input: SubnetInput): Prefix | FieldError {
  const base = parseAddress(input.prefix);
  if (base === undefined) {
    return { field: 'subnet.ip_prefix', message: `Subnet address "${input.prefix}" is not an IP address. Write it as 10.1.0.0 or fd00:1::.` };
  }
  const bits = addressBits(base.family);
  if (!Number.isInteger(input.prefixLength) || input.prefixLength < 1 || input.prefixLength > bits) {
    return { field: 'subnet.ip_prefix_len', message: `Prefix length ${input.prefixLength} is out of range. Use 1 to ${bits} for IPv${base.family}.` };
  }
  const text = `${input.prefix}/${input.prefixLength}`;
  const prefix = parsePrefix(text);
  if (prefix !== undefined) return prefix;
  const masked = parsePrefix(text, 'mask');
  const instead = masked === undefined ? '' : ` Did you mean ${formatPrefix(masked)}?`;
  return { field: 'subnet.ip_prefix', message: `Subnet ${text} has bits set beyond its length.${instead}` };
}

/** An address that has to lie inside the prefix; the unspecified address means "none". */
function readInside(prefix: Prefix, field: string, name: string, text: string | undefined, byDefault: Address | undefined, errors: FieldError[]): Address | undefined {
  if (text === undefined || text === '') return byDefault;
  const a = parseAddress(text);
  if (a === undefined) {
    errors.push({ field, message: `${name} "${text}" is not an IP address. Leave it empty for the default.` });
    return undefined;
  }
  if (a.value === 0n) return undefined;
  const hint = `Choose one of ${formatAddress(networkAddress(prefix))} to ${formatAddress(broadcastAddress(prefix))} between the ends, or leave it empty for the default.`;
  if (!contains(prefix, a)) {
    errors.push({ field, message: `${name} ${text} is not inside ${formatPrefix(prefix)}. ${hint}` });
    return undefined;
  }
  if (a.value === networkAddress(prefix).value || a.value === broadcastAddress(prefix).value) {
    errors.push({ field, message: `${name} ${text} is the first or the last address of ${formatPrefix(prefix)}, which hosts cannot have. ${hint}` });
    return undefined;
  }
  return a;
}

/** The default service address; if a chosen gateway sits there, the place the gateway left. */
function freeDefault(prefix: Prefix, bottomUp: boolean, gateway: Address | undefined): Address | undefined {
  const usual = defaultServiceAddress(prefix, bottomUp);
  return usual !== undefined && usual.value === gateway?.value ? defaultGateway(prefix, bottomUp) : usual;
}

function readPools(prefix: Prefix, pools: readonly { readonly start: string; readonly end: string }[], gateway: Address | undefined, allocUnit: number, errors: FieldError[]): readonly AddressRange[] {
  const good: AddressRange[] = [];
  for (const [i, { start, end }] of pools.entries()) {
    const field = `allocation_pools.${i}`;
    const range = readPool(prefix, field, start, end, errors);
    if (range === undefined) continue;
    const text = formatAddressRange(range);
    const other = good.find((earlier) => rangesOverlap(earlier, range));
    const unit = BigInt(Number.isInteger(allocUnit) && allocUnit > 0 ? allocUnit : 1);
    if (other !== undefined) {
      errors.push({ field, message: `Allocation pool ${text} overlaps ${formatAddressRange(other)}. Join them or move one.` });
    } else if (gateway !== undefined && rangeContains(range, gateway)) {
      errors.push({ field, message: `Allocation pool ${text} contains the gateway ${formatAddress(gateway)}. End the pool before it, or choose another gateway.` });
    } else if (range.first.value % unit !== 0n || (range.last.value + 1n) % unit !== 0n) {
      errors.push({ field, message: `Allocation pool ${text} is not aligned to alloc_unit ${unit}. Start at a multiple of ${unit} and end just before one.` });
    } else good.push(range);
  }
  return Object.freeze(good);
}

function readPool(prefix: Prefix, field: string, start: string, end: string, errors: FieldError[]): AddressRange | undefined {
  const first = parseAddress(start);
  const last = parseAddress(end);
  for (const [part, text, a] of [['start', start, first], ['end', end, last]] as const) {
    if (a === undefined) errors.push({ field: `${field}.${part}`, message: `Allocation pool: "${text}" is not an IP address.` });
    else if (!contains(prefix, a)) errors.push({ field: `${field}.${part}`, message: `Allocation pool: ${text} is not inside ${formatPrefix(prefix)}. Choose an address of the subnet.` });
  }
  if (first === undefined || last === undefined || !contains(prefix, first) || !contains(prefix, last)) return undefined;
  const range = addressRange(first, last);
  if (range === undefined) errors.push({ field, message: `Allocation pool ${start}-${end} starts after it ends. Swap the two.` });
  return range;
}

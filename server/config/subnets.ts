/** User-defined and flat subnets on their way into the store: defaults, checks, and their layout for allocation. */
import { defaultGateway, defaultServiceAddress, type SubnetLayout } from '../engine/ipam/subnet-layout.ts';
import { impossibleNetwork } from '../engine/validation/impossible-network.ts';
import { formatAddress, isUnspecified, parseAddress, sameAddress, type Address } from '../model/net/address.ts';
import { addressRange, DisjointRanges, formatAddressRange, rangeContains, type AddressRange } from '../model/net/address-range.ts';
import { broadcastAddress, contains, firstOverlap, formatPrefix, networkAddress, parsePrefix, prefixSize, type Prefix } from '../model/net/prefix.ts';
import type { IpamSubnet, SubnetPrefix } from '../model/config/virtual-network.ts';
import { deepEqual } from '../store/equal.ts';
import { conflict, invalidField } from './problems.ts';
import type { WriteContext } from './write-context.ts';

/** Text of a subnet's prefix, `10.1.0.0/16`. */
export function subnetText(subnet: SubnetPrefix): string {
  return `${subnet.ip_prefix}/${subnet.ip_prefix_len}`;
}

/** The prefix; a `Problem` at `pointer` if it is none or has host bits set. */
export function prefixOfSubnet(subnet: SubnetPrefix, pointer: string): Prefix {
  const text = subnetText(subnet);
  const prefix = parsePrefix(text);
  if (prefix !== undefined) return prefix;
  const masked = parsePrefix(text, 'mask');
  if (masked === undefined) throw invalidField(pointer, `Invalid subnet ${text}: write it as 10.1.0.0/16 or 2001:db8::/64`);
  throw invalidField(pointer, `Invalid subnet ${text}: bits beyond the prefix length are set`, formatPrefix(masked));
}

/** Of stored subnets, which never change: with pools by the thousand each reading costs milliseconds. */
const LAYOUTS = new WeakMap<IpamSubnet, SubnetLayout>();

/** How addresses are drawn from a stored subnet. Throws `BUG:` for one that was never checked. */
export function layoutOf(subnet: IpamSubnet): SubnetLayout {
  let layout = LAYOUTS.get(subnet);
  if (layout === undefined) {
    layout = readLayout(subnet);
    if (Object.isFrozen(subnet)) LAYOUTS.set(subnet, layout);
  }
  return layout;
}

function readLayout(subnet: IpamSubnet): SubnetLayout {
  if (subnet.subnet === undefined) throw new Error(`BUG: subnet ${subnet.subnet_uuid} has no prefix`);
  const prefix = parsePrefix(subnetText(subnet.subnet), 'mask');
  if (prefix === undefined) throw new Error(`BUG: ${subnetText(subnet.subnet)} is not a prefix`);
  const one = (text: string | undefined): Address | undefined => {
    const parsed = text === undefined ? undefined : parseAddress(text);
    return parsed?.family === prefix.address.family && contains(prefix, parsed) ? parsed : undefined;
  };
  const allocationPools: AddressRange[] = [];
  for (const { start, end } of subnet.allocation_pools ?? []) {
    const [first, last] = [parseAddress(start), parseAddress(end)];
    const range = first === undefined || last === undefined ? undefined : addressRange(first, last);
    if (range !== undefined) allocationPools.push(range);
  }
  return { prefix, bottomUp: subnet.addr_from_start === true, gateway: one(subnet.default_gateway), serviceAddress: one(subnet.dns_server_address), allocationPools, allocUnit: subnet.alloc_unit ?? 1 };
}

/**
 * Subnets with uuid, gateway and service address filled in; one that was there before (same uuid, or same prefix) keeps
 * its uuid, gateway and creation time. `pointer` leads to the list.
 */
export function completeSubnets(context: WriteContext, wished: readonly IpamSubnet[], before: readonly IpamSubnet[], pointer: string): IpamSubnet[] {
  const known = { byUuid: new Map(before.map((subnet) => [subnet.subnet_uuid, subnet])), byPrefix: new Map(before.flatMap((subnet) => (subnet.subnet === undefined ? [] : [[subnetText(subnet.subnet), subnet] as const]))) };
  const completed = wished.map((subnet, index) => completeSubnet(context, subnet, known, `${pointer}/${index}`));
  const prefixes = completed.map((subnet, index) => prefixOfSubnet(subnet.subnet!, `${pointer}/${index}/subnet`));
  const overlap = firstOverlap(prefixes);
  if (overlap !== undefined) {
    const [one, other] = overlap;
    const detail = `Overlapping addresses: ${formatPrefix(prefixes[one]!)} and ${formatPrefix(prefixes[other]!)}`;
    throw conflict('Overlap', detail, { fields: [{ pointer: `${pointer}/${other}/subnet`, detail }] });
  }
  return completed;
}

/** The subnets as they stood. */
interface Known {
  readonly byUuid: ReadonlyMap<string, IpamSubnet>;
  readonly byPrefix: ReadonlyMap<string, IpamSubnet>;
}

function completeSubnet(context: WriteContext, wished: IpamSubnet, known: Known, pointer: string): IpamSubnet {
  if (wished.subnet === undefined) throw invalidField(`${pointer}/subnet`, 'Invalid subnet: a subnet needs ip_prefix and ip_prefix_len');
  const prefix = prefixOfSubnet(wished.subnet, `${pointer}/subnet`);
  const text = formatPrefix(prefix);
  const isNew = !known.byPrefix.has(text);
  const impossible = isNew ? impossibleNetwork(prefix) : undefined;
  if (impossible !== undefined) throw invalidField(`${pointer}/subnet`, `Invalid subnet: ${impossible}`);
  const old = wished.subnet_uuid ? known.byUuid.get(wished.subnet_uuid) : known.byPrefix.get(text);
  const bottomUp = wished.addr_from_start ?? old?.addr_from_start ?? false;
  const inside = (name: string, given: string | undefined): string | undefined => {
    if (given === undefined) return undefined;
    const parsed = parseAddress(given);
    // 0.0.0.0 or ::, the way to say that the subnet has no gateway.
    if (name === 'default_gateway' && parsed?.family === prefix.address.family && isUnspecified(parsed)) return formatAddress(parsed);
    const what = name === 'default_gateway' ? 'gateway-ip' : 'service address';
    // 0.0.0.0 as a name server: the subnet's own, as if none were given.
    if (parsed?.family === prefix.address.family && isUnspecified(parsed)) return undefined;
    if (parsed === undefined || !contains(prefix, parsed)) throw invalidField(`${pointer}/${name}`, `${what} ${given} not in cidr ${text}`);
    const end = sameAddress(parsed, networkAddress(prefix)) ? 'network' : sameAddress(parsed, broadcastAddress(prefix)) ? 'broadcast' : undefined;
    if (isNew && end !== undefined && prefixSize(prefix) >= 4n) throw invalidField(`${pointer}/${name}`, `${what} ${given} is the ${end} address of ${text}, which no host can have`);
    return formatAddress(parsed);
  };
  const gateway = inside('default_gateway', wished.default_gateway) ?? old?.default_gateway ?? textOf(defaultGateway(prefix, bottomUp));
  if (old?.default_gateway !== undefined && gateway !== old.default_gateway) {
    throw invalidField(`${pointer}/default_gateway`, `default gateway change is not allowed: subnet ${text} has ${old.default_gateway}`, old.default_gateway);
  }
  const chosen = inside('dns_server_address', wished.dns_server_address) ?? old?.dns_server_address;
  if (isNew && chosen !== undefined && chosen === gateway) throw invalidField(`${pointer}/dns_server_address`, `service address ${chosen} is also the gateway of ${text}: choose another, or leave it out`);
  const service = chosen ?? freeServiceAddress(prefix, bottomUp, gateway);
  const unit = wished.alloc_unit ?? old?.alloc_unit ?? 1;
  if (!Number.isInteger(unit) || unit < 1 || (unit & (unit - 1)) !== 0) throw invalidField(`${pointer}/alloc_unit`, `alloc_unit ${unit} must be a power of two`);
  return {
    ...old,
    ...wished,
    subnet: { ip_prefix: formatAddress(prefix.address), ip_prefix_len: prefix.length },
    subnet_uuid: wished.subnet_uuid || old?.subnet_uuid || context.mint.uuid(),
    ...(gateway === undefined ? {} : { default_gateway: gateway }),
    ...(service === undefined ? {} : { dns_server_address: service }),
    enable_dhcp: wished.enable_dhcp ?? old?.enable_dhcp ?? true,
    addr_from_start: bottomUp,
    ...(wished.allocation_pools === undefined ? {} : { allocation_pools: checkedPools(wished.allocation_pools, old?.allocation_pools, { prefix, unit, gateway }, `${pointer}/allocation_pools`) }),
    alloc_unit: unit,
  };
}

/** The default service address; where a chosen gateway has it, the place that the gateway left. */
function freeServiceAddress(prefix: Prefix, bottomUp: boolean, gateway: string | undefined): string | undefined {
  const usual = textOf(defaultServiceAddress(prefix, bottomUp));
  return usual !== undefined && usual === gateway ? textOf(defaultGateway(prefix, bottomUp)) : usual;
}

type Pools = NonNullable<IpamSubnet['allocation_pools']>;

/** The pools in canonical form. Those that stood there before stay, even where they would be refused now. */
function checkedPools(pools: Pools, before: Pools | undefined, { prefix, unit, gateway }: { readonly prefix: Prefix; readonly unit: number; readonly gateway: string | undefined }, pointer: string): Pools {
  if (deepEqual(pools, before)) return pools;
  const router = gateway === undefined ? undefined : parseAddress(gateway);
  const ranges = new DisjointRanges();
  return pools.map((pool, index) => {
    const [first, last] = [parseAddress(pool.start), parseAddress(pool.end)];
    const at = `${pointer}/${index}`;
    const text = `allocation pool ${pool.start}-${pool.end}`;
    if (first === undefined || last === undefined) throw invalidField(at, `${text}: both ends must be IP addresses`);
    if (!contains(prefix, first) || !contains(prefix, last)) throw invalidField(at, `${text} out of cidr:${formatPrefix(prefix)}`);
    const range = addressRange(first, last);
    if (range === undefined) throw invalidField(at, `${text}: the first address comes after the last`, `${pool.end}-${pool.start}`);
    if (first.value % BigInt(unit) !== 0n) throw invalidField(at, `${text}: the start must be aligned to alloc_unit ${unit}`);
    if ((last.value + 1n) % BigInt(unit) !== 0n) throw invalidField(at, `${text}: the end must be the last address of an alloc_unit of ${unit}`);
    const other = ranges.add(range);
    if (other !== undefined) throw invalidField(at, `${text} overlaps the allocation pool ${formatAddressRange(other)}: join them, or move one`);
    if (router !== undefined && rangeContains(range, router)) throw invalidField(at, `${text} contains the gateway ${gateway}: end the pool before it, or choose another gateway`);
    return { ...pool, start: formatAddress(first), end: formatAddress(last) };
  });
}

const textOf = (a: Address | undefined): string | undefined => (a === undefined ? undefined : formatAddress(a));

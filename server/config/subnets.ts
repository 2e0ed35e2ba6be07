/** User-defined and flat subnets on their way into the store: defaults, checks, and their layout for allocation. */
import { defaultGateway, defaultServiceAddress, type SubnetLayout } from '../engine/ipam/subnet-layout.ts';
import { formatAddress, isUnspecified, parseAddress, type Address } from '../model/net/address.ts';
import { addressRange, type AddressRange } from '../model/net/address-range.ts';
import { contains, formatPrefix, overlaps, parsePrefix, type Prefix } from '../model/net/prefix.ts';
import type { IpamSubnet, SubnetPrefix } from '../model/config/virtual-network.ts';
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

/** How addresses are drawn from a stored subnet. Throws `BUG:` for one that was never checked. */
export function layoutOf(subnet: IpamSubnet): SubnetLayout {
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
  const completed = wished.map((subnet, index) => completeSubnet(context, subnet, before, `${pointer}/${index}`));
  const prefixes = completed.map((subnet, index) => prefixOfSubnet(subnet.subnet!, `${pointer}/${index}/subnet`));
  for (let i = 0; i < prefixes.length; i++) {
    for (let j = 0; j < i; j++) {
      if (!overlaps(prefixes[i]!, prefixes[j]!)) continue;
      const detail = `Overlapping addresses: ${formatPrefix(prefixes[j]!)} and ${formatPrefix(prefixes[i]!)}`;
      throw conflict('Overlap', detail, { fields: [{ pointer: `${pointer}/${i}/subnet`, detail }] });
    }
  }
  return completed;
}

function completeSubnet(context: WriteContext, wished: IpamSubnet, before: readonly IpamSubnet[], pointer: string): IpamSubnet {
  if (wished.subnet === undefined) throw invalidField(`${pointer}/subnet`, 'Invalid subnet: a subnet needs ip_prefix and ip_prefix_len');
  const prefix = prefixOfSubnet(wished.subnet, `${pointer}/subnet`);
  const text = formatPrefix(prefix);
  const old = before.find((subnet) => (wished.subnet_uuid ? subnet.subnet_uuid === wished.subnet_uuid : subnet.subnet !== undefined && subnetText(subnet.subnet) === text));
  const bottomUp = wished.addr_from_start ?? old?.addr_from_start ?? false;
  const inside = (name: string, given: string | undefined): string | undefined => {
    if (given === undefined) return undefined;
    const parsed = parseAddress(given);
    // 0.0.0.0 or ::, the way to say that the subnet has no gateway.
    if (name === 'default_gateway' && parsed?.family === prefix.address.family && isUnspecified(parsed)) return formatAddress(parsed);
    if (parsed === undefined || !contains(prefix, parsed)) throw invalidField(`${pointer}/${name}`, `${name === 'default_gateway' ? 'gateway-ip' : 'service address'} ${given} not in cidr ${text}`);
    return formatAddress(parsed);
  };
  const gateway = inside('default_gateway', wished.default_gateway) ?? old?.default_gateway ?? textOf(defaultGateway(prefix, bottomUp));
  if (old?.default_gateway !== undefined && gateway !== old.default_gateway) {
    throw invalidField(`${pointer}/default_gateway`, `default gateway change is not allowed: subnet ${text} has ${old.default_gateway}`, old.default_gateway);
  }
  const service = inside('dns_server_address', wished.dns_server_address) ?? old?.dns_server_address ?? textOf(defaultServiceAddress(prefix, bottomUp));
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
    ...(wished.allocation_pools === undefined ? {} : { allocation_pools: checkedPools(wished.allocation_pools, prefix, unit, `${pointer}/allocation_pools`) }),
    alloc_unit: unit,
  };
}

function checkedPools(pools: NonNullable<IpamSubnet['allocation_pools']>, prefix: Prefix, unit: number, pointer: string): NonNullable<IpamSubnet['allocation_pools']> {
  return pools.map((pool, index) => {
    const [first, last] = [parseAddress(pool.start), parseAddress(pool.end)];
    const at = `${pointer}/${index}`;
    if (first === undefined || last === undefined) throw invalidField(at, `allocation pool ${pool.start}-${pool.end}: both ends must be IP addresses`);
    if (!contains(prefix, first) || !contains(prefix, last)) throw invalidField(at, `allocation pool ${pool.start}-${pool.end} out of cidr:${formatPrefix(prefix)}`);
    if (addressRange(first, last) === undefined) throw invalidField(at, `allocation pool ${pool.start}-${pool.end}: the first address comes after the last`, `${pool.end}-${pool.start}`);
    if (first.value % BigInt(unit) !== 0n) throw invalidField(at, `allocation pool ${pool.start}-${pool.end}: the start must be aligned to alloc_unit ${unit}`);
    return { ...pool, start: formatAddress(first), end: formatAddress(last) };
  });
}

const textOf = (a: Address | undefined): string | undefined => (a === undefined ? undefined : formatAddress(a));

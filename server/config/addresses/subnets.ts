/** User-defined and flat subnets before they are stored: defaults, checks, and their layout for allocation. */

import { defaultGateway, defaultServiceAddress, type SubnetLayout } from '../../engine/ipam/subnet-layout.ts';
import { isFault } from '../../engine/validation/fault.ts';
import {
  impossibleSubnet,
  overlappingSubnets,
  readInside,
  readPools,
  readSubnet,
  serviceIsGateway,
  unitFault,
  type SubnetFault,
} from '../../engine/validation/subnet.ts';
import { parseSubnet, subnetText } from '../../model/config/subnet-prefix.ts';
import type { IpamSubnet, SubnetPrefix } from '../../model/config/virtual-network.ts';
import { deepEqual } from '../../model/json.ts';
import { addressRange, type AddressRange } from '../../model/net/address-range.ts';
import { formatAddress, parseAddress, type Address } from '../../model/net/address.ts';
import { contains, formatPrefix, type Prefix } from '../../model/net/prefix.ts';
import { deepFreeze } from '../../store/freeze.ts';
import { conflict, fieldError, invalidBy, invalidField } from '../problems.ts';
import type { WriteContext } from '../write-context.ts';

const isSubnetFault = (read: object | undefined): read is SubnetFault => isFault(read);

/** The parsed value; a fault is thrown as a `Problem` at `pointer`, the JSON pointer of the subnet. */
function allowed<T extends object | undefined>(read: T | SubnetFault, pointer: string): T {
  if (!isSubnetFault(read)) return read;
  throw invalidBy(`${pointer}/${read.field}${read.pool === undefined ? '' : `/${read.pool}`}`, read);
}

/** The prefix. Throws a `Problem` at `pointer`, the JSON pointer of the subnet, if it is none or has host bits set. */
export function prefixOfSubnet(subnet: SubnetPrefix, pointer: string): Prefix {
  const read = readSubnet(subnetText(subnet));
  if (isFault(read)) throw invalidBy(pointer, read);
  return read;
}

/** Layouts of stored subnets, which never change. Cached: with thousands of pools, parsing takes milliseconds. */
const LAYOUTS = new WeakMap<IpamSubnet, SubnetLayout>();

/** The layout of a stored subnet for allocation. Throws `BUG:` if the subnet was never checked. */
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
  const prefix = parseSubnet(subnet.subnet);
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
  return {
    prefix,
    bottomUp: subnet.addr_from_start === true,
    gateway: one(subnet.default_gateway),
    serviceAddress: one(subnet.dns_server_address),
    allocationPools,
    allocUnit: subnet.alloc_unit ?? 1,
  };
}

/**
 * The subnets with uuid, gateway and service address filled in. An existing subnet (same uuid, or same prefix) keeps
 * its uuid, gateway and creation time. `pointer` is the JSON pointer of the list.
 */
export function completeSubnets(
  context: WriteContext,
  requested: readonly IpamSubnet[],
  before: readonly IpamSubnet[],
  pointer: string,
): IpamSubnet[] {
  const known = {
    byUuid: new Map(before.map((subnet) => [subnet.subnet_uuid, subnet])),
    byPrefix: new Map(
      before.flatMap((subnet) => (subnet.subnet === undefined ? [] : [[subnetText(subnet.subnet), subnet] as const])),
    ),
  };
  // Frozen at once, so that their layouts are parsed once for all the checks that follow.
  const completed = requested.map((subnet, index) => {
    const at = `${pointer}/${index}`;
    return deepFreeze(completeSubnet(context, subnet, known, at), at);
  });
  const overlap = overlappingSubnets(completed.map((subnet) => layoutOf(subnet).prefix));
  if (overlap !== undefined) {
    const { index, fault } = overlap;
    throw conflict('Overlap', fault.sentence, { fields: [fieldError(`${pointer}/${index}/subnet`, fault)] });
  }
  return completed;
}

/** The subnets before the change. */
interface Known {
  readonly byUuid: ReadonlyMap<string, IpamSubnet>;
  readonly byPrefix: ReadonlyMap<string, IpamSubnet>;
}

function completeSubnet(context: WriteContext, requested: IpamSubnet, known: Known, pointer: string): IpamSubnet {
  if (requested.subnet === undefined)
    throw invalidField(`${pointer}/subnet`, 'Invalid subnet: a subnet needs ip_prefix and ip_prefix_len');
  const prefix = prefixOfSubnet(requested.subnet, `${pointer}/subnet`);
  const text = formatPrefix(prefix);
  const isNew = !known.byPrefix.has(text);
  allowed(isNew ? impossibleSubnet(prefix) : undefined, pointer);
  const old = requested.subnet_uuid ? known.byUuid.get(requested.subnet_uuid) : known.byPrefix.get(text);
  const bottomUp = requested.addr_from_start ?? old?.addr_from_start ?? false;
  const inside = (field: 'default_gateway' | 'dns_server_address'): string | undefined =>
    textOf(allowed(readInside(prefix, field, requested[field], isNew), pointer));
  const gateway = inside('default_gateway') ?? old?.default_gateway ?? textOf(defaultGateway(prefix, bottomUp));
  if (old?.default_gateway !== undefined && gateway !== old.default_gateway) {
    throw invalidField(
      `${pointer}/default_gateway`,
      `default gateway change is not allowed: subnet ${text} has ${old.default_gateway}`,
      old.default_gateway,
    );
  }
  const chosen = inside('dns_server_address') ?? old?.dns_server_address;
  if (isNew) allowed(serviceIsGateway(prefix, addressIn(gateway), addressIn(chosen)), pointer);
  const service = chosen ?? freeServiceAddress(prefix, bottomUp, gateway);
  const unit = requested.alloc_unit ?? old?.alloc_unit ?? 1;
  allowed(unitFault(unit), pointer);
  return {
    ...old,
    ...requested,
    subnet: { ip_prefix: formatAddress(prefix.address), ip_prefix_len: prefix.length },
    subnet_uuid: requested.subnet_uuid || old?.subnet_uuid || context.mint.uuid(),
    ...(gateway === undefined ? {} : { default_gateway: gateway }),
    ...(service === undefined ? {} : { dns_server_address: service }),
    enable_dhcp: requested.enable_dhcp ?? old?.enable_dhcp ?? true,
    addr_from_start: bottomUp,
    ...(requested.allocation_pools === undefined
      ? {}
      : {
          allocation_pools: keptPools(requested.allocation_pools, old?.allocation_pools) ?? [
            ...allowed(readPools(prefix, requested.allocation_pools, { unit, gateway: addressIn(gateway) }), pointer),
          ],
        }),
    alloc_unit: unit,
  };
}

/** The default service address; if the requested gateway takes it, the default gateway address instead. */
function freeServiceAddress(prefix: Prefix, bottomUp: boolean, gateway: string | undefined): string | undefined {
  const usual = textOf(defaultServiceAddress(prefix, bottomUp));
  return usual !== undefined && usual === gateway ? textOf(defaultGateway(prefix, bottomUp)) : usual;
}

type Pools = NonNullable<IpamSubnet['allocation_pools']>;

/** Unchanged pools are kept, even if they would be refused today. */
function keptPools(pools: Pools, before: Pools | undefined): Pools | undefined {
  return deepEqual(pools, before) ? pools : undefined;
}

const textOf = (a: Address | undefined): string | undefined => (a === undefined ? undefined : formatAddress(a));
const addressIn = (text: string | undefined): Address | undefined =>
  text === undefined ? undefined : parseAddress(text);

/** `/views/address-map/<network>/<subnet>`: what is used, free and set aside in a subnet. */

import { countInUse, poolOf, usedAddresses } from '../../config/addresses/address-use.ts';
import { sourcesOf } from '../../config/addresses/network-addresses.ts';
import { layoutOf } from '../../config/addresses/subnets.ts';
import type { AddressMap, UsedAddress } from '../../contract/views/pools.ts';
import { setAsideAddresses } from '../../engine/ipam/subnet-layout.ts';
import { compareAddress, formatAddress, type Address } from '../../model/net/address.ts';
import { contains, prefixFamily, prefixSize } from '../../model/net/prefix.ts';
import { byAddress } from '../../store/indexes.ts';
import { nameOfObject } from '../shared/conditions.ts';
import { existingKey } from '../shared/find-object.ts';
import { firstRef, linkTo, podOfPort } from '../shared/links.ts';
import { notFound } from '../shared/query.ts';
import { cidrOf, subnetsOf } from '../shared/subnets.ts';
import type { ViewContext } from '../shared/view-context.ts';
import { wireCount } from '../shared/wire-count.ts';

/** Addresses listed one by one. */
const MAX_ADDRESSES = 1024;

function holderOf({ read }: ViewContext, text: string, space: string): UsedAddress {
  for (const { key, value } of read.lookup(byAddress('floating-ip'), text))
    if (value.allocated?.['space'] === space)
      return { address: text, kind: 'floating-ip', uuid: key, name: nameOfObject(read, 'floating-ip', key) };
  for (const { key, value } of read.lookup(byAddress('instance-ip'), text)) {
    if (value.allocated?.['space'] !== space) continue;
    const port = firstRef(value, 'virtual-machine-interface');
    const found = port === undefined ? undefined : read.get('virtual-machine-interface', port)?.value;
    const owner = found === undefined ? undefined : podOfPort(read, found)?.name;
    return { address: text, kind: 'instance-ip', uuid: key, ...(owner === undefined ? {} : { name: owner }) };
  }
  return { address: text, kind: space.startsWith('cluster-ip/') ? 'service' : 'instance-ip' };
}

const SET_ASIDE = {
  'network address': 'network',
  'broadcast address': 'broadcast',
  gateway: 'gateway',
  'service address': 'service-address',
} as const;

export function addressMap(context: ViewContext, network: string, subnetUuid: string): AddressMap {
  const { read } = context;
  const record = read.get('virtual-network', existingKey(read, 'virtual-network', network))!.value;
  const source = sourcesOf(read, record).find(
    ({ subnet, uuids }) => subnet.subnet_uuid === subnetUuid || uuids.includes(subnetUuid),
  );
  if (source === undefined)
    throw notFound(
      'subnet',
      subnetUuid,
      `Network ${record.fq_name.at(-1)} has: ${
        subnetsOf(read, record)
          .map(({ subnet }) => `${subnet.subnet_uuid} (${cidrOf(subnet)})`)
          .join(', ') || 'none'
      }.`,
    );
  const layout = layoutOf(source.subnet);
  const pool = poolOf(read, source.space, layout);
  const inside = usedAddresses(read, source.space).filter((a) => contains(layout.prefix, a));
  const aside: { readonly a: Address; readonly used: UsedAddress }[] = setAsideAddresses(layout).map(([role, a]) => ({
    a,
    used: { address: formatAddress(a), kind: SET_ASIDE[role] },
  }));
  const taken = new Set(aside.map(({ used }) => used.address));
  const shown = inside
    .slice(0, MAX_ADDRESSES)
    .filter((a) => !taken.has(formatAddress(a)))
    .map((a) => ({ a, used: holderOf(context, formatAddress(a), source.space) }));
  const addresses = [...aside, ...shown].sort((x, y) => compareAddress(x.a, y.a)).map(({ used }) => used);
  const next = pool.next();
  const used = countInUse(read, source.space, layout);
  const found = subnetsOf(read, record).find(({ subnet }) => subnet.subnet_uuid === source.subnet.subnet_uuid);
  return {
    network: linkTo(record),
    subnet: {
      uuid: source.subnet.subnet_uuid,
      cidr: cidrOf(source.subnet),
      family: prefixFamily(layout.prefix),
      ...(source.flat && found !== undefined ? { ipam: found.ipam } : {}),
    },
    ...(layout.gateway === undefined ? {} : { gateway: formatAddress(layout.gateway) }),
    ...(layout.serviceAddress === undefined ? {} : { serviceAddress: formatAddress(layout.serviceAddress) }),
    allocateFrom: layout.bottomUp ? 'bottom' : 'top',
    pools: (source.subnet.allocation_pools ?? []).map(({ start, end }) => ({ start, end })),
    size: wireCount(prefixSize(layout.prefix)),
    usable: wireCount(pool.total * BigInt(layout.allocUnit)),
    used: Number(used),
    free: wireCount((pool.total - BigInt(pool.used)) * BigInt(layout.allocUnit)),
    ...(next === undefined ? {} : { nextFree: formatAddress(next) }),
    addresses,
    ...(inside.length > MAX_ADDRESSES ? { more: inside.length - MAX_ADDRESSES } : {}),
    revision: read.revision,
  };
}

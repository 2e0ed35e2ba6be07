/** Addresses of a network without objects of their own: ip-alloc, ip-free, subnet-ip-count. */

import { allocateAddresses, countAddresses, freeAddresses } from '../config/operations/set-aside-addresses.ts';
import { invalid, noObject } from '../config/problems.ts';
import type { Read } from '../store/store.ts';
import { shown, textsOf } from './body-values.ts';
import { uuidOf, type WriteAnswer, type WriteScope } from './write-scope.ts';

type Body = { readonly [member: string]: unknown };

export function allocateFor(
  scope: WriteScope,
  action: 'ip-alloc' | 'ip-free',
  network: string,
  body: Body,
): WriteAnswer {
  const object = { type: 'virtual-network', uuid: network } as const;
  if (action === 'ip-free') {
    freeAddresses(scope.context, network, textsOf(body['ip_addr'], 'ip-free needs ip_addr, a list of addresses'));
    return { status: 200, body: {}, object };
  }
  const { count = 1, subnet, family } = body;
  if (family !== undefined && family !== null && family !== '' && family !== 'v4' && family !== 'v6')
    throw invalid(`ip-alloc: family ${shown(family)} is neither v4 nor v6`);
  const wanted =
    typeof count === 'number' || (typeof count === 'string' && /^\d{1,9}$/.test(count)) ? Number(count) : undefined;
  if (wanted === undefined) throw invalid(`ip-alloc: count ${shown(count)} is no whole number`);
  const drawn = allocateAddresses(scope.context, network, {
    count: wanted,
    ...(subnet ? { subnetUuid: uuidOf(subnet) } : {}),
    ...(family === 'v4' || family === 'v6' ? { family } : {}),
  });
  return { status: 200, body: { ip_addr: drawn }, object };
}

/** `{ip_count_list: [n, …]}` in the order of `subnet_list`. */
export function countFor(read: Read, network: string, body: Body): { readonly ip_count_list: readonly number[] } {
  if (read.get('virtual-network', network) === undefined) throw noObject('virtual-network', network);
  return {
    ip_count_list: countAddresses(
      read,
      network,
      textsOf(body['subnet_list'], 'subnet-ip-count needs subnet_list, a list of subnet uuids'),
    ),
  };
}

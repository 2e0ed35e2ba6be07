/** Addresses of a network without objects of their own: ip-alloc, ip-free, subnet-ip-count. */
import { allocateAddresses, countAddresses, freeAddresses } from '../config/set-aside-addresses.ts';
import { invalid, noObject } from '../config/problems.ts';
import type { Read } from '../store/store.ts';
import { uuidOf, type WriteAnswer, type WriteScope } from './write-scope.ts';

type Body = { readonly [member: string]: unknown };

export function allocateFor(scope: WriteScope, action: 'ip-alloc' | 'ip-free', network: string, body: Body): WriteAnswer {
  const object = { type: 'virtual-network', uuid: network } as const;
  if (action === 'ip-free') {
    const addresses = body['ip_addr'];
    if (!Array.isArray(addresses)) throw invalid('ip-free needs ip_addr, a list of addresses');
    freeAddresses(scope.context, network, addresses.map(String));
    return { status: 200, body: {}, object };
  }
  const { count = 1, subnet, family } = body;
  if (family !== undefined && family !== null && family !== 'v4' && family !== 'v6') throw invalid(`ip-alloc: family ${String(family)} is neither v4 nor v6`);
  const drawn = allocateAddresses(scope.context, network, { count: Number(count), ...(subnet ? { subnetUuid: uuidOf(subnet) } : {}), ...(family === 'v4' || family === 'v6' ? { family } : {}) });
  return { status: 200, body: { ip_addr: drawn }, object };
}

/** `{ip_count_list: [n, …]}` in the order of `subnet_list`. */
export function countFor(read: Read, network: string, body: Body): { readonly ip_count_list: readonly number[] } {
  if (read.get('virtual-network', network) === undefined) throw noObject('virtual-network', network);
  const subnets = body['subnet_list'];
  if (!Array.isArray(subnets)) throw invalid('subnet-ip-count needs subnet_list, a list of subnet uuids');
  return { ip_count_list: countAddresses(read, network, subnets.map(String)) };
}

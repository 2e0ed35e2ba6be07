/**
 * ClusterIPs of services: allocated from the service IPAM in the transaction of the Service, and stored in its `spec`.
 */

import { parseAddress, formatAddress, type IpFamily } from '../../model/net/address.ts';
import { contains, formatPrefix, prefixFamily } from '../../model/net/prefix.ts';
import { bySubnetMethod } from '../../store/indexes.ts';
import type { Read } from '../../store/store.ts';
import { conflict, exhausted, invalidField } from '../problems.ts';
import type { RecordOf } from '../rules.ts';
import type { WriteContext } from '../write-context.ts';
import { poolOf } from './address-use.ts';
import { isServiceIpam, spaceOfFlatSubnet } from './network-addresses.ts';
import { layoutOf } from './subnets.ts';

/** The IPAM of services; undefined until kube-manager has created it. */
function serviceIpam(read: Read): RecordOf<'network-ipam'> | undefined {
  for (const { value } of read.lookup(bySubnetMethod('network-ipam'), 'flat-subnet'))
    if (isServiceIpam(value)) return value;
  return undefined;
}

/**
 * The address for a Service: the requested one or the next free one. It counts as used as soon as the Service with this
 * `spec.clusterIP` is put. 409 in use, 400 not an address of the range, 503 before the range exists, 500 when it is
 * exhausted.
 */
export function allocateClusterIp(context: WriteContext, requested?: string, family: IpFamily = 4): string {
  const { transaction } = context;
  const ipam = serviceIpam(transaction);
  const wanted = requested === undefined ? undefined : parseAddress(requested);
  if (requested !== undefined && wanted === undefined)
    throw invalidField('/spec/clusterIP', `"${requested}" is not an IP address`);
  const subnets = (ipam?.props.ipam_subnets?.subnets ?? []).filter(
    (subnet) => prefixFamily(layoutOf(subnet).prefix) === (wanted?.family ?? family),
  );
  if (ipam === undefined || subnets.length === 0)
    throw exhausted(
      503,
      `No ClusterIP can be drawn: the service IPAM has no IPv${wanted?.family ?? family} subnet yet`,
    );
  for (const subnet of subnets) {
    const pool = poolOf(transaction, spaceOfFlatSubnet(ipam, subnet), layoutOf(subnet)).clone();
    if (wanted === undefined) {
      const next = pool.allocate();
      if (next !== undefined) return formatAddress(next);
    } else if (contains(pool.layout.prefix, wanted)) {
      const taken = pool.reserve(wanted);
      if (taken.kind === 'reserved') return formatAddress(wanted);
      const why =
        taken.kind === 'set-aside'
          ? `it is the ${taken.role} of ${formatPrefix(pool.layout.prefix)}`
          : taken.kind === 'in-use'
            ? 'provided IP is already allocated'
            : 'it is in none of the allocation pools';
      throw conflict('AddressInUse', `ClusterIP ${requested} cannot be used: ${why}`, {
        fields: [{ pointer: '/spec/clusterIP', detail: 'Leave it out for the next free one.' }],
      });
    }
  }
  const ranges = subnets.map((subnet) => formatPrefix(layoutOf(subnet).prefix)).join(', ');
  if (wanted !== undefined)
    throw invalidField('/spec/clusterIP', `ClusterIP ${requested} is not in the service range ${ranges}`);
  throw exhausted(500, `The service range ${ranges} is exhausted. Delete services that are not needed.`);
}

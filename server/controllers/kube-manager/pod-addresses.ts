/** The interfaces of a pod as they stand in the store, and their addresses. */

import { referrersOf } from '../../config/records.ts';
import type { RecordOf } from '../../config/rules.ts';
import { interfaceIndex } from '../../model/config/annotations.ts';
import { compare } from '../../model/order.ts';
import type { Read } from '../../store/store.ts';

export type Interface = RecordOf<'virtual-machine-interface'>;

/** The interfaces of a virtual machine (its uuid is the pod's uid), the primary one first. */
export function interfacesOf(read: Read, machine: string): Interface[] {
  return referrersOf(read, 'virtual-machine', machine, 'virtual-machine-interface').sort(
    (a, b) => interfaceIndex(a) - interfaceIndex(b),
  );
}

/** The addresses of an interface, IPv4 first. */
export function addressesOf(read: Read, port: string): string[] {
  const addresses = referrersOf(read, 'virtual-machine-interface', port, 'instance-ip').map(
    (each) => each.props.instance_ip_address,
  );
  return addresses
    .filter((address) => address !== undefined)
    .sort((a, b) => Number(a.includes(':')) - Number(b.includes(':')) || compare(a, b));
}

/** What a pod shows as its own addresses: those of its primary interface. */
export function primaryAddresses(read: Read, podUid: string): string[] {
  const primary = interfacesOf(read, podUid)[0];
  return primary === undefined || interfaceIndex(primary) !== 1 ? [] : addressesOf(read, primary.uuid);
}

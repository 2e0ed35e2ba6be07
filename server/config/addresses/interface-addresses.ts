/** Addresses of an interface: those of the instance IPs that refer to it. */

import { parseAddress } from '../../model/net/address.ts';
import { compare } from '../../model/order.ts';
import type { Read } from '../../store/store.ts';
import { referrersOf } from '../records.ts';

/** Primary before secondary, then by name. */
export function addressesOfInterface(read: Read, interfaceUuid: string, family?: 4 | 6): string[] {
  return referrersOf(read, 'virtual-machine-interface', interfaceUuid, 'instance-ip')
    .sort(
      (a, b) =>
        Number(a.props.instance_ip_secondary === true) - Number(b.props.instance_ip_secondary === true) ||
        compare(a.uuid, b.uuid),
    )
    .map((ip) => ip.props.instance_ip_address)
    .filter(
      (text): text is string => text !== undefined && (family === undefined || parseAddress(text)?.family === family),
    );
}

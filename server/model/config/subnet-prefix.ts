/** The prefix of a subnet, as config objects hold it in two parts. */

import { parsePrefix, type Prefix } from '../net/prefix.ts';
import type { SubnetPrefix } from './virtual-network.ts';

/** `10.1.0.0/16` */
export function subnetText({ ip_prefix: address, ip_prefix_len: length }: SubnetPrefix): string {
  return `${address}/${length}`;
}

/** Without the bits behind the prefix; undefined if it is none. */
export function parseSubnet(subnet: SubnetPrefix): Prefix | undefined {
  return parsePrefix(subnetText(subnet), 'mask');
}

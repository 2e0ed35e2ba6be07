/** Addresses, prefixes and route targets as texts that sort by what they mean. */

import { parseRouteTarget } from '../../model/bgp/route-target.ts';
import { parseAddress } from '../../model/net/address.ts';
import { parseIpv4 } from '../../model/net/ipv4-text.ts';

/** `4` or `6`, then the value in hexadecimal; undefined for what is no address. */
export function addressOrder(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const four = parseIpv4(text);
  if (four !== undefined) return `4${four.toString(16).padStart(8, '0')}`;
  const address = parseAddress(text);
  return address === undefined ? undefined : `6${address.value.toString(16).padStart(32, '0')}`;
}

/** By network address, then the shorter first; undefined for what is no prefix. */
export function prefixOrder(text: string | undefined): string | undefined {
  const [address, length] = (text ?? '').split('/');
  const order = addressOrder(address);
  return order === undefined || length === undefined
    ? undefined
    : `${order}/${Number(length).toString(16).padStart(2, '0')}`;
}

/** By AS number whatever its width, then addresses; then by number. */
export function routeTargetOrder(text: string | undefined): string | undefined {
  const target = text === undefined ? undefined : parseRouteTarget(text);
  if (target === undefined) return undefined;
  const hex = (n: number) => n.toString(16).padStart(8, '0');
  return `${target.type === 1 ? 1 : 0}${hex(target.administrator)}${hex(target.number)}${target.type}`;
}

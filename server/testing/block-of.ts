/** Blocks of addresses that hold certain addresses and no others of some: for policies that are moved to other pods. */

import { addressOf } from '../model/net/address.ts';
import { contains, formatPrefix, prefixFrom, prefixOf, type Prefix } from '../model/net/prefix.ts';

interface IpBlock {
  readonly cidr: string;
  readonly except?: readonly string[];
}

/** Of documentation (RFC 5737): nobody's. */
const NOBODY: IpBlock = { cidr: '192.0.2.0/24' };

/** Whether a block holds an address. */
export function holdsAddress({ cidr, except = [] }: IpBlock, text: string): boolean {
  const address = addressOf(text);
  const within = (prefix: string): boolean => contains(prefixFrom(prefix), address);
  return within(cidr) && !except.some(within);
}

/** The smallest block with all of `held` (IPv4), with each of `others` in it excepted. */
export function blockOf(held: readonly string[], others: readonly string[]): IpBlock {
  if (held.length === 0) return NOBODY;
  const addresses = held.map((text) => addressOf(text));
  let prefix: Prefix | undefined;
  for (let length = 32; prefix === undefined; length--) {
    const candidate = prefixOf(addresses[0]!, length);
    if (addresses.every((address) => contains(candidate, address))) prefix = candidate;
  }
  const except = others.filter((text) => contains(prefix, addressOf(text))).map((text) => `${text}/32`);
  return { cidr: formatPrefix(prefix), ...(except.length === 0 ? {} : { except }) };
}

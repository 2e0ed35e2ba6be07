/** Addresses as texts that sort by family and value. */
import { parseAddress } from '../model/net/address.ts';
import { parseIpv4 } from '../model/net/ipv4-text.ts';

/** `4` or `6`, then the value in hexadecimal; undefined for what is no address. */
export function addressOrder(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const four = parseIpv4(text);
  if (four !== undefined) return `4${four.toString(16).padStart(8, '0')}`;
  const address = parseAddress(text);
  return address === undefined ? undefined : `6${address.value.toString(16).padStart(32, '0')}`;
}

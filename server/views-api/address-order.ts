/** Addresses as texts that sort by family and value. */
import { parseAddress } from '../model/net/address.ts';

/** `4` or `6`, then the value in hexadecimal; undefined for what is no address. */
export function addressOrder(text: string | undefined): string | undefined {
  const address = text === undefined ? undefined : parseAddress(text);
  if (address === undefined) return undefined;
  return `${address.family}${address.value.toString(16).padStart(address.family === 4 ? 8 : 32, '0')}`;
}

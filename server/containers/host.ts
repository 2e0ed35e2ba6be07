/** Hosts that are named by an address or by a name. */

import { formatAddress, parseAddress, type Address, type IpFamily } from '../model/net/address.ts';
import type { Process } from './process.ts';

export interface Host {
  readonly name: string;
  readonly address: Address;
}

/** Without an answer a resolver gives up after two tries of five seconds, as resolv.conf(5) has it. */
export const RESOLVER_MS = 10_000;

/** Undefined if the name leads nowhere. */
export async function hostOf({ network, sleep }: Process, name: string, family?: IpFamily): Promise<Host | undefined> {
  const address = parseAddress(name.replace(/^\[(.*)\]$/, '$1'));
  if (address !== undefined) return family === undefined || address.family === family ? { name, address } : undefined;
  if (name === 'localhost') return { name, address: parseAddress(family === 6 ? '::1' : '127.0.0.1')! };
  const resolved = await network.resolve(name, family);
  if (resolved.kind === 'no-answer') await sleep(RESOLVER_MS);
  const [found] = resolved.kind === 'found' ? resolved.addresses : [];
  return found === undefined ? undefined : { name, address: found };
}

/** `10.0.0.1:80`, `[fd00::1]:80` */
export function authority(address: Address, port: number): string {
  const text = formatAddress(address);
  return `${address.family === 6 ? `[${text}]` : text}:${port}`;
}

/** A host and its port, as in `10.0.0.1:80`; undefined if it is none. */
export function hostAndPort(text: string): { readonly host: string; readonly port: number } | undefined {
  const [, host, digits] = /^(\[[^\]]*\]|[^:]*):(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  return host === undefined || host === '' || port < 1 || port > 65_535 ? undefined : { host, port };
}

/** The rules of a route in a route table, for the server on write and for forms while the user types. */

import type { TableRoute } from '../../model/config/route-table.ts';
import { formatAddress, parseAddress } from '../../model/net/address.ts';
import { formatPrefix, parsePrefix, prefixFamily } from '../../model/net/prefix.ts';
import { faultsFrom, type FaultIn } from './fault.ts';

const SENTENCES = {
  'route/prefix': ({ text }: { readonly text: string }) =>
    `Invalid prefix ${text}: write it as 10.1.0.0/16 or 2001:db8::/64`,
  'route/host-bits': ({ text }: { readonly text: string }) =>
    `Invalid prefix ${text}: bits beyond the prefix length are set`,
  'route/next-hop': ({ prefix, text }: { readonly prefix: string; readonly text: string }) =>
    `Next hop ${text === '' ? '' : `${text} `}of ${prefix} must be an IP address`,
  'route/next-hop-family': ({ prefix, text }: { readonly prefix: string; readonly text: string }) =>
    `Next hop ${text} and ${prefix} are of different families: IPv4 goes to IPv4, IPv6 to IPv6`,
  'route/prefix-twice': ({ prefix }: { readonly prefix: string }) =>
    `${prefix} stands twice in the table: a prefix has one next hop`,
};
const fault = faultsFrom(SENTENCES);

/** A fault, with the wire name of the route's member. */
type TableRouteFault = FaultIn<typeof SENTENCES> & { readonly field: 'prefix' | 'next_hop' };

/** A fault of the route by itself; undefined if there is none. */
export function tableRouteFault(route: TableRoute): TableRouteFault | undefined {
  const { prefix: text, next_hop: hop = '' } = route;
  const prefix = parsePrefix(text);
  if (prefix === undefined) {
    const masked = parsePrefix(text, 'mask');
    if (masked === undefined) return { field: 'prefix', ...fault('route/prefix', { text }) };
    return { field: 'prefix', ...fault('route/host-bits', { text }, formatPrefix(masked)) };
  }
  if (route.next_hop_type !== 'ip-address') return undefined;
  const facts = { prefix: formatPrefix(prefix), text: hop };
  const address = parseAddress(hop);
  if (address === undefined) return { field: 'next_hop', ...fault('route/next-hop', facts) };
  if (address.family === prefixFamily(prefix)) return undefined;
  return { field: 'next_hop', ...fault('route/next-hop-family', { ...facts, text: formatAddress(address) }) };
}

/** The index of the first route with a fault, and the fault. */
export function routeTableFault(
  routes: readonly TableRoute[],
): { readonly index: number; readonly fault: TableRouteFault } | undefined {
  const seen = new Set<string>();
  for (const [index, route] of routes.entries()) {
    const wrong = tableRouteFault(route) ?? prefixTwice(route, seen);
    if (wrong !== undefined) return { index, fault: wrong };
  }
  return undefined;
}

/** Adds the prefix of a well-formed route to `seen`; the fault if it was there already. */
export function prefixTwice({ prefix: text }: TableRoute, seen: Set<string>): TableRouteFault | undefined {
  const parsed = parsePrefix(text);
  const prefix = parsed === undefined ? text : formatPrefix(parsed);
  if (seen.has(prefix)) return { field: 'prefix', ...fault('route/prefix-twice', { prefix }) };
  seen.add(prefix);
  return undefined;
}

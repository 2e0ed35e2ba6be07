/** One subnet of the form: what it would be given by default, and what is wrong with it. Pure; the rules are the server's own. */
import { defaultGateway, defaultServiceAddress } from '../../../../server/engine/ipam/subnet-layout.ts';
import { formatAddress, parseAddress, sameAddress, type Address } from '../../../../server/model/net/address.ts';
import { addressRange, parseAddressRange, rangeContains } from '../../../../server/model/net/address-range.ts';
import { broadcastAddress, contains, formatPrefix, networkAddress, overlaps, parsePrefix, prefixSize, type Prefix } from '../../../../server/model/net/prefix.ts';
import type { UsedAddress } from '../../../../server/contract/views/pools.ts';
import type { SubnetForm } from './form-model.ts';

export type Fault = { message: string; suggestion?: string };
export type SubnetField = 'cidr' | 'gateway' | 'serviceAddress' | 'pools';

const textOf = (a: Address | undefined): string => (a === undefined ? '' : formatAddress(a));

/** Gateway and service address as the server would fill them in. */
export function defaultsOf(cidr: string, allocateFrom: 'top' | 'bottom'): { gateway: string; serviceAddress: string } | undefined {
  const prefix = parsePrefix(cidr.trim());
  if (prefix === undefined) return undefined;
  return { gateway: textOf(defaultGateway(prefix, allocateFrom === 'bottom')), serviceAddress: textOf(defaultServiceAddress(prefix, allocateFrom === 'bottom')) };
}

/** The row after its prefix or its end of allocation was changed: addresses that were the default follow, typed ones stay. */
export function follow(before: SubnetForm, change: Partial<Pick<SubnetForm, 'cidr' | 'allocateFrom'>>): SubnetForm {
  const after = { ...before, ...change };
  const old = defaultsOf(before.cidr, before.allocateFrom);
  const now = defaultsOf(after.cidr, after.allocateFrom);
  const moved = (value: string, was: string | undefined, is: string | undefined) => (value === '' || value === was ? (is ?? '') : value);
  if (before.uuid !== undefined) return after;
  return { ...after, gateway: moved(before.gateway, old?.gateway, now?.gateway), serviceAddress: moved(before.serviceAddress, old?.serviceAddress, now?.serviceAddress) };
}

/** The lines of the allocation pools, each as first and last address; a line that is no range comes as its text. */
export function readPools(text: string): ({ start: string; end: string } | string)[] {
  return text.split(/\n/).map((line) => line.trim()).filter((line) => line !== '').map((line) => {
    const range = parseAddressRange(line.replaceAll(/\s/g, ''));
    return range === undefined ? line : { start: formatAddress(range.first), end: formatAddress(range.last) };
  });
}

/** What is wrong with row `index` among `rows`, by field. */
export function faultsOfSubnet(rows: readonly SubnetForm[], index: number): Partial<Record<SubnetField, Fault>> {
  const row = rows[index]!;
  const faults: Partial<Record<SubnetField, Fault>> = {};
  const text = row.cidr.trim();
  const prefix = parsePrefix(text);
  if (prefix === undefined) {
    const masked = parsePrefix(text, 'mask');
    if (text === '') faults.cidr = { message: 'A subnet needs a prefix, such as 101.101.101.0/24.' };
    else if (masked !== undefined && text.includes('/')) faults.cidr = { message: `${text} has bits beyond its length.`, suggestion: formatPrefix(masked) };
    else faults.cidr = { message: `${text} is not a prefix. Write it as 101.101.101.0/24 or 2001:db8::/64.` };
    return faults;
  }
  const other = rows.find((each, at) => { const there = at < index ? parsePrefix(each.cidr.trim()) : undefined; return there !== undefined && overlaps(there, prefix); });
  if (other !== undefined) faults.cidr = { message: `${text} overlaps ${other.cidr.trim()}.` };
  const gateway = inside(row.gateway, prefix, 'gateway');
  if (gateway) faults.gateway = gateway;
  const service = inside(row.serviceAddress, prefix, 'service address');
  if (service) faults.serviceAddress = service;
  else if (row.gateway.trim() !== '' && !gateway && row.gateway.trim() === row.serviceAddress.trim()) faults.serviceAddress = { message: `${row.gateway.trim()} is the gateway. The service address needs one of its own.` };
  const pools = poolsFault(row, prefix);
  if (pools) faults.pools = pools;
  return faults;
}

function inside(typed: string, prefix: Prefix, what: string): Fault | undefined {
  const text = typed.trim();
  if (text === '') return undefined;
  const address = parseAddress(text);
  if (address === undefined) return { message: `${text} is not an IP address.` };
  if (!contains(prefix, address)) return { message: `The ${what} ${text} is outside ${formatPrefix(prefix)}.` };
  if (prefixSize(prefix) >= 4n && (sameAddress(address, networkAddress(prefix)) || (prefix.address.family === 4 && sameAddress(address, broadcastAddress(prefix))))) {
    return { message: `${text} is the ${sameAddress(address, networkAddress(prefix)) ? 'network' : 'broadcast'} address of ${formatPrefix(prefix)}.` };
  }
  return undefined;
}

function poolsFault(row: SubnetForm, prefix: Prefix): Fault | undefined {
  for (const pool of readPools(row.pools)) {
    if (typeof pool === 'string') return { message: `${pool} is not a range. Write first and last address, such as ${textOf(defaultServiceAddress(prefix, true))}-${textOf(defaultServiceAddress(prefix, false))}.` };
    const [first, last] = [parseAddress(pool.start)!, parseAddress(pool.end)!];
    if (!contains(prefix, first) || !contains(prefix, last)) return { message: `${pool.start}-${pool.end} is outside ${formatPrefix(prefix)}.` };
    const gateway = parseAddress(row.gateway.trim());
    const range = addressRange(first, last);
    if (range !== undefined && gateway !== undefined && gateway.family === first.family && rangeContains(range, gateway)) return { message: `${pool.start}-${pool.end} contains the gateway ${row.gateway.trim()}.` };
  }
  return undefined;
}

/** The address map of a row that is not stored yet: what would be set aside. Undefined while its prefix cannot be read. */
export function draftMap(row: SubnetForm): { subnet: { cidr: string }; pools: { start: string; end: string }[]; addresses: UsedAddress[] } | undefined {
  const prefix = parsePrefix(row.cidr.trim());
  if (prefix === undefined) return undefined;
  const addresses: UsedAddress[] = [{ address: formatAddress(networkAddress(prefix)), kind: 'network' }];
  const put = (text: string, kind: UsedAddress['kind']) => { if (parseAddress(text.trim()) !== undefined) addresses.push({ address: text.trim(), kind }); };
  put(row.serviceAddress, 'service-address');
  put(row.gateway, 'gateway');
  if (prefix.address.family === 4) addresses.push({ address: formatAddress(broadcastAddress(prefix)), kind: 'broadcast' });
  return { subnet: { cidr: formatPrefix(prefix) }, pools: readPools(row.pools).filter((pool) => typeof pool !== 'string'), addresses };
}

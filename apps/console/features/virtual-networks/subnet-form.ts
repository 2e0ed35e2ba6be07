/**
 * One subnet of the form: what it would be given by default, and what is wrong with it. Pure; the rules are the
 * server's own.
 */

import type { UsedAddress } from '../../../../server/contract/views/pools.ts';
import { defaultGateway, defaultServiceAddress } from '../../../../server/engine/ipam/subnet-layout.ts';
import { isFault } from '../../../../server/engine/validation/fault.ts';
import {
  impossibleSubnet,
  overlappingSubnets,
  readInside,
  readPools,
  readSubnet,
  serviceIsGateway,
} from '../../../../server/engine/validation/subnet.ts';
import { parseAddressRange } from '../../../../server/model/net/address-range.ts';
import { formatAddress, parseAddress, type Address } from '../../../../server/model/net/address.ts';
import {
  broadcastAddress,
  formatPrefix,
  networkAddress,
  parsePrefix,
  type Prefix,
} from '../../../../server/model/net/prefix.ts';
import { formFault, type FormFault as Fault } from '../../domain-ui/objects/form-fault.ts';
import type { SubnetForm } from './form-model.ts';

export type SubnetField = 'cidr' | 'gateway' | 'serviceAddress' | 'pools';

const textOf = (a: Address | undefined): string => (a === undefined ? '' : formatAddress(a));

/** Gateway and service address as the server would fill them in. */
export function defaultsOf(
  cidr: string,
  allocateFrom: 'top' | 'bottom',
): { gateway: string; serviceAddress: string } | undefined {
  const prefix = parsePrefix(cidr.trim());
  if (prefix === undefined) return undefined;
  return {
    gateway: textOf(defaultGateway(prefix, allocateFrom === 'bottom')),
    serviceAddress: textOf(defaultServiceAddress(prefix, allocateFrom === 'bottom')),
  };
}

/**
 * The row after its prefix or its end of allocation was changed: addresses that were the default follow, typed ones
 * stay.
 */
export function follow(before: SubnetForm, change: Partial<Pick<SubnetForm, 'cidr' | 'allocateFrom'>>): SubnetForm {
  const after = { ...before, ...change };
  const old = defaultsOf(before.cidr, before.allocateFrom);
  const now = defaultsOf(after.cidr, after.allocateFrom);
  const moved = (value: string, was: string | undefined, is: string | undefined) =>
    value === '' || value === was ? (is ?? '') : value;
  if (before.uuid !== undefined) return after;
  return {
    ...after,
    gateway: moved(before.gateway, old?.gateway, now?.gateway),
    serviceAddress: moved(before.serviceAddress, old?.serviceAddress, now?.serviceAddress),
  };
}

/** The lines of the allocation pools, each as first and last address; a line that is no range comes as its text. */
export function readLines(text: string): ({ start: string; end: string } | string)[] {
  return text
    .split(/\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const range = parseAddressRange(line.replaceAll(/\s/g, ''));
      return range === undefined ? line : { start: formatAddress(range.first), end: formatAddress(range.last) };
    });
}

/** What is wrong with row `index` among `rows`, by field. */
export function faultsOfSubnet(rows: readonly SubnetForm[], index: number): Partial<Record<SubnetField, Fault>> {
  const row = rows[index]!;
  const isNew = row.uuid === undefined;
  const text = row.cidr.trim();
  if (text === '') return { cidr: { message: 'A subnet needs a prefix, such as 101.101.101.0/24.' } };
  if (!text.includes('/'))
    return { cidr: { message: `${text} is not a prefix. Write it as 101.101.101.0/24 or 2001:db8::/64.` } };
  const prefix = readSubnet(text);
  if (isFault(prefix)) return { cidr: formFault(prefix) };
  const faults: Partial<Record<SubnetField, Fault>> = {};
  const overlap = rows
    .slice(0, index)
    .map((each) => parsePrefix(each.cidr.trim()))
    .map((other) => (other === undefined ? undefined : overlappingSubnets([other, prefix])))
    .find((found) => found !== undefined);
  const impossible = isNew ? impossibleSubnet(prefix) : undefined;
  if (overlap !== undefined) faults.cidr = formFault(overlap.fault);
  else if (impossible !== undefined) faults.cidr = formFault(impossible);
  const gateway = readInside(prefix, 'default_gateway', given(row.gateway), isNew);
  if (isFault(gateway)) faults.gateway = formFault(gateway);
  const service = readInside(prefix, 'dns_server_address', given(row.serviceAddress), isNew);
  const shared =
    !isNew || isFault(gateway) || isFault(service) ? undefined : serviceIsGateway(prefix, gateway, service);
  if (isFault(service)) faults.serviceAddress = formFault(service);
  else if (shared !== undefined) faults.serviceAddress = formFault(shared);
  const pools = poolsFault(row, prefix, isFault(gateway) ? undefined : gateway);
  if (pools) faults.pools = pools;
  return faults;
}

/** What the request has of a field: nothing, while it is empty. */
const given = (typed: string): string | undefined => typed.trim() || undefined;

function poolsFault(row: SubnetForm, prefix: Prefix, gateway: Address | undefined): Fault | undefined {
  const lines = readLines(row.pools);
  const none = lines.find((line) => typeof line === 'string');
  if (none !== undefined)
    return {
      message:
        `${none} is not a range. Write first and last address, such as ` +
        `${textOf(defaultServiceAddress(prefix, true))}-${textOf(defaultServiceAddress(prefix, false))}.`,
    };
  const pools = readPools(
    prefix,
    lines.filter((line) => typeof line !== 'string'),
    { unit: 1, gateway },
  );
  return isFault(pools) ? { message: formFault(pools).message } : undefined;
}

/**
 * The address map of a row that is not stored yet: what would be set aside. Undefined while its prefix cannot be
 * read.
 */
export function draftMap(
  row: SubnetForm,
): { subnet: { cidr: string }; pools: { start: string; end: string }[]; addresses: UsedAddress[] } | undefined {
  const prefix = parsePrefix(row.cidr.trim());
  if (prefix === undefined) return undefined;
  const addresses: UsedAddress[] = [{ address: formatAddress(networkAddress(prefix)), kind: 'network' }];
  const put = (text: string, kind: UsedAddress['kind']) => {
    if (parseAddress(text.trim()) !== undefined) addresses.push({ address: text.trim(), kind });
  };
  put(row.serviceAddress, 'service-address');
  put(row.gateway, 'gateway');
  if (prefix.address.family === 4)
    addresses.push({ address: formatAddress(broadcastAddress(prefix)), kind: 'broadcast' });
  return {
    subnet: { cidr: formatPrefix(prefix) },
    pools: readLines(row.pools).filter((pool) => typeof pool !== 'string'),
    addresses,
  };
}

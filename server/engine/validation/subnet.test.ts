import { describe, expect, it, test } from 'vitest';
import { formatAddress } from '../../model/net/address.ts';
import { prefixFrom } from '../../model/net/prefix.ts';
import { AddressPool } from '../ipam/address-pool.ts';
import { checkOverlap, checkSubnet, type SubnetInput } from './subnet.ts';

const subnet = (text: string, more: Partial<SubnetInput> = {}): SubnetInput => {
  const [prefix = '', length] = text.split('/');
  return { prefix, prefixLength: Number(length), ...more };
};

describe('a good subnet gets its defaults', () => {
  test.each<[string, Partial<SubnetInput>, (string | undefined)[]]>([
    ['101.101.101.0/24', {}, ['101.101.101.254', '101.101.101.253', '101.101.101.252']],
    ['101.101.101.0/24', { addrFromStart: true }, ['101.101.101.1', '101.101.101.2', '101.101.101.3']],
    ['fd00:101::/64', {}, ['fd00:101::ffff:ffff:ffff:fffe', 'fd00:101::ffff:ffff:ffff:fffd', 'fd00:101::ffff:ffff:ffff:fffc']],
    ['10.0.0.0/24', { defaultGateway: '10.0.0.1' }, ['10.0.0.1', '10.0.0.253', '10.0.0.254']],
    ['10.0.0.0/24', { defaultGateway: '10.0.0.253' }, ['10.0.0.253', '10.0.0.254', '10.0.0.252']],
    ['10.0.0.0/24', { defaultGateway: '0.0.0.0', dnsServerAddress: '' }, [undefined, '10.0.0.253', '10.0.0.254']],
    ['10.0.0.0/24', { dnsServerAddress: '10.0.0.9' }, ['10.0.0.254', '10.0.0.9', '10.0.0.253']],
    ['10.0.0.0/24', { allocationPools: [{ start: '10.0.0.10', end: '10.0.0.20' }] }, ['10.0.0.254', '10.0.0.253', '10.0.0.20']],
    ['10.0.0.0/24', { allocUnit: 8, allocationPools: [{ start: '10.0.0.8', end: '10.0.0.31' }] }, ['10.0.0.254', '10.0.0.253', '10.0.0.24']],
  ])('%s %j', (text, more, expected) => {
    const reading = checkSubnet(subnet(text, more));
    if (reading.kind !== 'subnet') throw new Error(JSON.stringify(reading.errors));
    const first = AddressPool.of(reading.layout).next();
    expect([reading.layout.gateway, reading.layout.serviceAddress, first].map((a) => a && formatAddress(a))).toEqual(expected);
  });
});

describe('a bad subnet names the field and the way out', () => {
  const pool = (start: string, end: string) => ({ allocationPools: [{ start, end }] });
  test.each<[string, Partial<SubnetInput>, string, string]>([
    ['nonsense/24', {}, 'subnet.ip_prefix', 'is not an IP address. Write it as'],
    ['10.0.0.0/33', {}, 'subnet.ip_prefix_len', 'Use 1 to 32 for IPv4'],
    ['10.0.0.0/0', {}, 'subnet.ip_prefix_len', 'Use 1 to 32 for IPv4'],
    ['fd00::/129', {}, 'subnet.ip_prefix_len', 'Use 1 to 128 for IPv6'],
    ['10.0.0.7/24', {}, 'subnet.ip_prefix', 'Did you mean 10.0.0.0/24?'],
    ['10.0.0.0/24', { defaultGateway: 'x' }, 'default_gateway', 'Leave it empty for the default'],
    ['10.0.0.0/24', { defaultGateway: '10.0.1.1' }, 'default_gateway', 'is not inside 10.0.0.0/24'],
    ['10.0.0.0/24', { defaultGateway: 'fd00::1' }, 'default_gateway', 'is not inside 10.0.0.0/24'],
    ['10.0.0.0/24', { defaultGateway: '10.0.0.255' }, 'default_gateway', 'the first or the last address'],
    ['10.0.0.0/24', { dnsServerAddress: '10.0.1.2' }, 'dns_server_address', 'Service address 10.0.1.2 is not inside 10.0.0.0/24'],
    ['10.0.0.0/24', { dnsServerAddress: '10.0.0.254' }, 'dns_server_address', 'is also the gateway'],
    ['10.0.0.0/24', { allocUnit: 3 }, 'alloc_unit', 'not a power of two'],
    ['10.0.0.0/29', { allocUnit: 8 }, 'alloc_unit', 'Use a smaller unit'],
    ['10.0.0.0/24', pool('10.0.0.250', '10.0.0.254'), 'allocation_pools.0', 'contains the gateway 10.0.0.254'],
    ['10.0.0.0/24', pool('10.0.0.20', '10.0.0.10'), 'allocation_pools.0', 'Swap the two'],
    ['10.0.0.0/24', pool('10.0.1.1', '10.0.0.10'), 'allocation_pools.0.start', 'is not inside 10.0.0.0/24'],
    ['10.0.0.0/24', pool('10.0.0.1', 'x'), 'allocation_pools.0.end', 'is not an IP address'],
    ['10.0.0.0/24', { allocationPools: [{ start: '10.0.0.1', end: '10.0.0.9' }, { start: '10.0.0.9', end: '10.0.0.20' }] }, 'allocation_pools.1', 'overlaps 10.0.0.1-10.0.0.9'],
    ['10.0.0.0/24', { allocUnit: 4, ...pool('10.0.0.5', '10.0.0.11') }, 'allocation_pools.0', 'not aligned to alloc_unit 4'],
  ])('%s %j', (text, more, field, message) => {
    expect(checkSubnet(subnet(text, more))).toEqual({ kind: 'invalid', errors: [{ field, message: expect.stringContaining(message) }] });
  });

  it('all errors at once', () => {
    const reading = checkSubnet(subnet('10.0.0.0/24', { defaultGateway: 'x', dnsServerAddress: 'y', allocUnit: 3 }));
    expect(reading.kind === 'invalid' && reading.errors.map(({ field }) => field)).toEqual(['default_gateway', 'dns_server_address', 'alloc_unit']);
  });
});

describe('subnets of one network', () => {
  it('must not overlap', () => {
    const prefixes = ['10.0.0.0/24', 'fd00::/64', '10.0.1.0/24', '10.0.0.0/16'].map((text) => prefixFrom(text));
    expect(checkOverlap(prefixes.slice(0, 3))).toBeUndefined();
    expect(checkOverlap(prefixes)).toEqual({ index: 3, field: 'subnet', message: 'Subnet 10.0.0.0/16 overlaps subnet 10.0.0.0/24 of the same network. Choose a prefix that shares no address with it.' });
  });
});

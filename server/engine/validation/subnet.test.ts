import { describe, expect, test } from 'vitest';
import { formatAddress } from '../../model/net/address.ts';
import { prefixFrom } from '../../model/net/prefix.ts';
import { isFault } from './fault.ts';
import {
  impossibleSubnet,
  overlappingSubnets,
  readInside,
  readPools,
  readSubnet,
  serviceIsGateway,
  unitFault,
  type SubnetFault,
} from './subnet.ts';

const NET = prefixFrom('10.0.0.0/24');
const message = (read: object | SubnetFault | undefined): string | undefined =>
  isFault(read) ? `${(read as SubnetFault).field}: ${read.sentence}` : undefined;

describe('a bad subnet names the field and the way out', () => {
  test.each<[string, object | undefined, string, string | undefined]>([
    ['a prefix that is none', readSubnet('nonsense/24'), 'subnet: Invalid subnet nonsense/24: write it as', undefined],
    ['too long a prefix', readSubnet('10.0.0.0/33'), 'subnet: Invalid subnet', undefined],
    ['host bits', readSubnet('10.0.0.7/24'), 'bits beyond the prefix length are set', '10.0.0.0/24'],
    ['multicast', impossibleSubnet(prefixFrom('224.0.0.0/24')), 'cannot be a network', undefined],
    [
      'a gateway elsewhere',
      readInside(NET, 'default_gateway', '10.0.1.1', true),
      'default_gateway: gateway-ip 10.0.1.1 not in cidr 10.0.0.0/24',
      undefined,
    ],
    ['a gateway of the other family', readInside(NET, 'default_gateway', 'fd00::1', true), 'not in cidr', undefined],
    ['a gateway that is no address', readInside(NET, 'default_gateway', 'x', true), 'not in cidr', undefined],
    [
      'a gateway at the end',
      readInside(NET, 'default_gateway', '10.0.0.255', true),
      'is the broadcast address',
      undefined,
    ],
    [
      'a service address elsewhere',
      readInside(NET, 'dns_server_address', '10.0.1.2', true),
      'dns_server_address: service address 10.0.1.2 not in cidr',
      undefined,
    ],
    [
      'one address for both',
      serviceIsGateway(NET, prefixFrom('10.0.0.9/32').address, prefixFrom('10.0.0.9/32').address),
      'is also the gateway',
      undefined,
    ],
    ['a unit', unitFault(3), 'alloc_unit: alloc_unit 3 must be a power of two', undefined],
    [
      'a pool with the gateway',
      readPools(NET, [{ start: '10.0.0.250', end: '10.0.0.254' }], {
        unit: 1,
        gateway: prefixFrom('10.0.0.254/32').address,
      }),
      'contains the gateway 10.0.0.254',
      undefined,
    ],
    [
      'a pool the wrong way round',
      readPools(NET, [{ start: '10.0.0.20', end: '10.0.0.10' }], { unit: 1, gateway: undefined }),
      'the first address comes after the last',
      '10.0.0.10-10.0.0.20',
    ],
    [
      'a pool elsewhere',
      readPools(NET, [{ start: '10.0.1.1', end: '10.0.0.10' }], { unit: 1, gateway: undefined }),
      'out of cidr:10.0.0.0/24',
      undefined,
    ],
    [
      'a pool that is none',
      readPools(NET, [{ start: '10.0.0.1', end: 'x' }], { unit: 1, gateway: undefined }),
      'both ends must be IP addresses',
      undefined,
    ],
    [
      'pools that overlap',
      readPools(
        NET,
        [
          { start: '10.0.0.1', end: '10.0.0.9' },
          { start: '10.0.0.9', end: '10.0.0.20' },
        ],
        { unit: 1, gateway: undefined },
      ),
      'overlaps the allocation pool 10.0.0.1-10.0.0.9',
      undefined,
    ],
    [
      'a pool beside its units',
      readPools(NET, [{ start: '10.0.0.5', end: '10.0.0.11' }], { unit: 4, gateway: undefined }),
      'must be aligned to alloc_unit 4',
      undefined,
    ],
  ])('%s', (_what, read, words, suggestion) => {
    expect(message(read)).toContain(words);
    expect((read as { readonly suggestion?: string }).suggestion).toBe(suggestion);
  });

  test('a fault in the pools has its place', () => {
    expect(
      readPools(
        NET,
        [
          { start: '10.0.0.1', end: '10.0.0.2' },
          { start: 'x', end: 'y' },
        ],
        { unit: 1, gateway: undefined },
      ),
    ).toMatchObject({ field: 'allocation_pools', pool: 1 });
  });

  test('subnets of one network must not overlap', () => {
    const prefixes = ['10.0.0.0/24', 'fd00::/64', '10.0.1.0/24', '10.0.0.0/16'].map((text) => prefixFrom(text));
    expect(overlappingSubnets(prefixes.slice(0, 3))).toBeUndefined();
    expect(overlappingSubnets(prefixes)?.fault.sentence).toMatch(/^Overlapping addresses: /);
  });
});

describe('a good one', () => {
  test('is read in canonical form', () => {
    expect(readSubnet('2001:DB8:0::/64')).toEqual(prefixFrom('2001:db8::/64'));
    expect(
      readPools(prefixFrom('fd00::/64'), [{ start: 'FD00:0::1', end: 'fd00::9' }], { unit: 1, gateway: undefined }),
    ).toEqual([{ start: 'fd00::1', end: 'fd00::9' }]);
    expect(readPools(NET, [{ start: '10.0.0.8', end: '10.0.0.31' }], { unit: 8, gateway: undefined })).toHaveLength(1);
  });

  test('0.0.0.0 means no gateway, and no service address; a stored gateway may be the first or last address', () => {
    const gateway = readInside(NET, 'default_gateway', '0.0.0.0', true);
    expect(!isFault(gateway) && gateway !== undefined && formatAddress(gateway)).toBe('0.0.0.0');
    expect(readInside(NET, 'dns_server_address', '0.0.0.0', true)).toBeUndefined();
    expect(message(readInside(NET, 'default_gateway', '10.0.0.0', false))).toBeUndefined();
    expect([1, 2, 1024].map(unitFault)).toEqual([undefined, undefined, undefined]);
  });
});

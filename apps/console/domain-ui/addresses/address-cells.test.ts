import { describe, expect, it } from 'vitest';
import { cellsOf, tally, type DrawnMap } from './address-cells.ts';

const chapter: DrawnMap = {
  subnet: { cidr: '101.101.101.0/24' },
  pools: [],
  addresses: [
    { address: '101.101.101.0', kind: 'network' },
    { address: '101.101.101.2', kind: 'floating-ip', name: 'webserver' },
    { address: '101.101.101.253', kind: 'service-address' },
    { address: '101.101.101.254', kind: 'gateway' },
    { address: '101.101.101.255', kind: 'broadcast' },
  ],
};

describe('a /24', () => {
  const cells = cellsOf(chapter);
  it('has a square for each address', () => expect(cells).toHaveLength(256));
  it.each([
    [0, 'reserved', '101.101.101.0: network address'],
    [1, 'free', '101.101.101.1: free'],
    [2, 'floating', '101.101.101.2: floating IP webserver'],
    [253, 'set-aside', '101.101.101.253: service address'],
    [255, 'reserved', '101.101.101.255: broadcast address'],
  ])('%i is %s', (index, use, title) => {
    expect(cells[index]).toMatchObject({ use, title });
  });
  it('counts what is used', () => expect(tally(chapter)).toEqual({ floating: 1, pod: 0, 'set-aside': 2, reserved: 2 }));
});

it('a /12 gives each square a run of 4,096, and the rarer use wins', () => {
  const cells = cellsOf({
    subnet: { cidr: '10.32.0.0/12' },
    pools: [],
    addresses: [
      { address: '10.47.255.252', kind: 'instance-ip' },
      { address: '10.47.255.254', kind: 'gateway' },
    ],
  });
  expect(cells).toHaveLength(256);
  expect(cells[255]).toMatchObject({ use: 'pod', title: '10.47.240.0 to 10.47.255.255: 2 used' });
  expect(cells[0]?.use).toBe('free');
});

it('addresses outside the allocation pools are marked', () => {
  const cells = cellsOf({
    subnet: { cidr: '10.1.0.0/29' },
    pools: [{ start: '10.1.0.2', end: '10.1.0.4' }],
    addresses: [],
  });
  expect(cells.map((cell) => cell.use)).toEqual([
    'outside',
    'outside',
    'free',
    'free',
    'free',
    'outside',
    'outside',
    'outside',
  ]);
});

it('IPv6 counts beyond 2^53', () => {
  const cells = cellsOf({
    subnet: { cidr: '2001:db8::/64' },
    pools: [],
    addresses: [{ address: '2001:db8::ffff:ffff:ffff:fffe', kind: 'gateway' }],
  });
  expect(cells[255]?.use).toBe('set-aside');
});

it('no prefix, no picture', () => expect(cellsOf({ subnet: { cidr: 'x' }, pools: [], addresses: [] })).toEqual([]));

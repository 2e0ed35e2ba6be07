import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { holds } from '../../testing/seed.ts';
import {
  addressRange,
  formatAddressRange,
  mergeRanges,
  parseAddressRange,
  rangeContains,
  rangeCovers,
  rangeOfPrefix,
  rangeSize,
  rangesOverlap,
  addressAt,
} from './address-range.ts';
import { address, addressBits, addressOf, formatAddress, type Address } from './address.ts';
import {
  broadcastAddress,
  comparePrefix,
  contains,
  covers,
  formatPrefix,
  hostCount,
  hostPrefix,
  networkAddress,
  overlaps,
  parsePrefix,
  prefixFrom,
  prefixOf,
  prefixSize,
  samePrefix,
} from './prefix.ts';

const anyAddress: fc.Arbitrary<Address> = fc.oneof(
  fc.bigInt({ min: 0n, max: (1n << 32n) - 1n }).map((value) => address(4, value)),
  fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }).map((value) => address(6, value)),
  // Many zero groups, so that `::` is exercised.
  fc.array(fc.constantFrom<bigint>(0n, 0n, 1n, 0xffffn), { minLength: 8, maxLength: 8 }).map((groups) =>
    address(
      6,
      groups.reduce((sum, group) => (sum << 16n) | group, 0n),
    ),
  ),
);

const anyPrefix = anyAddress.chain((a) =>
  fc.integer({ min: 0, max: addressBits(a.family) }).map((length) => prefixOf(a, length)),
);

describe('prefixes', () => {
  test.each([
    ['10.32.0.0/12', '10.32.0.0', '10.47.255.255', 1048576n, 1048574n],
    ['101.101.101.0/24', '101.101.101.0', '101.101.101.255', 256n, 254n],
    ['192.0.2.0/31', '192.0.2.0', '192.0.2.1', 2n, 2n],
    ['192.0.2.7/32', '192.0.2.7', '192.0.2.7', 1n, 1n],
    ['0.0.0.0/0', '0.0.0.0', '255.255.255.255', 1n << 32n, (1n << 32n) - 2n],
    ['fd00:10::/64', 'fd00:10::', 'fd00:10::ffff:ffff:ffff:ffff', 1n << 64n, (1n << 64n) - 2n],
    ['::/0', '::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 1n << 128n, (1n << 128n) - 2n],
  ])('%s spans %s to %s', (text, first, last, size, hosts) => {
    const prefix = prefixFrom(text);
    expect([
      formatPrefix(prefix),
      formatAddress(networkAddress(prefix)),
      formatAddress(broadcastAddress(prefix)),
      prefixSize(prefix),
      hostCount(prefix),
    ]).toEqual([text, first, last, size, hosts]);
  });

  test.each([
    '10.0.0.0',
    '10.0.0.0/',
    '10.0.0.0/33',
    '::/129',
    '10.0.0.0/08',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    '10.0.0/8',
    '/8',
    '10.0.0.0/1e1',
  ])('"%s" is refused', (text) => {
    expect(parsePrefix(text, 'mask')).toBeUndefined();
  });

  it('host bits are rejected, or masked when asked', () => {
    expect(parsePrefix('10.1.2.3/8')).toBeUndefined();
    expect(formatPrefix(parsePrefix('10.1.2.3/8', 'mask')!)).toBe('10.0.0.0/8');
  });

  it('containment and overlap agree with ranges', () => {
    holds(
      fc.property(anyPrefix, anyPrefix, anyAddress, (a, b, x) => {
        expect(contains(a, x)).toBe(rangeContains(rangeOfPrefix(a), x));
        expect(overlaps(a, b)).toBe(rangesOverlap(rangeOfPrefix(a), rangeOfPrefix(b)));
        expect(covers(a, b)).toBe(rangeCovers(rangeOfPrefix(a), rangeOfPrefix(b)));
        expect(parsePrefix(formatPrefix(a))).toEqual(a);
        expect(comparePrefix(a, b) === 0).toBe(samePrefix(a, b));
        expect(prefixSize(a)).toBe(rangeSize(rangeOfPrefix(a)));
      }),
    );
  });

  it('a covering prefix sorts before what it covers', () => {
    const sorted = ['::/0', '10.0.0.0/24', '10.0.0.0/8', '9.0.0.0/8']
      .map((text) => prefixFrom(text))
      .sort(comparePrefix);
    expect(sorted.map(formatPrefix)).toEqual(['9.0.0.0/8', '10.0.0.0/8', '10.0.0.0/24', '::/0']);
    expect(formatPrefix(hostPrefix(addressOf('10.1.1.1')))).toBe('10.1.1.1/32');
    expect(formatPrefix(hostPrefix(addressOf('::1')))).toBe('::1/128');
  });
});

describe('address ranges', () => {
  it('reads, writes, refuses', () => {
    expect(formatAddressRange(parseAddressRange('10.0.0.1 - 10.0.0.9')!)).toBe('10.0.0.1-10.0.0.9');
    expect(formatAddressRange(parseAddressRange('fd00::1')!)).toBe('fd00::1-fd00::1');
    for (const bad of ['10.0.0.9-10.0.0.1', '10.0.0.1-::1', '', '-', '10.0.0.1-10.0.0.2-10.0.0.3'])
      expect(parseAddressRange(bad)).toBeUndefined();
  });

  it('merges what overlaps or touches', () => {
    const merged = mergeRanges(
      ['10.0.0.5-10.0.0.9', '10.0.0.1-10.0.0.4', '10.0.0.11', '::1', '10.0.0.2-10.0.0.3'].map((text) =>
        parseAddressRange(text)!,
      ),
    );
    expect(merged.map(formatAddressRange)).toEqual(['10.0.0.1-10.0.0.9', '10.0.0.11-10.0.0.11', '::1-::1']);
  });

  it('counts offsets from the first address', () => {
    const range = addressRange(addressOf('10.0.0.5'), addressOf('10.0.0.7'))!;
    expect(formatAddress(addressAt(range, 2n)!)).toBe('10.0.0.7');
    expect(addressAt(range, 3n)).toBeUndefined();
  });
});

import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { holds } from '../../testing/seed.ts';
import {
  addAddress,
  address,
  addressBytes,
  addressFromBytes,
  addressOf,
  compareAddress,
  formatAddress,
  isLoopback,
  isMulticast,
  isUnspecified,
  parseAddress,
  sameAddress,
  type Address,
} from './address.ts';

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

describe('reading and writing addresses', () => {
  test.each([
    ['0.0.0.0', '0.0.0.0'],
    ['101.101.101.2', '101.101.101.2'],
    ['255.255.255.255', '255.255.255.255'],
    // RFC 5952 §1, §4, §5
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:0DB8::AAAA:0:0:1', '2001:db8::aaaa:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:db8:0:0:1::', '2001:db8:0:0:1::'],
    ['::', '::'],
    ['::1', '::1'],
    ['fd00:0:0:0:0:0:0:0', 'fd00::'],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
    ['::ffff:c000:201', '::ffff:192.0.2.1'],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
    ['1:2:3:4:5:6:1.2.3.4', '1:2:3:4:5:6:102:304'],
  ])('%s is written %s', (text, canonical) => {
    expect(formatAddress(addressOf(text))).toBe(canonical);
  });

  test.each([
    '',
    '1',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.256',
    '01.2.3.4',
    '1.2.3.04',
    '1..2.3',
    ' 1.2.3.4',
    '1.2.3.4 ',
    '1.2.3.4/32',
    '+1.2.3.4',
    '1.2.3.',
    '.1.2.3',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::',
    '12345::',
    'g::',
    'fe80::1%eth0',
    '1:2:3:4:5:6:7:1.2.3.4',
    '1.2.3.4::',
    '::1.2.3',
    ':1:2:3:4:5:6:7',
    '::1/64',
  ])('"%s" is refused', (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });

  it('text and bytes round-trip', () => {
    holds(
      fc.property(anyAddress, (a) => {
        expect(parseAddress(formatAddress(a))).toEqual(a);
        expect(addressFromBytes(addressBytes(a))).toEqual(a);
      }),
    );
  });

  it('bytes are in network order', () => {
    expect([...addressBytes(addressOf('10.47.255.252'))]).toEqual([10, 47, 255, 252]);
    expect(addressFromBytes(new Uint8Array(5))).toBeUndefined();
  });
});

describe('order and arithmetic', () => {
  it('IPv4 precedes IPv6, then by number', () => {
    const sorted = ['::1', '10.0.0.10', '10.0.0.9', '::'].map(addressOf).sort(compareAddress).map(formatAddress);
    expect(sorted).toEqual(['10.0.0.9', '10.0.0.10', '::', '::1']);
    expect(sameAddress(addressOf('0.0.0.1'), addressOf('::1'))).toBe(false);
  });

  test.each([
    ['10.0.0.255', 1, '10.0.1.0'],
    ['10.0.1.0', -1, '10.0.0.255'],
    ['255.255.255.255', 1, undefined],
    ['0.0.0.0', -1, undefined],
    ['::ffff:ffff:ffff:ffff', 1n, '0:0:0:1::'],
  ])('%s + %s = %s', (text, n, sum) => {
    const result = addAddress(addressOf(text), n);
    expect(result && formatAddress(result)).toBe(sum && formatAddress(addressOf(sum)));
  });

  it('knows special addresses', () => {
    expect(isLoopback(addressOf('127.0.0.204'))).toBe(true);
    expect(isLoopback(addressOf('::1'))).toBe(true);
    expect(isMulticast(addressOf('224.0.0.1'))).toBe(true);
    expect(isMulticast(addressOf('ff02::1'))).toBe(true);
    expect(isMulticast(addressOf('10.0.0.1'))).toBe(false);
    expect(isUnspecified(addressOf('::'))).toBe(true);
  });

  it('refuses values outside the family as a mistake', () => {
    expect(() => address(4, 1n << 32n)).toThrow('BUG');
    expect(() => addressOf('nonsense')).toThrow('BUG');
  });
});

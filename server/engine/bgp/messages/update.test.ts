import { describe, expect, test } from 'vitest';
import type { RoutedFamily } from '../../../model/bgp/nlri.ts';
import { NO_ATTRIBUTES, type PathAttributes } from '../../../model/bgp/path-attributes.ts';
import { prefixNlri, routeTargetNlri, vpnNlri } from '../nlri/nlri-key.ts';
import { hex, message, toHex, updateBody } from '../wire/testing-hex.ts';
import { encodeAnnouncements, encodeEndOfRib, encodeWithdrawals } from './encode-updates.ts';
import type { UpdateContext } from './message-types.ts';
import { decodeUpdate } from './update.ts';

const ALL: UpdateContext = {
  fourOctetAs: true,
  internal: true,
  families: new Set<RoutedFamily>(['inet', 'inet-vpn', 'inet6-vpn', 'route-target']),
};
const NOTHING = {
  kind: 'update',
  withdrawn: [],
  announced: [],
  attributes: undefined,
  endOfRib: undefined,
  attributeErrors: [],
};
const FIP = vpnNlri('10.169.25.20:1', '101.101.101.2/32');
const RD = '0001 0aa91914 0001';
const attributes = (of: Partial<PathAttributes>): PathAttributes => ({ ...NO_ATTRIBUTES, localPreference: 100, ...of });

describe('UPDATE that announces, hex in → object → hex out', () => {
  test.each<[string, string, string, RoutedFamily, readonly string[], readonly number[], PathAttributes]>([
    [
      'the floating IP of the chapter',
      `90 0e 0021 0001 80 0c 0000000000000000 0aa91914 00 | 78 0002f1 ${RD} 65656502 | 40 01 01 02 | 40 02 00 | ` +
        '80 04 04 000000c8 | 40 05 04 00000064 | c0 10 10 0002eac400000064 030c000000000002',
      '',
      'inet-vpn',
      [FIP],
      [47],
      attributes({ nextHop: '10.169.25.20', med: 200, extendedCommunities: ['0002eac400000064', '030c000000000002'] }),
    ],
    [
      'VPNv6 over an IPv4 fabric (RFC 4659)',
      `90 0e 0039 0002 80 18 0000000000000000 00000000000000000000ffff0aa91914 00 | d8 0002f1 ${RD} ` +
        '20010db8000000000000000000000001 | 40 01 01 02 | 40 02 00 | 40 05 04 00000064',
      '',
      'inet6-vpn',
      [vpnNlri('10.169.25.20:1', '2001:db8::1/128')],
      [47],
      attributes({ nextHop: '::ffff:10.169.25.20' }),
    ],
    [
      'route target membership (RFC 4684)',
      '90 0e 0016 0001 84 04 0aa91913 00 | 60 0000eac4 0002eac400000064 | 40 01 01 00 | 40 02 00 | 40 05 04 00000064',
      '',
      'route-target',
      [routeTargetNlri(60_100, 'target:60100:100')],
      [],
      attributes({ origin: 'igp', nextHop: '10.169.25.19' }),
    ],
    [
      'every route target, next hop of IPv6',
      '90 0e 0016 0001 84 10 20010db8000000000000000000000019 00 | 00 | 40 01 01 00 | 40 02 00 | 40 05 04 00000064',
      '',
      'route-target',
      [routeTargetNlri(0, 'all')],
      [],
      attributes({ origin: 'igp', nextHop: '2001:db8::19' }),
    ],
    [
      'IPv4 in the NLRI field',
      '40 01 01 00 | 40 02 06 02 01 0000fde8 | 40 03 04 0a000001 | 40 05 04 000000c8',
      '18 c0a801 08 0a',
      'inet',
      [prefixNlri('192.168.1.0/24'), prefixNlri('10.0.0.0/8')],
      [],
      attributes({
        origin: 'igp',
        asPath: [{ kind: 'sequence', asns: [65_000] }],
        nextHop: '10.0.0.1',
        localPreference: 200,
      }),
    ],
  ])('%s', (_name, block, nlri, family, keys, labels, of) => {
    const body = updateBody(block, nlri);
    expect(decodeUpdate(body, ALL)).toEqual({ ...NOTHING, announced: [{ family, keys, labels }], attributes: of });
    const sent = encodeAnnouncements({
      family,
      keys,
      labels,
      attributes: of,
      fourOctetAs: true,
      internal: true,
      maxLength: 4096,
    });
    expect(sent.map(toHex)).toEqual([toHex(message(2, toHex(body)))]);
  });

  test('of two VPNv6 next hops the global one (RFC 4659 §3.2.1.1)', () => {
    const body = updateBody(
      '80 0e 41 0002 80 30 0000000000000000 20010db8000000000000000000000001 0000000000000000 fe80000000000000 | ' +
        `0000000000000001 00 | 58 000011 ${RD} | 40 01 01 02 | 40 02 00 | 40 05 04 00000064`,
    );
    expect(decodeUpdate(body, ALL)).toMatchObject({
      announced: [{ family: 'inet6-vpn' }],
      attributes: { nextHop: '2001:db8::1' },
    });
  });

  test('MP_REACH_NLRI of IPv4 unicast, as it may also come', () => {
    const body = updateBody('80 0e 0d 0001 01 04 0a000001 00 18 c0a801 | 40 01 01 00 | 40 02 00 | 40 05 04 00000064');
    expect(decodeUpdate(body, ALL)).toMatchObject({
      announced: [{ family: 'inet', keys: [prefixNlri('192.168.1.0/24')] }],
      attributes: { nextHop: '10.0.0.1' },
    });
  });

  test('two families with two next hops are two UPDATEs in one', () => {
    const body = updateBody(
      `80 0e 21 0001 80 0c 0000000000000000 0aa91914 00 78 0002f1 ${RD} 65656502 | 40 01 01 02 | 40 02 00 | 40 ` +
        '03 04 0a000001 | 40 05 04 00000064',
      '08 0a',
    );
    expect(decodeUpdate(body, ALL)).toMatchObject({
      announced: [{ family: 'inet', keys: [prefixNlri('10.0.0.0/8')] }],
      attributes: { nextHop: '10.0.0.1' },
      rest: {
        withdrawn: [],
        announced: [{ family: 'inet-vpn', keys: [FIP], labels: [47] }],
        attributes: { nextHop: '10.169.25.20' },
      },
    });
  });

  test('a family that was not negotiated is passed over, and said', () => {
    const body = updateBody(
      `80 0e 21 0001 80 0c 0000000000000000 0aa91914 00 78 0002f1 ${RD} 65656502 | 40 01 01 02 | 40 02 00 | 40 ` +
        '05 04 00000064',
    );
    expect(decodeUpdate(body, { ...ALL, families: new Set<RoutedFamily>(['inet']) })).toMatchObject({
      announced: [],
      withdrawn: [],
      attributeErrors: [
        { attribute: 'MP_REACH_NLRI', action: 'attribute-discard', cause: expect.stringContaining('AFI 1 SAFI 128') },
      ],
    });
  });

  test('two-octet session: AS_PATH and AS4_PATH are merged', () => {
    const body = updateBody(
      '40 01 01 00 | 40 02 06 02 02 fde8 5ba0 | 40 03 04 0a000001 | c0 11 06 02 01 fa56ea00',
      '08 0a',
    );
    expect(decodeUpdate(body, { ...ALL, fourOctetAs: false, internal: false })).toMatchObject({
      attributes: { asPath: [{ kind: 'sequence', asns: [65_000, 4_200_000_000] }] },
    });
  });
});

describe('UPDATE that withdraws', () => {
  test.each<[string, string, string, RoutedFamily, readonly string[]]>([
    ['IPv4', '', '18 c0a801 08 0a', 'inet', [prefixNlri('192.168.1.0/24'), prefixNlri('10.0.0.0/8')]],
    ['VPNv4', `90 0f 0013 0001 80 | 78 800000 ${RD} 65656502`, '', 'inet-vpn', [FIP]],
    ['VPNv6', `90 0f 000f 0002 80 | 58 800000 ${RD}`, '', 'inet6-vpn', [vpnNlri('10.169.25.20:1', '::/0')]],
    [
      'route target',
      '90 0f 0010 0001 84 | 60 0000eac4 0002eac400000064',
      '',
      'route-target',
      [routeTargetNlri(60_100, 'target:60100:100')],
    ],
  ])('%s, hex in → object → hex out', (_name, block, withdrawn, family, keys) => {
    const body = updateBody(block, '', withdrawn);
    expect(decodeUpdate(body, ALL)).toEqual({ ...NOTHING, withdrawn: [{ family, keys, labels: [] }] });
    expect(encodeWithdrawals({ family, keys, maxLength: 4096 }).map(toHex)).toEqual([toHex(message(2, toHex(body)))]);
  });

  test('routes that come and go in one message', () => {
    const body = updateBody('40 01 01 00 | 40 02 00 | 40 03 04 0a000001 | 40 05 04 00000064', '08 0a', '08 0b');
    expect(decodeUpdate(body, ALL)).toMatchObject({
      withdrawn: [{ keys: [prefixNlri('11.0.0.0/8')] }],
      announced: [{ keys: [prefixNlri('10.0.0.0/8')] }],
    });
  });
});

describe('End-of-RIB (RFC 4724 §2), hex in → object → hex out', () => {
  test.each<[RoutedFamily, string]>([
    ['inet', '0000 0000'],
    ['inet-vpn', '0000 0006 80 0f 03 0001 80'],
    ['inet6-vpn', '0000 0006 80 0f 03 0002 80'],
    ['route-target', '0000 0006 80 0f 03 0001 84'],
  ])('%s', (family, body) => {
    expect(decodeUpdate(hex(body), ALL)).toEqual({ ...NOTHING, endOfRib: family });
    expect(toHex(encodeEndOfRib(family))).toBe(toHex(message(2, body)));
  });

  test('not of a family that was not negotiated', () => {
    const context = { ...ALL, families: new Set<RoutedFamily>(['inet6-vpn']) };
    expect(decodeUpdate(hex('0000 0000'), context)).toEqual(NOTHING);
    expect(decodeUpdate(hex('0000 0006 80 0f 03 0001 80'), context)).toMatchObject({
      endOfRib: undefined,
      attributeErrors: [{ attribute: 'MP_UNREACH_NLRI' }],
    });
  });
});

describe('packing', () => {
  const keys = Array.from({ length: 1000 }, (_, n) => vpnNlri('10.169.25.20:1', `10.0.${n >> 8}.${n & 255}/32`));
  const labels = keys.map((_, n) => 16 + n);
  const of = attributes({ nextHop: '10.169.25.20' });
  const batch = { family: 'inet-vpn' as const, keys, labels, attributes: of, fourOctetAs: true, internal: true };

  test.each([
    [4096, [4090, 4090, 4090, 3962]],
    [65_535, [16_058]],
  ])('1000 VPNv4 routes in messages of %i', (maxLength, lengths) => {
    const messages = encodeAnnouncements({ ...batch, maxLength });
    expect(messages.map(({ length }) => length)).toEqual(lengths);
    const read = messages.map((bytes) => decodeUpdate(bytes.subarray(19), ALL));
    expect(read.every((update) => update.kind === 'update' && update.attributeErrors.length === 0)).toBe(true);
    expect(
      read.flatMap((update) => (update.kind === 'update' ? update.announced.flatMap((set) => set.keys) : [])),
    ).toEqual(keys);
    expect(
      read.flatMap((update) => (update.kind === 'update' ? update.announced.flatMap((set) => set.labels) : [])),
    ).toEqual(labels);
  });

  test('1000 withdrawals fill the messages too', () => {
    const messages = encodeWithdrawals({ family: 'inet-vpn', keys, maxLength: 4096 });
    expect(messages).toHaveLength(4);
    for (const bytes of messages.slice(0, -1)) expect(4096 - bytes.length).toBeLessThan(16);
  });

  test('nothing to say, nothing sent', () => {
    expect(encodeAnnouncements({ ...batch, keys: [], labels: [], maxLength: 4096 })).toEqual([]);
    expect(encodeWithdrawals({ family: 'inet', keys: [], maxLength: 4096 })).toEqual([]);
  });

  test('attributes that leave no room withdraw the routes (RFC 8654 §4)', () => {
    const large = { ...of, communities: Array.from({ length: 1024 }, (_, n) => n) };
    const messages = encodeAnnouncements({ ...batch, keys: [FIP], labels: [47], attributes: large, maxLength: 4096 });
    expect(messages.map((bytes) => decodeUpdate(bytes.subarray(19), ALL))).toEqual([
      { ...NOTHING, withdrawn: [{ family: 'inet-vpn', keys: [FIP], labels: [] }] },
    ]);
    expect(
      encodeAnnouncements({ ...batch, keys: [FIP], labels: [47], attributes: large, maxLength: 65_535 }),
    ).toHaveLength(1);
  });

  test.each([
    ['a VPNv4 next hop of IPv6', { ...batch, attributes: attributes({ nextHop: '2001:db8::1' }) }],
    ['no next hop', { ...batch, attributes: attributes({ nextHop: '' }) }],
    ['labels missing', { ...batch, labels: [] }],
    [
      'an IPv6 next hop of inet routes',
      {
        ...batch,
        family: 'inet' as const,
        keys: [prefixNlri('10.0.0.0/8')],
        labels: [],
        attributes: attributes({ nextHop: '2001:db8::1' }),
      },
    ],
  ])('%s: a mistake of the caller throws', (_name, wrong) => {
    expect(() => encodeAnnouncements({ ...wrong, maxLength: 4096 })).toThrow(/^BUG: /);
  });
});

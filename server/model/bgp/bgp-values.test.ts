import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { holds } from '../../testing/seed.ts';
import { addressOf } from '../net/address.ts';
import { parseAsn, parseTypedAsn } from './asn.ts';
import {
  extendedCommunityBytes,
  extendedCommunityFromBytes,
  extendedCommunityKey,
  formatExtendedCommunity,
  parseExtendedCommunity,
  type ExtendedCommunity,
} from './extended-community.ts';
import { ADDRESS_FAMILIES, afiSafi, familyOfAfiSafi, ietfName, parseAddressFamily } from './family.ts';
import { isAssignableLabel, labelBytes, labelFromBytes, MAX_LABEL } from './label.ts';
import {
  formatRouteDistinguisher,
  parseRouteDistinguisher,
  routeDistinguisherBytes,
  routeDistinguisherFromBytes,
  routeDistinguisherKey,
  routeDistinguisherOf,
} from './route-distinguisher.ts';
import { routeTargetOf } from './route-target.ts';
import { encapsulationOfTunnelType, tunnelType } from './tunnel.ts';

describe('AS numbers', () => {
  test.each([
    ['1.45', 65_581],
    ['AS65000', 65_000],
    ['as 60100', 60_100],
    ['AS1.10', 65_546],
    [' 60100 ', 60_100],
    ['ASN1', undefined],
    ['AS', undefined],
  ])('typed as "%s"', (text, asn) => {
    expect(parseTypedAsn(text)).toBe(asn);
  });

  test.each([
    ['1', 1],
    ['60100', 60100],
    ['4294967295', 4294967295],
    ['1.10', 65546],
    ['0.60100', 60100],
    ['65535.65535', 4294967295],
    ['0', undefined],
    ['4294967296', undefined],
    ['65536.1', undefined],
    ['1.65536', undefined],
    ['', undefined],
    ['-1', undefined],
    ['1.2.3', undefined],
    ['6e4', undefined],
  ])('"%s" is %s', (text, asn) => {
    expect(parseAsn(text)).toBe(asn);
  });
});

describe('route distinguishers', () => {
  test.each([
    ['10.169.25.20:5', '00010aa919140005'],
    ['192.168.0.204:500', '0001c0a800cc01f4'],
    ['60100:500', '0000eac4000001f4'],
    ['4200000000:7', '0002fa56ea000007'],
    ['100L:7', '0002000000640007'],
  ])('%s is %s on the wire', (text, wire) => {
    const rd = parseRouteDistinguisher(text)!;
    expect([formatRouteDistinguisher(rd), routeDistinguisherKey(rd)]).toEqual([text, wire]);
    expect(routeDistinguisherFromBytes(routeDistinguisherBytes(rd))).toEqual(rd);
  });

  test.each(['', '5', '10.169.25.20:65536', '60100:4294967296', '70000:65536', 'fd00::1:5', '1:2:3', ':5', '5:'])(
    '"%s" is refused',
    (text) => {
      expect(parseRouteDistinguisher(text)).toBeUndefined();
    },
  );

  it('a compute node and a VRF id make type 1', () => {
    expect(formatRouteDistinguisher(routeDistinguisherOf(addressOf('10.169.25.20'), 5))).toBe('10.169.25.20:5');
    expect(() => routeDistinguisherOf(addressOf('10.169.25.20'), 65536)).toThrow('BUG');
    expect(() => routeDistinguisherOf(addressOf('fd00::1'), 5)).toThrow('BUG');
    expect(routeDistinguisherFromBytes(Uint8Array.of(0, 3, 0, 0, 0, 0, 0, 0))).toBeUndefined();
  });
});

describe('labels', () => {
  test.each([
    [15, false],
    [16, true],
    [1048575, true],
    [1048576, false],
    [16.5, false],
  ])('%d assignable: %s', (label, ok) => {
    expect(isAssignableLabel(label)).toBe(ok);
  });

  it('round-trip over three bytes with the bottom of stack set', () => {
    expect([...labelBytes(44)]).toEqual([0x00, 0x02, 0xc1]);
    holds(
      fc.property(fc.integer({ min: 0, max: MAX_LABEL }), (label) => {
        expect(labelFromBytes(labelBytes(label))).toBe(label);
      }),
    );
    expect(labelFromBytes(new Uint8Array(2))).toBeUndefined();
    expect(() => labelBytes(MAX_LABEL + 1)).toThrow('BUG');
  });
});

describe('address families', () => {
  test.each([
    ['inet', 1, 1, 'ipv4-unicast'],
    ['inet-labeled', 1, 4, 'ipv4-labeled-unicast'],
    ['inet-vpn', 1, 128, 'vpnv4'],
    ['e-vpn', 25, 70, 'evpn'],
    ['erm-vpn', 1, 225, 'erm-vpn'],
    ['route-target', 1, 132, 'route-target'],
    ['inet6', 2, 1, 'ipv6-unicast'],
    ['inet-mvpn', 1, 5, 'ipv4-mvpn'],
    ['inet6-vpn', 2, 128, 'vpnv6'],
  ] as const)('%s is %d/%d', (name, afi, safi, ietf) => {
    expect(afiSafi(name)).toEqual({ afi, safi });
    expect(familyOfAfiSafi(afi, safi)).toBe(name);
    expect(ietfName(name)).toBe(ietf);
    expect(parseAddressFamily(name)).toBe(name);
  });

  it('are nine, and nothing else', () => {
    expect(ADDRESS_FAMILIES).toHaveLength(9);
    expect(parseAddressFamily('inet7')).toBeUndefined();
    expect(familyOfAfiSafi(1, 2)).toBeUndefined();
  });
});

describe('extended communities', () => {
  const cases: readonly (readonly [ExtendedCommunity, string, string])[] = [
    [
      { kind: 'route-target', routeTarget: routeTargetOf('target:60100:8000005') },
      'target:60100:8000005',
      '0002eac4007a1205',
    ],
    [{ kind: 'encapsulation', tunnelType: tunnelType('gre') }, 'encapsulation:gre', '030c000000000002'],
    [{ kind: 'encapsulation', tunnelType: tunnelType('udp') }, 'encapsulation:udp', '030c00000000000d'],
    [{ kind: 'encapsulation', tunnelType: tunnelType('vxlan') }, 'encapsulation:vxlan', '030c000000000008'],
    [{ kind: 'encapsulation', tunnelType: 99 }, 'encapsulation:99', '030c000000000063'],
    [{ kind: 'origin-vn', asn: 60100, id: 7 }, 'originvn:60100:7', '8071eac400000007'],
    [{ kind: 'security-group', asn: 60100, id: 8000002 }, 'secgroup:60100:8000002', '8004eac4007a1202'],
    [{ kind: 'tag', asn: 60100, id: 0x10001 }, 'tag:60100:65537', '8084eac400010001'],
    [{ kind: 'origin-vn', asn: 70000, id: 7 }, 'originvn:70000:7', '8271000111700007'],
    [{ kind: 'mac-mobility', sequence: 1 }, 'mac-mobility:1', '0600000000000001'],
    [{ kind: 'default-gateway' }, 'default-gateway', '030d000000000000'],
    [
      { kind: 'unknown', bytes: Uint8Array.of(0x40, 6, 0, 0, 0, 0, 0, 1) },
      'unknown:0x4006000000000001',
      '4006000000000001',
    ],
  ];

  test.each(cases.map((row) => [row[1], row] as const))('%s', (_name, [community, text, wire]) => {
    expect(formatExtendedCommunity(community)).toBe(text);
    expect(extendedCommunityKey(community)).toBe(wire);
    expect(extendedCommunityFromBytes(extendedCommunityBytes(community))).toEqual(community);
    // Several tunnel types share a name, which then means the one that is sent.
    expect(formatExtendedCommunity(parseExtendedCommunity(text)!)).toBe(text);
  });

  test.each([
    '',
    'target:1',
    'encapsulation:ipsec',
    'encapsulation:65536',
    'secgroup:60100',
    'secgroup:60100:4294967296',
    'originvn:a:7',
    'unknown:0x12',
    'colour:1:2',
    'tag:1:2:3',
  ])('"%s" is no community', (text) => {
    expect(parseExtendedCommunity(text)).toBeUndefined();
  });

  it('an id too wide for a four-byte AS goes under AS_TRANS', () => {
    const bytes = extendedCommunityBytes({ kind: 'security-group', asn: 70000, id: 8000002 });
    expect(extendedCommunityFromBytes(bytes)).toEqual({ kind: 'security-group', asn: 23456, id: 8000002 });
    expect(extendedCommunityFromBytes(new Uint8Array(6))).toBeUndefined();
  });

  test.each([
    [2, 'gre'],
    [11, 'gre'],
    [13, 'udp'],
    [37001, 'udp'],
    [8, 'vxlan'],
    [10, 'mpls'],
    [16, 'native'],
    [3, undefined],
  ])('tunnel type %d is %s', (type, name) => {
    expect(encapsulationOfTunnelType(type)).toBe(name);
  });
});

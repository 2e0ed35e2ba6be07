import { expect, test } from 'vitest';
import type { AddressFamily } from '../../../model/bgp/family.ts';
import { hex, message, toHex } from '../wire/testing-hex.ts';
import { KEEPALIVE } from './keepalive.ts';
import { decodeRouteRefresh, encodeRouteRefresh } from './route-refresh.ts';

test.each<[AddressFamily, string, number, number]>([
  ['inet', '0001 00 01', 1, 1],
  ['inet-vpn', '0001 00 80', 1, 128],
  ['inet6-vpn', '0002 00 80', 2, 128],
  ['route-target', '0001 00 84', 1, 132],
  ['e-vpn', '0019 00 46', 25, 70],
])('ROUTE-REFRESH of %s (RFC 2918), hex in → object → hex out', (family, body, afi, safi) => {
  expect(decodeRouteRefresh(hex(body))).toEqual({ afi, safi, family });
  expect(toHex(encodeRouteRefresh(family))).toBe(toHex(message(5, body)));
});

test('the reserved byte is ignored, and a family without a name stays numbers', () => {
  expect(decodeRouteRefresh(hex('0001 01 80'))).toMatchObject({ family: 'inet-vpn' });
  expect(decodeRouteRefresh(hex('4004 00 47'))).toEqual({ afi: 16_388, safi: 71, family: undefined });
});

test('KEEPALIVE is a header and nothing else', () => {
  expect(toHex(KEEPALIVE)).toBe(`${'ff'.repeat(16)}001304`);
});

import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { automaticBand, reservedBand } from './route-target-band.ts';
import {
  compareRouteTarget,
  formatRouteTarget,
  parseRouteTarget,
  readRouteTarget,
  ROUTE_TARGET_FORMAT_ERROR,
  routeTargetBytes,
  routeTargetFromBytes,
  routeTargetKey,
  routeTargetOf,
  routeTargetOfAsn,
  type RouteTarget,
} from './route-target.ts';

describe('reading and writing route targets', () => {
  test.each([
    ['target:60100:100', 'target:60100:100', '0002eac400000064'],
    ['target:60100:8000005', 'target:60100:8000005', '0002eac4007a1205'],
    ['target:65535:4294967295', 'target:65535:4294967295', '0002ffffffffffff'],
    ['target:192.168.0.204:500', 'target:192.168.0.204:500', '0102c0a800cc01f4'],
    ['target:4200000000:65535', 'target:4200000000:65535', '0202fa56ea00ffff'],
    ['target:60100L:100', 'target:60100L:100', '02020000eac40064'],
    ['target:4200000000L:1', 'target:4200000000:1', '0202fa56ea000001'],
    ['target:1.10:5', 'target:65546:5', '02020001000a0005'],
    ['target:60100:0', 'target:60100:0', '0002eac400000000'],
  ])('%s is %s on paper and %s on the wire', (text, canonical, wire) => {
    const routeTarget = routeTargetOf(text);
    expect(formatRouteTarget(routeTarget)).toBe(canonical);
    expect(routeTargetKey(routeTarget)).toBe(wire);
  });

  test.each([
    ['60100:100', ROUTE_TARGET_FORMAT_ERROR],
    ['target:60100', ROUTE_TARGET_FORMAT_ERROR],
    ['target:60100:1:2', ROUTE_TARGET_FORMAT_ERROR],
    ['target:60100:-1', ROUTE_TARGET_FORMAT_ERROR],
    ['target:60100:', ROUTE_TARGET_FORMAT_ERROR],
    ['Target:60100:1', ROUTE_TARGET_FORMAT_ERROR],
    ['target:x:1', ROUTE_TARGET_FORMAT_ERROR],
    ['target:fd00::1:1', ROUTE_TARGET_FORMAT_ERROR],
    ['', ROUTE_TARGET_FORMAT_ERROR],
    ['target:0:1', 'Route target target:0:1: the ASN must be between 1 and 4294967295'],
    ['target:4294967296:1', 'Route target target:4294967296:1: the ASN must be between 1 and 4294967295'],
    [
      'target:60100:4294967296',
      'Route target target:60100:4294967296: after a 2-byte ASN the number must be between 0 and 4294967295',
    ],
    [
      'target:10.0.0.1:65536',
      'Route target target:10.0.0.1:65536: after an IP address the number must be between 0 and 65535',
    ],
    [
      'target:70000:65536',
      'Route target target:70000:65536: after a 4-byte ASN the number must be between 0 and 65535',
    ],
  ])('"%s" is refused', (text, message) => {
    expect(readRouteTarget(text)).toEqual({ kind: 'malformed', message });
    expect(parseRouteTarget(text)).toBeUndefined();
  });

  it('text and bytes round-trip', () => {
    const any: fc.Arbitrary<RouteTarget> = fc.oneof(
      fc.record({
        type: fc.constant(0 as const),
        administrator: fc.integer({ min: 1, max: 65535 }),
        number: fc.integer({ min: 0, max: 4294967295 }),
      }),
      fc.record({
        type: fc.constantFrom(1 as const, 2 as const),
        administrator: fc.integer({ min: 1, max: 4294967295 }),
        number: fc.integer({ min: 0, max: 65535 }),
      }),
    );
    fc.assert(
      fc.property(any, (routeTarget) => {
        expect(parseRouteTarget(formatRouteTarget(routeTarget))).toEqual(routeTarget);
        expect(routeTargetFromBytes(routeTargetBytes(routeTarget))).toEqual(routeTarget);
      }),
    );
  });

  it('other communities are not route targets; misfits are mistakes', () => {
    expect(routeTargetFromBytes(Uint8Array.of(3, 0x0c, 0, 0, 0, 0, 0, 2))).toBeUndefined();
    expect(routeTargetFromBytes(new Uint8Array(7))).toBeUndefined();
    expect(() => routeTargetOfAsn(70_000, 65_536)).toThrow('BUG');
    expect(formatRouteTarget(routeTargetOfAsn(70_000, 8000))).toBe('target:70000:8000');
  });

  it('sorts by administrator and number, not by text', () => {
    const sorted = ['target:60100:100', 'target:10.0.0.1:1', 'target:60100:9']
      .map(routeTargetOf)
      .sort(compareRouteTarget);
    expect(sorted.map(formatRouteTarget)).toEqual(['target:60100:9', 'target:60100:100', 'target:10.0.0.1:1']);
  });
});

describe('the band of automatic route targets', () => {
  const TWO_BYTE =
    'Configured route target must use ASN that is different from global ASN or route target value must be less than 8000000 and greater than 16777216';
  const FOUR_BYTE =
    'Configured route target must use ASN that is different from global ASN or route target value must be less than 8000 and greater than 32768';

  test.each([
    ['target:60100:100', 60100, undefined, undefined],
    ['target:60100:7999999', 60100, undefined, undefined],
    ['target:60100:8000000', 60100, TWO_BYTE, 'target:60100:7999999'],
    ['target:60100:16777216', 60100, TWO_BYTE, 'target:60100:16777217'],
    ['target:60100:16777217', 60100, undefined, undefined],
    ['target:64512:8000000', 60100, undefined, undefined],
    ['target:70000:8000', 70000, FOUR_BYTE, 'target:70000:7999'],
    ['target:70000:32768', 70000, FOUR_BYTE, 'target:70000:32769'],
    ['target:70000:7999', 70000, undefined, undefined],
    ['target:70000:32769', 70000, undefined, undefined],
    ['target:0.0.234.196:8000', 60100, undefined, undefined],
  ])('%s under ASN %i', (text, globalAsn, message, suggestion) => {
    const verdict = reservedBand(routeTargetOf(text), globalAsn);
    if (message === undefined) expect(verdict).toEqual({ kind: 'free' });
    else
      expect(verdict).toEqual({
        kind: 'reserved',
        message,
        suggestion: routeTargetOf(suggestion!),
        hint: `${suggestion} is the nearest that is free to use.`,
      });
  });

  it('every suggestion is itself free', () => {
    fc.assert(
      fc.property(fc.constantFrom(60100, 70000), fc.nat(20_000_000), (asn, n) => {
        const band = automaticBand(asn);
        const verdict = reservedBand(
          routeTargetOfAsn(asn, Math.min(band.first + n, asn > 65535 ? 65535 : n + band.first)),
          asn,
        );
        if (verdict.kind === 'reserved') expect(reservedBand(verdict.suggestion, asn)).toEqual({ kind: 'free' });
      }),
    );
  });
});

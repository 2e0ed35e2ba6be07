import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { holds } from '../../testing/seed.ts';
import {
  compareRouteTarget,
  formatRouteTarget,
  parseRouteTarget,
  readRouteTarget,
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
    ['60100:100', 'malformed'],
    ['', 'malformed'],
    ['target:0:1', 'asn-out-of-range'],
    ['target:60100:4294967296', 'number-out-of-range'],
  ])('"%s" means nothing: %s', (text, kind) => {
    expect(readRouteTarget(text).kind).toBe(kind);
    expect(() => routeTargetOf(text)).toThrow('BUG');
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
    holds(
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

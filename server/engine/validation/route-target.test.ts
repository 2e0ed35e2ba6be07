import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { automaticBand } from '../../model/bgp/route-target-band.ts';
import { parseRouteTarget, routeTargetOf, routeTargetOfAsn } from '../../model/bgp/route-target.ts';
import { holds } from '../../testing/seed.ts';
import { automaticTargetFault, routeTargetFault, routeTargetIn } from './route-target.ts';

const FORMAT = "Route target must be of the format 'target:<asn>:<number>' or 'target:<ip>:<number>'";

describe('what is no route target', () => {
  test.each([
    ['60100:100', FORMAT],
    ['target:60100', FORMAT],
    ['target:60100:1:2', FORMAT],
    ['target:60100:-1', FORMAT],
    ['target:60100:', FORMAT],
    ['Target:60100:1', FORMAT],
    ['target:x:1', FORMAT],
    ['target:fd00::1:1', FORMAT],
    ['', FORMAT],
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
    expect(routeTargetIn(text)).toMatchObject({ sentence: message });
    expect(parseRouteTarget(text)).toBeUndefined();
    expect(routeTargetFault(text, { asn: 60_100, fourByte: true })?.sentence).toBe(message);
  });
});

describe('what depends on the global system config', () => {
  test('a 4-byte AS needs 4-byte AS numbers', () => {
    expect(routeTargetFault('target:70000:1', { asn: 60_100, fourByte: false })?.code).toBe('asn/needs-four-bytes');
    expect(routeTargetFault('target:70000:1', { asn: 60_100, fourByte: true })).toBeUndefined();
  });
});

describe('the band of automatic route targets', () => {
  const TWO_BYTE =
    'Configured route target must use ASN that is different from global ASN or route target value must be less ' +
    'than 8000000 and greater than 16777216';
  const FOUR_BYTE =
    'Configured route target must use ASN that is different from global ASN or route target value must be less ' +
    'than 8000 and greater than 32768';

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
    const fault = automaticTargetFault(routeTargetOf(text), globalAsn);
    expect([fault?.sentence, fault?.suggestion]).toEqual([message, suggestion]);
  });

  it('every suggestion is itself free', () => {
    holds(
      fc.property(fc.constantFrom(60100, 70000), fc.nat(20_000_000), (asn, n) => {
        const band = automaticBand(asn);
        const inside = routeTargetOfAsn(asn, band.first + (n % (band.last - band.first + 1)));
        const { suggestion } = automaticTargetFault(inside, asn)!;
        expect(automaticTargetFault(routeTargetOf(suggestion!), asn)).toBeUndefined();
      }),
    );
  });
});

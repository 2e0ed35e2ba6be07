/**
 * Errors in UPDATEs and what becomes of them (RFC 7606), row by row. Each message announces 10.0.0.0/8 or
 * 101.101.101.2/32.
 */

import { describe, expect, test } from 'vitest';
import type { RoutedFamily } from '../../../model/bgp/nlri.ts';
import { cursorOver, Meter } from '../wire/cursor.ts';
import { hex, toHex, updateBody } from '../wire/testing-hex.ts';
import type { Update, UpdateContext } from './message-types.ts';
import { decodeUpdate } from './update.ts';

const INTERNAL: UpdateContext = {
  fourOctetAs: true,
  internal: true,
  families: new Set<RoutedFamily>(['inet', 'inet-vpn', 'inet6-vpn', 'route-target']),
};
const EXTERNAL: UpdateContext = { ...INTERNAL, internal: false };
const TWO_OCTET: UpdateContext = { ...INTERNAL, fourOctetAs: false };

const ORIGIN = '40 01 01 00';
const AS_PATH = '40 02 06 02 01 0000fde8';
const NEXT_HOP = '40 03 04 0a000001';
const LOCAL_PREF = '40 05 04 00000064';
const GOOD = `${ORIGIN} ${AS_PATH} ${NEXT_HOP} ${LOCAL_PREF}`;
const GOOD_EXTERNAL = `${ORIGIN} ${AS_PATH} ${NEXT_HOP}`;
const without = (attribute: string) => GOOD.replace(attribute, '');
const replaced = (attribute: string, by: string) => GOOD.replace(attribute, by);
const NLRI = '08 0a';

const RD = '0001 0aa91914 0001';
const ROUTE = `78 0002f1 ${RD} 65656502`;
const MP_REACH = `80 0e 21 0001 80 0c 0000000000000000 0aa91914 00 ${ROUTE}`;
const MP_UNREACH = `80 0f 13 0001 80 78 800000 ${RD} 65656502`;

const decode = (attributes: string, context = INTERNAL, nlri = NLRI, withdrawn = '') =>
  decodeUpdate(updateBody(attributes, nlri, withdrawn), context);
const withdrawnOnly = (attribute: string) => ({
  kind: 'update',
  announced: [],
  attributes: undefined,
  withdrawn: [{ family: 'inet', keys: ['\x0a\0\0\0\x08'], labels: [] }],
  attributeErrors: [{ attribute, action: 'treat-as-withdraw' }],
});
const discarded = (attribute: string) => ({
  kind: 'update',
  withdrawn: [],
  announced: [{ family: 'inet', keys: ['\x0a\0\0\0\x08'] }],
  attributeErrors: [{ attribute, action: 'attribute-discard' }],
});
const fault = (code: number, subcode: number) => ({ kind: 'fault', notification: { code, subcode } });

test('the messages that the rows corrupt are valid', () => {
  expect(decode(GOOD)).toMatchObject({ kind: 'update', attributeErrors: [], announced: [{ family: 'inet' }] });
  expect(decode(GOOD_EXTERNAL, EXTERNAL)).toMatchObject({
    kind: 'update',
    attributeErrors: [],
    announced: [{ family: 'inet' }],
  });
  expect(decode(`${MP_REACH} ${without(NEXT_HOP)}`, INTERNAL, '')).toMatchObject({
    kind: 'update',
    attributeErrors: [],
    announced: [{ family: 'inet-vpn' }],
  });
  expect(decode(MP_UNREACH, INTERNAL, '')).toMatchObject({
    kind: 'update',
    attributeErrors: [],
    withdrawn: [{ family: 'inet-vpn' }],
  });
});

describe('treat-as-withdraw: the session stays', () => {
  test.each<[string, string, string, UpdateContext?]>([
    ['ORIGIN', 'of 2 bytes (§7.1)', replaced(ORIGIN, '40 01 02 0000')],
    ['ORIGIN', 'of 0 bytes', replaced(ORIGIN, '40 01 00')],
    ['ORIGIN', 'of value 3', replaced(ORIGIN, '40 01 01 03')],
    ['ORIGIN', 'as optional', replaced(ORIGIN, 'c0 01 01 00')],
    ['ORIGIN', 'as not transitive', replaced(ORIGIN, '00 01 01 00')],
    ['AS_PATH', 'with a segment of type 5 (§7.2)', replaced(AS_PATH, '40 02 06 05 01 0000fde8')],
    ['AS_PATH', 'with a segment of type 0', replaced(AS_PATH, '40 02 06 00 01 0000fde8')],
    ['AS_PATH', 'with an empty segment', replaced(AS_PATH, '40 02 02 02 00')],
    ['AS_PATH', 'with more ASNs than bytes', replaced(AS_PATH, '40 02 06 02 02 0000fde8')],
    ['AS_PATH', 'with a byte too many', replaced(AS_PATH, '40 02 07 02 01 0000fde8 02')],
    ['AS_PATH', 'with AS 0 (RFC 7607)', replaced(AS_PATH, '40 02 06 02 01 00000000')],
    ['AS_PATH', 'of two octets in a session of four', replaced(AS_PATH, '40 02 04 02 01 fde8')],
    ['AS_PATH', 'as optional', replaced(AS_PATH, '80 02 06 02 01 0000fde8')],
    [
      'AS_PATH',
      'with a confederation segment from outside (RFC 5065)',
      `${ORIGIN} 40 02 06 03 01 0000fde8 ${NEXT_HOP}`,
      EXTERNAL,
    ],
    ['NEXT_HOP', 'of 3 bytes (§7.3)', replaced(NEXT_HOP, '40 03 03 0a0000')],
    ['NEXT_HOP', 'of 16 bytes', replaced(NEXT_HOP, `40 03 10 ${'00'.repeat(16)}`)],
    ['NEXT_HOP', '0.0.0.0', replaced(NEXT_HOP, '40 03 04 00000000')],
    ['NEXT_HOP', 'multicast', replaced(NEXT_HOP, '40 03 04 e0000001')],
    ['NEXT_HOP', '255.255.255.255', replaced(NEXT_HOP, '40 03 04 ffffffff')],
    ['MULTI_EXIT_DISC', 'of 3 bytes (§7.4)', `${GOOD} 80 04 03 000001`],
    ['MULTI_EXIT_DISC', 'as well-known', `${GOOD} 40 04 04 00000001`],
    ['LOCAL_PREF', 'of 3 bytes, internal (§7.5)', replaced(LOCAL_PREF, '40 05 03 000064')],
    ['LOCAL_PREF', 'as optional, internal', replaced(LOCAL_PREF, '80 05 04 00000064')],
    ['ATOMIC_AGGREGATE', 'as optional (§3 c)', `${GOOD} c0 06 00`],
    ['AGGREGATOR', 'as well-known (§3 c)', `${GOOD} 40 07 08 0000eac4 0a000001`],
    ['COMMUNITIES', 'of 0 bytes (§7.8)', `${GOOD} c0 08 00`],
    ['COMMUNITIES', 'of 6 bytes', `${GOOD} c0 08 06 eac400010001`],
    ['COMMUNITIES', 'as not transitive', `${GOOD} 80 08 04 eac40001`],
    ['ORIGINATOR_ID', 'of 5 bytes, internal (§7.9)', `${GOOD} 80 09 05 0a00000100`],
    ['ORIGINATOR_ID', 'as transitive, internal', `${GOOD} c0 09 04 0a000001`],
    ['CLUSTER_LIST', 'of 0 bytes, internal (§7.10)', `${GOOD} 80 0a 00`],
    ['CLUSTER_LIST', 'of 6 bytes, internal', `${GOOD} 80 0a 06 0a0000010000`],
    ['EXTENDED_COMMUNITIES', 'of 0 bytes (§7.14)', `${GOOD} c0 10 00`],
    ['EXTENDED_COMMUNITIES', 'of 7 bytes', `${GOOD} c0 10 07 0002eac4000000`],
    ['EXTENDED_COMMUNITIES', 'as well-known', `${GOOD} 40 10 08 0002eac400000064`],
    ['LARGE_COMMUNITY', 'of 0 bytes (RFC 8092 §5)', `${GOOD} c0 20 00`],
    ['LARGE_COMMUNITY', 'of 8 bytes', `${GOOD} c0 20 08 0000eac400000001`],
    [
      'AS4_PATH',
      'as well-known (§3 c)',
      `${GOOD} 40 11 06 02 01 fa56ea00`.replace(AS_PATH, '40 02 04 02 01 5ba0'),
      TWO_OCTET,
    ],
    ['ORIGIN', 'missing (§3 d)', without(ORIGIN)],
    ['AS_PATH', 'missing', without(AS_PATH)],
    ['NEXT_HOP', 'missing with NLRI', without(NEXT_HOP)],
    ['LOCAL_PREF', 'missing, internal', without(LOCAL_PREF)],
    ['COMMUNITIES', 'longer than the field (§4)', `${GOOD} c0 08 ff eac40001`],
    ['path attributes', 'ending after the flags (§4)', `${GOOD} c0`],
    ['COMMUNITIES', 'ending before an extended length (§4)', `${GOOD} d0 08 00`],
  ])('%s %s', (attribute, _how, attributes, context = INTERNAL) => {
    expect(decode(attributes, context)).toMatchObject(withdrawnOnly(attribute));
  });

  test('routes of MP_REACH_NLRI are withdrawn alike', () => {
    expect(decode(`${MP_REACH} ${without(NEXT_HOP)} 80 04 03 000001`, INTERNAL, '')).toMatchObject({
      announced: [],
      withdrawn: [{ family: 'inet-vpn', labels: [] }],
      attributeErrors: [{ attribute: 'MULTI_EXIT_DISC' }],
    });
    expect(decode(`${MP_REACH.replace('80 0e', 'c0 0e')} ${without(NEXT_HOP)}`, INTERNAL, '')).toMatchObject({
      announced: [],
      withdrawn: [{ family: 'inet-vpn' }],
      attributeErrors: [{ attribute: 'MP_REACH_NLRI', action: 'treat-as-withdraw' }],
    });
  });

  test.each(['00000000', 'e0000001'])('the next hop %s of VPNv4 routes is nobody', (address) => {
    expect(decode(`${MP_REACH.replace('0aa91914', address)} ${without(NEXT_HOP)}`, INTERNAL, '')).toMatchObject({
      announced: [],
      withdrawn: [{ family: 'inet-vpn' }],
      attributeErrors: [{ attribute: 'MP_REACH_NLRI', action: 'treat-as-withdraw' }],
    });
  });

  test('withdrawn, withdrawn by MP_UNREACH_NLRI and announced: all are withdrawn', () => {
    const update = decode(
      `${MP_REACH} ${MP_UNREACH} ${replaced(ORIGIN, '40 01 01 09')}`,
      INTERNAL,
      NLRI,
      '08 0b',
    ) as Update;
    expect(update.announced).toEqual([]);
    expect(update.withdrawn.map(({ family, keys }) => [family, keys.length])).toEqual([
      ['inet', 1],
      ['inet-vpn', 1],
      ['inet', 1],
      ['inet-vpn', 1],
    ]);
  });

  test('all errors are reported', () => {
    const update = decode(`40 01 01 09 ${AS_PATH} ${NEXT_HOP} ${LOCAL_PREF} 80 04 03 000001 c0 07 01 00`) as Update;
    expect(update.attributeErrors.map(({ attribute, action }) => `${attribute} ${action}`)).toEqual([
      'ORIGIN treat-as-withdraw',
      'MULTI_EXIT_DISC treat-as-withdraw',
      'AGGREGATOR attribute-discard',
    ]);
  });

  test('NEXT_HOP may be missing where MP_REACH_NLRI has its own, LOCAL_PREF from outside', () => {
    expect(decode(`${MP_REACH} ${ORIGIN} ${AS_PATH}`, EXTERNAL, '')).toMatchObject({
      attributeErrors: [],
      announced: [{ family: 'inet-vpn' }],
    });
  });
});

describe('attribute discard: the routes stay', () => {
  test.each<[string, string, string, UpdateContext?]>([
    ['ATOMIC_AGGREGATE', 'of 1 byte (§7.6)', `${GOOD} 40 06 01 00`],
    ['AGGREGATOR', 'of 6 bytes in a session of four octets (§7.7)', `${GOOD} c0 07 06 eac4 0a000001`],
    ['AGGREGATOR', 'of AS 0 (RFC 7607)', `${GOOD} c0 07 08 00000000 0a000001`],
    [
      'AGGREGATOR',
      'of 8 bytes in a session of two octets',
      `${GOOD} c0 07 08 0000eac4 0a000001`.replace(AS_PATH, '40 02 04 02 01 fde8'),
      TWO_OCTET,
    ],
    ['LOCAL_PREF', 'from outside (§7.5)', `${GOOD_EXTERNAL} ${LOCAL_PREF}`, EXTERNAL],
    ['LOCAL_PREF', 'from outside, of 3 bytes', `${GOOD_EXTERNAL} 40 05 03 000064`, EXTERNAL],
    ['ORIGINATOR_ID', 'from outside (§7.9)', `${GOOD_EXTERNAL} 80 09 04 0a000001`, EXTERNAL],
    ['ORIGINATOR_ID', 'from outside, of 5 bytes', `${GOOD_EXTERNAL} 80 09 05 0a00000100`, EXTERNAL],
    ['CLUSTER_LIST', 'from outside (§7.10)', `${GOOD_EXTERNAL} 80 0a 04 0a000001`, EXTERNAL],
    ['AS4_PATH', 'in a session of four octets (RFC 6793 §4.1)', `${GOOD} c0 11 06 02 01 fa56ea00`],
    [
      'AS4_PATH',
      'malformed (RFC 6793 §6)',
      `${GOOD} c0 11 03 02 01 fa`.replace(AS_PATH, '40 02 04 02 01 5ba0'),
      TWO_OCTET,
    ],
    ['AS4_AGGREGATOR', 'in a session of four octets', `${GOOD} c0 12 08 fa56ea00 0a000001`],
    [
      'AS4_AGGREGATOR',
      'of 7 bytes (RFC 6793 §6)',
      `${GOOD} c0 12 07 fa56ea00 0a0000`.replace(AS_PATH, '40 02 04 02 01 5ba0'),
      TWO_OCTET,
    ],
    [
      'AS4_AGGREGATOR',
      'of AS 0',
      `${GOOD} c0 12 08 00000000 0a000001`.replace(AS_PATH, '40 02 04 02 01 5ba0'),
      TWO_OCTET,
    ],
    ['COMMUNITIES', 'repeated: the first stays (§3 g)', `${GOOD} c0 08 04 eac40001 c0 08 04 eac40002`],
    ['attribute 99', 'unknown and repeated', `${GOOD} c0 63 01 01 c0 63 01 02`],
  ])('%s %s', (attribute, _how, attributes, context = INTERNAL) => {
    expect(decode(attributes, context)).toMatchObject(discarded(attribute));
  });

  test('of a repeated attribute the first counts', () => {
    expect(decode(`${GOOD} c0 08 04 eac40001 c0 08 03 eac400`)).toMatchObject({
      attributes: { communities: [0xeac4_0001] },
    });
    expect(decode(`${GOOD} 40 01 01 02`)).toMatchObject({ attributes: { origin: 'igp' } });
    expect(decode(`${GOOD} c0 63 01 01 c0 63 01 02`)).toMatchObject({
      attributes: { unknown: [{ type: 99, value: hex('01') }] },
    });
  });
});

describe('passed on', () => {
  test('unrecognised optional transitive, with the Partial bit', () => {
    expect(decode(`${GOOD} c0 63 02 abcd`)).toMatchObject({
      attributeErrors: [],
      attributes: { unknown: [{ flags: 0xe0, type: 99, value: hex('abcd') }] },
    });
  });

  test('unrecognised optional non-transitive: dropped', () => {
    expect(decode(`${GOOD} 80 63 02 abcd`)).toMatchObject({ attributeErrors: [], attributes: { unknown: [] } });
  });
});

describe('session reset: the routes cannot be read', () => {
  test.each<[string, number, number, string, string?]>([
    ['unrecognised well-known', 3, 2, `${GOOD} 40 63 01 00`],
    ['MP_REACH_NLRI repeated (§3 g)', 3, 1, `${MP_REACH} ${MP_REACH} ${GOOD}`],
    ['MP_UNREACH_NLRI repeated', 3, 1, `${MP_UNREACH} ${MP_UNREACH}`, ''],
    ['MP_REACH_NLRI of 4 bytes (§5.3)', 3, 9, `80 0e 04 0001 80 00 ${GOOD}`],
    ['MP_UNREACH_NLRI of 2 bytes', 3, 9, '80 0f 02 0001', ''],
    ['MP_REACH_NLRI with a route of 121 bits', 3, 9, `${MP_REACH.replace('78 0002f1', '79 0002f1')} ${GOOD}`],
    [
      'MP_REACH_NLRI with a route cut off',
      3,
      9,
      `80 0e 20 0001 80 0c 0000000000000000 0aa91914 00 ${ROUTE.slice(0, -2)} ${GOOD}`,
    ],
    ['MP_UNREACH_NLRI with a route cut off', 3, 9, `80 0f 12 0001 80 78 800000 ${RD} 656565`, ''],
    ['MP_REACH_NLRI longer than the attributes', 3, 9, `${ORIGIN} 80 0e ff 0001 80`],
    ['MP_UNREACH_NLRI longer than the attributes', 3, 9, `${ORIGIN} 80 0f ff 0001 80`],
    ['next hop of 4 bytes for VPNv4', 3, 9, `80 0e 19 0001 80 04 0aa91914 00 ${ROUTE} ${GOOD}`],
    ['next hop of 16 bytes for VPNv6', 3, 9, `80 0e 15 0002 80 10 ${'00'.repeat(16)} 00 ${GOOD}`],
    ['next hop of 0 bytes', 3, 9, `80 0e 05 0001 80 00 00 ${GOOD}`],
    ['next hop longer than MP_REACH_NLRI', 3, 9, `80 0e 06 0001 80 0c 0000 ${GOOD}`],
    ['next hop longer than MP_REACH_NLRI of a family not negotiated', 3, 9, `80 0e 06 0019 46 0c 0000 ${GOOD}`],
    ['NLRI of 33 bits', 3, 10, GOOD, '21 0a000000 00'],
    ['NLRI cut off', 3, 10, GOOD, '18 0a00'],
    ['attributes too long and no routes to withdraw (§4, §5.2)', 3, 1, `${ORIGIN} c0 08 ff 00`, ''],
    ['an attribute in error and no routes (§5.2)', 3, 1, '40 01 01 09', ''],
    ['an attribute in error beside MP_UNREACH_NLRI alone (§5.2)', 3, 1, `${MP_UNREACH} 40 01 01 09`, ''],
  ])('%s: %i/%i', (_what, code, subcode, attributes, nlri = NLRI) => {
    expect(decode(attributes, INTERNAL, nlri)).toMatchObject(fault(code, subcode));
  });

  test.each([
    ['withdrawn routes longer than the message', '00ff 0000', 3, 1],
    ['no length of attributes', '0001 00 00', 3, 1],
    ['attributes longer than the message', '0000 00ff', 3, 1],
    ['3 bytes', '000000', 3, 1],
    ['withdrawn route of 33 bits', '0006 21 0a00000000 0000', 3, 10],
    ['withdrawn route cut off', '0002 180a 0000', 3, 10],
  ])('%s', (_what, body, code, subcode) => {
    expect(decodeUpdate(hex(body), INTERNAL)).toMatchObject(fault(code, subcode));
  });

  test.each<[string, string, string, string?]>([
    ['MP_REACH_NLRI of 4 bytes', '80 0e 04 0001 80 00', GOOD],
    ['MP_UNREACH_NLRI with a route cut off', `80 0f 12 0001 80 78 800000 ${RD} 656565`, ''],
    ['next hop of 0 bytes', '80 0e 05 0001 80 00 00', GOOD],
    [
      'MP_UNREACH_NLRI with the flags of a well-known attribute, and no routes to withdraw',
      `40 0f 13 0001 80 78 800000 ${RD} 65656502`,
      '',
    ],
    ['longer than the attributes', '80 0f ff 0001 80', ''],
  ])(
    'the attribute in error goes back with Optional Attribute Error (RFC 4760 §7): %s',
    (_what, attribute, others, nlri = '') => {
      const reading = decode(`${others} ${attribute}`, INTERNAL, others === '' ? '' : nlri);
      expect(reading).toMatchObject(fault(3, 9));
      expect(toHex((reading as { readonly notification: { readonly data: Uint8Array } }).notification.data)).toBe(
        toHex(hex(attribute)),
      );
    },
  );

  test('the severest error wins, in whatever order they stand', () => {
    expect(decode(`40 01 01 09 ${AS_PATH} ${NEXT_HOP} ${LOCAL_PREF} 40 63 00`)).toMatchObject(fault(3, 2));
  });

  test('an error that only drops an attribute needs no routes', () => {
    expect(decode(`${MP_UNREACH} 40 06 01 00`, INTERNAL, '')).toMatchObject({
      kind: 'update',
      withdrawn: [{ family: 'inet-vpn' }],
      attributeErrors: [{ attribute: 'ATOMIC_AGGREGATE' }],
    });
  });

  test('the NOTIFICATION carries the attribute', () => {
    const reading = decode(`${GOOD} 40 63 02 abcd`);
    expect(reading.kind === 'fault' && toHex(reading.notification.data)).toBe('406302abcd');
  });
});

describe('floods stay linear (steps ≤ 8 × bytes)', () => {
  /** The attribute that is repeated is discarded once; each mandatory attribute that is missing withdraws the route. */
  const withdrawn = (repeated: string | undefined, missing: number) => ({
    kind: 'update',
    announced: [],
    withdrawn: [{ family: 'inet' }],
    attributeErrors: [
      ...(repeated === undefined ? [] : [{ attribute: repeated, action: 'attribute-discard' }]),
      ...Array.from({ length: missing }, () => ({ action: 'treat-as-withdraw' })),
    ],
  });
  test.each([
    ['thousands of unknown attributes', 'c06300'.repeat(20_000), withdrawn('attribute 99', 4)],
    ['thousands of ORIGINs', ORIGIN.repeat(15_000), withdrawn('ORIGIN', 3)],
    ['thousands of MP_UNREACH_NLRI', '800f03000180'.repeat(10_000), fault(3, 1)],
    ['a path of 15,000 ASNs', `5002 eb8a${`02ff${'0000fde8'.repeat(255)}`.repeat(59)}`, withdrawn(undefined, 3)],
    ['a path of empty segments', `5002 ea60${'0201'.repeat(30_000)}`, withdrawn(undefined, 3)],
    ['7500 extended communities', `d010 ea60${'0002eac400000064'.repeat(7500)}`, withdrawn(undefined, 4)],
  ])('%s', (_what, attributes, expected) => {
    const body = updateBody(attributes, NLRI);
    const meter = new Meter(8 * body.length);
    const update = decodeUpdate(body, INTERNAL, meter);
    expect(meter.steps).toBeGreaterThan(0);
    expect(update).toMatchObject(expected);
  });

  test('more steps than the meter allows throw', () => {
    expect(() => cursorOver(new Uint8Array(10), new Meter(5)).take(6)).toThrow(/^BUG: .*5 steps/);
    expect(() => cursorOver(new Uint8Array(1)).u16()).toThrow(/^BUG: /);
  });
});

import { describe, expect, test } from 'vitest';
import { NO_ATTRIBUTES, type AsPathSegment, type PathAttributes } from '../../../model/bgp/path-attributes.ts';
import { cursorOver } from '../wire/cursor.ts';
import { hex, toHex } from '../wire/testing-hex.ts';
import { ATTRIBUTES, attributeName } from './attribute-table.ts';
import type { AttributeContext, AttributesDraft } from './attribute.ts';
import { decodeAttributes } from './decode-attributes.ts';
import { attributeBytes, encodeAttributes } from './encode-attributes.ts';

const FAMILIES = new Set(['inet', 'inet-vpn'] as const);
const INTERNAL: AttributeContext = { fourOctetAs: true, internal: true };
const TWO_OCTET: AttributeContext = { fourOctetAs: false, internal: true };
const EXTERNAL: AttributeContext = { fourOctetAs: true, internal: false };
const sequence = (...asns: number[]): AsPathSegment => ({ kind: 'sequence', asns });

function draftOf(text: string, context: AttributeContext = INTERNAL): AttributesDraft {
  const reading = decodeAttributes(cursorOver(hex(text)), { ...context, families: FAMILIES });
  if (reading.kind === 'fault') throw new Error(reading.cause);
  expect(reading.attributeErrors).toEqual([]);
  return reading.draft;
}

/** The attribute of one type among all that are sent. */
function sent(type: number, attributes: Partial<PathAttributes>, context: AttributeContext = INTERNAL): string {
  const bytes = encodeAttributes(
    { ...NO_ATTRIBUTES, nextHop: '10.0.0.1', ...attributes },
    { ...context, nlriField: true },
  );
  for (let at = 0; at < bytes.length;) {
    const long = (bytes[at]! & 0x10) !== 0;
    const length = long ? (bytes[at + 2]! << 8) | bytes[at + 3]! : bytes[at + 2]!;
    const end = at + (long ? 4 : 3) + length;
    if (bytes[at + 1] === type) return toHex(bytes.subarray(at, end));
    at = end;
  }
  return 'not sent';
}

describe('each attribute, hex in → object → hex out', () => {
  test.each<[string, string, Partial<PathAttributes>, AttributeContext]>([
    ['ORIGIN igp', '40 01 01 00', { origin: 'igp' }, INTERNAL],
    ['ORIGIN egp', '40 01 01 01', { origin: 'egp' }, INTERNAL],
    ['ORIGIN incomplete', '40 01 01 02', { origin: 'incomplete' }, INTERNAL],
    ['AS_PATH, empty', '40 02 00', { asPath: [] }, INTERNAL],
    [
      'AS_PATH of four octets',
      '40 02 0a 02 02 0000fde8 fa56ea00',
      { asPath: [sequence(65_000, 4_200_000_000)] },
      INTERNAL,
    ],
    ['AS_PATH of two octets', '40 02 06 02 02 fde8 fde9', { asPath: [sequence(65_000, 65_001)] }, TWO_OCTET],
    [
      'AS_PATH with a set',
      '40 02 10 02 01 0000fde8 01 02 0000fde9 0000fdea',
      { asPath: [sequence(65_000), { kind: 'set', asns: [65_001, 65_002] }] },
      INTERNAL,
    ],
    [
      'AS_PATH with confederation segments (RFC 5065)',
      '40 02 0c 03 01 0000fde8 04 01 0000fde9',
      {
        asPath: [
          { kind: 'confed-sequence', asns: [65_000] },
          { kind: 'confed-set', asns: [65_001] },
        ],
      },
      INTERNAL,
    ],
    ['NEXT_HOP', '40 03 04 0aa91914', { nextHop: '10.169.25.20' }, INTERNAL],
    ['MULTI_EXIT_DISC', '80 04 04 000000c8', { med: 200 }, INTERNAL],
    ['MULTI_EXIT_DISC, the highest', '80 04 04 ffffffff', { med: 4_294_967_295 }, INTERNAL],
    ['LOCAL_PREF', '40 05 04 00000064', { localPreference: 100 }, INTERNAL],
    ['ATOMIC_AGGREGATE', '40 06 00', { atomicAggregate: true }, INTERNAL],
    [
      'AGGREGATOR of four octets',
      'c0 07 08 fa56ea00 0aa91913',
      { aggregator: { asn: 4_200_000_000, address: '10.169.25.19' } },
      INTERNAL,
    ],
    [
      'AGGREGATOR of two octets',
      'c0 07 06 eac4 0aa91913',
      { aggregator: { asn: 60_100, address: '10.169.25.19' } },
      TWO_OCTET,
    ],
    [
      'COMMUNITIES: 60100:1, no-export',
      'c0 08 08 eac40001 ffffff01',
      { communities: [0xeac4_0001, 0xffff_ff01] },
      INTERNAL,
    ],
    ['ORIGINATOR_ID', '80 09 04 0aa91913', { originatorId: '10.169.25.19' }, INTERNAL],
    ['CLUSTER_LIST', '80 0a 08 00000001 7f0000cc', { clusterList: ['0.0.0.1', '127.0.0.204'] }, INTERNAL],
    [
      'EXTENDED COMMUNITIES: target:60100:100, encapsulation gre',
      'c0 10 10 0002eac400000064 030c000000000002',
      { extendedCommunities: ['0002eac400000064', '030c000000000002'] },
      INTERNAL,
    ],
    [
      'LARGE_COMMUNITY',
      'c0 20 0c 0000eac4 00000001 ffffffff',
      { largeCommunities: [[60_100, 1, 4_294_967_295]] },
      INTERNAL,
    ],
    [
      'an unknown one, with the Partial bit',
      'e0 63 03 010203',
      { unknown: [{ flags: 0xe0, type: 0x63, value: hex('010203') }] },
      INTERNAL,
    ],
    [
      'an unknown one of 300 bytes',
      `f0 63 012c ${'ab'.repeat(300)}`,
      { unknown: [{ flags: 0xe0, type: 0x63, value: hex('ab'.repeat(300)) }] },
      INTERNAL,
    ],
    [
      'COMMUNITIES of 256 bytes take the extended length',
      `d0 08 0100 ${'eac40001'.repeat(64)}`,
      { communities: Array<number>(64).fill(0xeac4_0001) },
      INTERNAL,
    ],
  ])('%s', (_name, text, attributes, context) => {
    expect(draftOf(text, context)).toEqual({ unknown: [], ...attributes });
    expect(sent(hex(text)[1]!, attributes, context)).toBe(toHex(hex(text)));
  });

  test.each([
    ['a short attribute with the extended length', '50 01 0001 00', { origin: 'igp' as const, unknown: [] }],
    [
      'an unknown one without the Partial bit gets it',
      'c0 63 01 07',
      { unknown: [{ flags: 0xe0, type: 0x63, value: hex('07') }] },
    ],
    ['an unknown one that is not transitive is forgotten', '80 63 01 07', { unknown: [] }],
  ])('taken: %s', (_name, text, draft) => {
    expect(draftOf(text)).toEqual(draft);
  });
});

describe('what is sent', () => {
  test('in the order of types, unknown ones among them', () => {
    const attributes: PathAttributes = {
      ...NO_ATTRIBUTES,
      nextHop: '10.0.0.1',
      med: 1,
      communities: [1],
      extendedCommunities: ['0002eac400000064'],
      largeCommunities: [[1, 2, 3]],
      unknown: [
        { flags: 0xe0, type: 26, value: hex('01') },
        { flags: 0xe0, type: 20, value: hex('01') },
      ],
    };
    const bytes = encodeAttributes(attributes, { ...INTERNAL, nlriField: true });
    const types: number[] = [];
    for (let at = 0; at < bytes.length; at += 3 + bytes[at + 2]!) types.push(bytes[at + 1]!);
    expect(types).toEqual([1, 2, 3, 4, 5, 8, 16, 20, 26, 32]);
  });

  test.each([
    ['LOCAL_PREF of 100 where none is said', 5, {}, INTERNAL, '40050400000064'],
    ['no LOCAL_PREF to an external peer', 5, { localPreference: 200 }, EXTERNAL, 'not sent'],
    ['no ORIGINATOR_ID to an external peer', 9, { originatorId: '10.0.0.1' }, EXTERNAL, 'not sent'],
    ['no CLUSTER_LIST to an external peer', 10, { clusterList: ['10.0.0.1'] }, EXTERNAL, 'not sent'],
    ['no COMMUNITIES where there are none', 8, {}, INTERNAL, 'not sent'],
    [
      'AS_TRANS to a speaker of two octets',
      2,
      { asPath: [sequence(65_000, 4_200_000_000)] },
      TWO_OCTET,
      '400206' + '0202fde85ba0',
    ],
    [
      'and AS4_PATH beside it',
      17,
      { asPath: [sequence(65_000, 4_200_000_000)] },
      TWO_OCTET,
      'c0110a' + '02020000fde8fa56ea00',
    ],
    [
      'AS4_PATH without confederation segments',
      17,
      { asPath: [{ kind: 'confed-sequence' as const, asns: [65_010] }, sequence(4_200_000_000)] },
      TWO_OCTET,
      'c01106' + '0201fa56ea00',
    ],
    ['no AS4_PATH where nothing needs it', 17, { asPath: [sequence(65_000)] }, TWO_OCTET, 'not sent'],
    ['no AS4_PATH among speakers of four octets', 17, { asPath: [sequence(4_200_000_000)] }, INTERNAL, 'not sent'],
    [
      'AGGREGATOR with AS_TRANS',
      7,
      { aggregator: { asn: 4_200_000_000, address: '10.0.0.1' } },
      TWO_OCTET,
      'c00706' + '5ba00a000001',
    ],
    [
      'and AS4_AGGREGATOR beside it',
      18,
      { aggregator: { asn: 4_200_000_000, address: '10.0.0.1' } },
      TWO_OCTET,
      'c01208' + 'fa56ea000a000001',
    ],
    [
      'no AS4_AGGREGATOR where nothing needs it',
      18,
      { aggregator: { asn: 60_100, address: '10.0.0.1' } },
      TWO_OCTET,
      'not sent',
    ],
    [
      'a sequence of 300 in two segments',
      2,
      { asPath: [sequence(...Array<number>(300).fill(1))] },
      TWO_OCTET,
      `5002025c02ff${'0001'.repeat(255)}022d${'0001'.repeat(45)}`,
    ],
  ])('%s', (_name, type, attributes, context, text) => {
    expect(sent(type, attributes, context)).toBe(text);
  });

  test('attribute heads', () => {
    expect(toHex(attributeBytes(0xc0, 8, new Uint8Array(255)).subarray(0, 3))).toBe('c008ff');
    expect(toHex(attributeBytes(0xc0, 8, new Uint8Array(256)).subarray(0, 4))).toBe('d0080100');
  });

  test('the table knows each type once, in order, and names it', () => {
    const types = ATTRIBUTES.map(({ type }) => type);
    expect(types).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 16, 17, 18, 32]);
    expect([14, 15, 16, 99].map(attributeName)).toEqual([
      'MP_REACH_NLRI',
      'MP_UNREACH_NLRI',
      'EXTENDED_COMMUNITIES',
      'attribute 99',
    ]);
  });
});
